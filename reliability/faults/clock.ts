import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { vi } from "vitest";
import type { InterviewSession } from "../../worker/index.ts";
import { moveClock } from "../../harness/clock.ts";
import { alarmOf, rowsOf } from "../../harness/object.ts";
import { allArrived, isOpening } from "./underway.ts";
import { until } from "../../harness/wait.ts";

/** In real time. An app that hangs takes longer than this. */
const longestDeliveryMs = 500;

/** The clock and the alarm of an object. Both stand still between frames and advance only when told. */
export class Clock {
  readonly #findObject: () => DurableObjectStub<InterviewSession>;

  /** The object is looked up each time, because after a crash it is a new one. */
  constructor(findObject: () => DurableObjectStub<InterviewSession>) {
    this.#findObject = findObject;
  }

  /** Lets time pass. An alarm that falls due on the way runs on time. */
  async pass(ms: number): Promise<void> {
    const end = Date.now() + ms;
    for (;;) {
      const next = (await this.alarmAt()) ?? end;
      await this.#move(Math.min(end, Math.max(Date.now(), next)) - Date.now());
      // News from sockets may have postponed the alarm in the meantime.
      const alarm = (await this.alarmAt()) ?? Infinity;
      if (alarm <= Date.now()) await this.ring();
      else if (Date.now() >= end) return;
    }
  }

  /** Advances to the object's alarm and runs it; false if there is none. */
  async toAlarm(): Promise<boolean> {
    const alarm = await this.alarmAt();
    if (alarm === null) return false;
    await this.pass(Math.max(0, alarm - Date.now()));
    return true;
  }

  /** Runs the object's alarm now, due or not, and waits for a delivery that it starts. */
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
