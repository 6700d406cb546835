import { runDurableObjectAlarm } from "cloudflare:test";
import { vi } from "vitest";
import { moveClock } from "../../harness/clock.ts";
import { alarmOf, rowsOf } from "../../harness/object.ts";
import { countBegun } from "../faults/underway.ts";
import type { Prepared } from "../../worker/testing/interview.ts";

/** Timers die with their process; the clock of the fake ones would begin again with them. */
export const dropTimers = (): void => {
  const now = Date.now();
  vi.clearAllTimers();
  vi.setSystemTime(now);
};

/** How time passes for a storm's object, and its alarm rings. Nothing is on its way when it moves. */
export class Passing {
  /** What an interview may be too late by: time that its object knew nothing of. */
  skippedMs = 0;
  readonly #interview: Prepared;
  readonly #quiet: () => Promise<void>;

  constructor(interview: Prepared, quiet: () => Promise<void>) {
    this.#interview = interview;
    this.#quiet = quiet;
  }

  alarmAt(): Promise<number | null> {
    return alarmOf(this.#interview.stub());
  }

  async alarms(): Promise<string[]> {
    return (await rowsOf<{ kind: string }>(this.#interview.stub(), "SELECT kind FROM alarm ORDER BY at_unix_ms")).map(({ kind }) => kind);
  }

  /** Time passes; an alarm that comes due on the way runs on its time. */
  async pass(ms: number): Promise<void> {
    await this.#quiet();
    const endsAt = Date.now() + ms;
    for (;;) {
      const alarm = await this.alarmAt();
      await this.move(Math.min(endsAt, alarm === null ? endsAt : Math.max(Date.now(), alarm)) - Date.now());
      // What happened on the way may have put the alarm off.
      if (!(await this.#ringDue()) && Date.now() >= endsAt) return;
    }
  }

  /** No alarm runs on the way: what came due is late. */
  async passLate(ms: number): Promise<void> {
    await this.#quiet();
    this.skippedMs += ms;
    await this.move(ms);
    await this.#ringDue();
  }

  /** The machine's clock is set, and no time passes. */
  async set(byMs: number): Promise<void> {
    await this.#quiet();
    this.skippedMs += Math.max(0, byMs);
    vi.setSystemTime(Date.now() + byMs);
  }

  async move(ms: number): Promise<void> {
    await moveClock(this.#interview.stub, ms, async () => {
      await this.#quiet();
      const begun = countBegun();
      return () => countBegun() !== begun;
    });
    await this.#quiet();
  }

  /** A day is never skipped: no token outlives it. */
  async ringEarly(): Promise<void> {
    await this.#quiet();
    if ((await this.alarms())[0] !== "cleanup") await this.#ring();
  }

  /** The Worker may wait so long for somebody else before it answers. */
  async inTime<Answer>(asked: Promise<Answer>, ms: number): Promise<Answer> {
    const isAnswered = await Promise.race([asked.then(() => true), this.#quiet().then(() => false)]);
    if (!isAnswered) await this.move(ms);
    return asked;
  }

  /** Runs the alarm if its time has come; whether it had. */
  async #ringDue(): Promise<boolean> {
    const due = await this.alarmAt();
    if (due === null || due > Date.now()) return false;
    await this.#ring();
    return true;
  }

  async #ring(): Promise<void> {
    await runDurableObjectAlarm(this.#interview.stub());
    await this.#quiet();
  }
}
