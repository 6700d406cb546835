import { runInDurableObject } from "cloudflare:test";
import { expect, vi } from "vitest";
import { fault } from "../fault-test.ts";
import { sign } from "../forgeries.ts";
import type { Scene } from "../scene.ts";
import { endedByUser } from "../table/fault.ts";
import { until } from "../wait.ts";
import { greeted } from "./steps.ts";

const toDeadline = async (scene: Scene) => {
  await scene.converse();
  await scene.exchange(...greeted);
  await scene.sitsThrough(59.9);
};

fault(
  "F59",
  async (scene) => {
    await toDeadline(scene);
    await scene.sitsThrough(0.2);
    await scene.candidates[0]?.closes();
    await until("delivery", async () => (await scene.reports()).length === 0);
    for (let again = 0; again < 3; again++) await runInDurableObject(scene.object, (instance) => instance.alarm());
    expect((await scene.requests()).filter(({ route }) => route === "transcript").length).toBe(1);
  },
  { as: "twice, and after the end" },
);

fault(
  "F59",
  async (scene) => {
    await toDeadline(scene);
    vi.setSystemTime(Date.now() + 10 * 60_000);
    await scene.speaks(40);
    await scene.clock.ring();
    await scene.candidates[0]?.closes();
  },
  { as: "10 minutes late" },
);

fault(
  "F59",
  async (scene) => {
    await toDeadline(scene);
    await runInDurableObject(scene.object, (_, { storage }) => {
      const { exec } = storage.sql;
      let hasFailed = false;
      vi.spyOn(storage.sql, "exec").mockImplementation((...args: Parameters<typeof exec>) => {
        if (hasFailed || !String(args[0]).includes("INSERT INTO report")) return exec.apply(storage.sql, args) as never;
        hasFailed = true;
        throw new Error("injected");
      });
    });
    await scene.sitsThrough(0.2);
    await scene.clock.pass(60_000);
    await scene.candidates[0]?.closes();
  },
  { as: "throwing once" },
);

for (const seconds of [298, -298]) {
  fault(
    "F60",
    async (scene) => {
      const iat = Math.floor(Date.now() / 1000) + seconds;
      const candidate = await (
        await scene.join({ token: await sign({ claims: { userId: "u", interviewId: scene.id, iat, exp: iat + 300 } }) })
      ).live();
      await scene.exchange(...greeted);
      expect((candidate.endsAtUnixMs ?? 0) - Date.now()).toBe(3_600_000);
      await scene.endByUser();
    },
    { as: `the app's clock ${seconds} s ahead`, outcome: endedByUser },
  );
}

fault(
  "F60",
  async (scene) => {
    await scene.converse();
    await scene.exchange(...greeted);
    vi.setSystemTime(Date.now() - 60 * 60_000);
    await scene.exchange("An hour ago", "Was it summer time?");
    await scene.endByUser();
  },
  { as: "the clock goes back an hour" },
);
