import { runDurableObjectAlarm } from "cloudflare:test";
import { vi } from "vitest";
import { moveClock } from "../../harness/clock.ts";
import { alarmOf, rowsOf } from "../../harness/object.ts";
import { countBegun } from "../faults/underway.ts";
import type { Prepared } from "../../worker/testing/interview.ts";

/** Drops all timers, which die with their process. The fake clock would restart with them, so its time is kept. */
export const dropTimers = (): void => {
  const now = Date.now();
  vi.clearAllTimers();
  vi.setSystemTime(now);
};

/** Lets time pass for a storm's object and runs its alarms. Waits until nothing is on its way before it advances. */
export class Passing {
  /** By how much an interview may overrun: time that passed without its object's knowledge. */
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

  /** Lets time pass. An alarm that falls due on the way runs on time. */
  async pass(ms: number): Promise<void> {
    await this.#quiet();
    const endsAt = Date.now() + ms;
    for (;;) {
      const alarm = await this.alarmAt();
      await this.move(Math.min(endsAt, alarm === null ? endsAt : Math.max(Date.now(), alarm)) - Date.now());
      // What happened on the way may have postponed the alarm.
      if (!(await this.#ringDue()) && Date.now() >= endsAt) return;
    }
  }

  /** Lets time pass without running alarms on the way: what fell due runs late. */
  async passLate(ms: number): Promise<void> {
    await this.#quiet();
    this.skippedMs += ms;
    await this.move(ms);
    await this.#ringDue();
  }

  /** Sets the machine's clock without letting time pass. */
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

  /** Never for the clean-up: that would skip a day, and no token lives that long. */
  async ringEarly(): Promise<void> {
    await this.#quiet();
    if ((await this.alarms())[0] !== "cleanup") await this.#ring();
  }

  /** Awaits an answer for which the Worker may first wait this long for somebody else. */
  async inTime<Answer>(asked: Promise<Answer>, ms: number): Promise<Answer> {
    const isAnswered = await Promise.race([asked.then(() => true), this.#quiet().then(() => false)]);
    if (!isAnswered) await this.move(ms);
    return asked;
  }

  /** Runs the alarm if it is due. Gives whether it was. */
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
