import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { Facts } from "./facts.ts";
import { Schedule } from "./schedule.ts";
import { applySchema } from "./schema.ts";

const now = 4_000_000_000_000;

/** An object's alarms, and the platform's one. `ring` is what the object does when the platform runs that. */
const scheduled = (
  test: (alarms: { schedule: Schedule; storage: DurableObjectStorage; ring: (atMs: number) => Promise<unknown> }) => unknown,
) =>
  runInDurableObject(env.INTERVIEW_SESSION.get(env.INTERVIEW_SESSION.newUniqueId()), async (_, { storage }) => {
    applySchema(storage.sql);
    const schedule = new Schedule(storage, new Facts(storage.sql));
    const ring = async (atMs: number) => {
      await storage.deleteAlarm();
      const due = await schedule.takeDue(atMs);
      schedule.arm();
      return due;
    };
    await test({ schedule, storage, ring });
    await storage.deleteAll();
  });

it("sets the object's alarm to the earliest, however the alarms are set and cleared", () =>
  scheduled(async ({ schedule, storage }) => {
    const seen: (number | null)[] = [];
    const then = async (act: () => void) => {
      act();
      const at = await storage.getAlarm();
      seen.push(at && at - now);
    };
    await then(() => schedule.set("deadline", now + 60));
    await then(() => schedule.set("grace", now + 30.4));
    await then(() => schedule.setOnce("grace", now + 10));
    await then(() => schedule.set("grace", now + 70));
    await then(() => schedule.setOnce("silence", now + 50));
    await then(() => schedule.clear("silence", "deadline"));
    await then(() => schedule.clear("grace"));
    expect(seen).toEqual([60, 30, 30, 60, 50, 70, null]);
  }));

it("hands over once what is due, the deadline first and then the earliest, and sets the alarm to the rest", () =>
  scheduled(async ({ schedule, storage, ring }) => {
    schedule.set("grace", now + 20);
    schedule.set("silence", now + 10);
    schedule.set("deadline", now + 30);
    schedule.set("pulse", now + 31);
    expect(await ring(now + 30)).toEqual({ asOf: now + 30, kinds: ["deadline", "silence", "grace"] });
    expect([await storage.getAlarm(), schedule.has("grace"), schedule.has("pulse")]).toEqual([now + 31, false, true]);
  }));

it("takes an alarm that runs early for on time, and one that runs again for no later one", () =>
  scheduled(async ({ schedule, storage, ring }) => {
    schedule.set("pulse", now + 10);
    schedule.set("deadline", now + 3_600_000);
    expect(await ring(now + 7)).toEqual({ asOf: now + 10, kinds: ["pulse"] });
    expect(await schedule.takeDue(now + 11)).toEqual({ asOf: now + 11, kinds: [] });
    schedule.arm();
    expect(await storage.getAlarm()).toBe(now + 3_600_000);
  }));

it("sets the object's alarm again for the time at which it has just rung", () =>
  scheduled(async ({ schedule, storage, ring }) => {
    schedule.set("pulse", now + 10);
    await storage.deleteAlarm();
    await schedule.takeDue(now + 10);
    schedule.set("pulse", now + 10);
    expect(await storage.getAlarm()).toBe(now + 10);
    expect(await ring(now + 10)).toEqual({ asOf: now + 10, kinds: ["pulse"] });
  }));
