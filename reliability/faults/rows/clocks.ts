import { decodeJwt } from "jose";
import { runInDurableObject } from "cloudflare:test";
import { expect, vi } from "vitest";
import { fault } from "../fault-test.ts";
import { sign } from "../forgeries.ts";
import type { Scene } from "../scene.ts";
import { endedByUser } from "../table/fault.ts";
import { until } from "../../../harness/wait.ts";
import { greeted } from "./steps.ts";

const inStorage = (scene: Scene, statement: string) =>
  runInDurableObject(scene.object, (_, { storage }) => void storage.sql.exec(statement));

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
    await inStorage(scene, "CREATE TRIGGER refuse BEFORE INSERT ON report BEGIN SELECT RAISE(ABORT, 'injected'); END");
    await scene.sitsThrough(0.2);
    await inStorage(scene, "DROP TRIGGER refuse");
    await scene.speaks(40);
    await scene.gemini.nth(2);
    await scene.says("Where were we?");
    await scene.sitsThrough(1);
    await scene.candidates[0]?.closes();
  },
  { as: "throwing once", outcome: { sessions: 2 } },
);

for (const seconds of [298, -298]) {
  fault(
    "F60",
    async (scene) => {
      const iat = Math.floor(Date.now() / 1000) + seconds;
      const candidate = await (
        await scene.join({ token: await sign({ claims: { ...decodeJwt(scene.token), iat, exp: iat + 300 } }) })
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
