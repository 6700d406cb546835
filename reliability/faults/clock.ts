import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { vi } from "vitest";
import type { InterviewSession } from "../../worker/index.ts";
import { moveClock } from "../../harness/clock.ts";
import { alarmOf, rowsOf } from "../../harness/object.ts";
import { allArrived, isOpening } from "./underway.ts";
import { until } from "../../harness/wait.ts";

/** In real time; an app that hangs takes longer than that. */
const longestDeliveryMs = 500;

/** An object's clock and its alarm: both stand still between sockets and move as told. */
export class Clock {
  readonly #findObject: () => DurableObjectStub<InterviewSession>;

  /** After a crash the object is another: it is asked for each time. */
  constructor(findObject: () => DurableObjectStub<InterviewSession>) {
    this.#findObject = findObject;
  }

  /** Time passes; an alarm that comes due on the way runs on its time. */
  async pass(ms: number): Promise<void> {
    const end = Date.now() + ms;
    for (;;) {
      const next = (await this.alarmAt()) ?? end;
      await this.#move(Math.min(end, Math.max(Date.now(), next)) - Date.now());
      // What comes from sockets may have put the alarm off meanwhile.
      const alarm = (await this.alarmAt()) ?? Infinity;
      if (alarm <= Date.now()) await this.ring();
      else if (Date.now() >= end) return;
    }
  }

  /** Moves to the object's alarm and runs it; false without one. */
  async toAlarm(): Promise<boolean> {
    const alarm = await this.alarmAt();
    if (alarm === null) return false;
    await this.pass(Math.max(0, alarm - Date.now()));
    return true;
  }

  /** Runs the object's alarm now, due or not, and lets a delivery that it starts come to its end. */
  async ring(): Promise<boolean> {
    const before = await this.#reports();
    const rang = await runDurableObjectAlarm(this.#findObject());
    if (before !== "[]")
      await until("the delivery", async () => (await this.#reports()) !== before, longestDeliveryMs).catch(() => undefined);
    return rang;
  }

  alarmAt(): Promise<number | null> {
    return alarmOf(this.#findObject());
  }

  async #reports(): Promise<string> {
    return JSON.stringify(await rowsOf(this.#findObject(), "SELECT id, attempts FROM report"));
  }

  async #move(ms: number): Promise<void> {
    await moveClock(this.#findObject, ms, async () => {
      await allArrived();
      return isOpening;
    });
    await runInDurableObject(this.#findObject(), async () => void (await vi.advanceTimersByTimeAsync(0)));
  }
}
