import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { vi } from "vitest";
import type { InterviewSession } from "../worker/index.ts";

/**
 * The clock of everything in this isolate, the object's machine and dates included: it stands still between sockets and moves as
 * told. Timers run inside the object, as the platform would run them. AbortSignal.timeout keeps to it too.
 */
export class Clock {
  readonly #object: DurableObjectStub<InterviewSession>;

  constructor(object: DurableObjectStub<InterviewSession>) {
    this.#object = object;
  }

  static install(): void {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
    vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
      const late = new AbortController();
      setTimeout(() => late.abort(new DOMException("The operation timed out", "TimeoutError")), ms);
      return late.signal;
    });
  }

  static uninstall(): void {
    vi.useRealTimers();
    vi.restoreAllMocks();
  }

  /** Time passes; an alarm that comes due on the way runs on its time. */
  async pass(ms: number): Promise<void> {
    const until = Date.now() + ms;
    for (;;) {
      const alarm = await this.alarmAt();
      const next = Math.min(until, alarm === null ? until : Math.max(Date.now(), alarm));
      await this.#move(next - Date.now());
      if (alarm !== null && alarm <= Date.now()) await this.ring();
      if (Date.now() >= until && (alarm === null || alarm > until)) return;
    }
  }

  /** Moves to the object's alarm and runs it; false without one. */
  async toAlarm(): Promise<boolean> {
    const alarm = await this.alarmAt();
    if (alarm === null) return false;
    await this.#move(Math.max(0, alarm - Date.now()));
    await this.ring();
    return true;
  }

  /** Runs the object's alarm now, due or not. */
  ring(): Promise<boolean> {
    return runDurableObjectAlarm(this.#object);
  }

  alarmAt(): Promise<number | null> {
    return runInDurableObject(this.#object, (_, { storage }) => storage.getAlarm());
  }

  /** The clock alone: alarms do not run. */
  async #move(ms: number): Promise<void> {
    await runInDurableObject(this.#object, async () => void (await vi.advanceTimersByTimeAsync(ms)));
  }
}
