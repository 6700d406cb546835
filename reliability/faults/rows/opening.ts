import { expect } from "vitest";
import { fault } from "../fault-test.ts";
import { acceptedByGeminiLine, setGeminiLine } from "../gemini-side.ts";
import type { Scene } from "../scene.ts";
import { endedByUser } from "../table/fault.ts";
import { until } from "../../../harness/wait.ts";
import { witness } from "../witness.ts";
import { untilClosed } from "./steps.ts";

const wasStarted = async (scene: Scene) => (await scene.stored())?.interview.startedAt !== null;

fault("F1", async (scene) => {
  const before = await acceptedByGeminiLine();
  await setGeminiLine({ weather: "refuse" });
  await scene.join();
  await untilClosed(scene, 15);
  expect([(await acceptedByGeminiLine()) - before, await wasStarted(scene)]).toEqual([3, false]);
});

for (const status of [401, 403]) {
  fault(
    "F2",
    async (scene) => {
      const before = await acceptedByGeminiLine();
      await scene.gemini.playByKey({ refuse: { status } });
      await scene.join();
      await scene.candidates[0]?.closes();
      expect((await acceptedByGeminiLine()) - before).toBe(1);
      expect(witness.logged.filter((line) => line.includes(`${status}`))).not.toEqual([]);
    },
    { as: `${status}` },
  );
}

fault("F3", async (scene) => {
  const before = await acceptedByGeminiLine();
  await scene.gemini.playByKey({ refuse: { status: 503 } });
  await scene.join();
  await untilClosed(scene, 15);
  expect((await acceptedByGeminiLine()) - before).toBe(3);
});

fault(
  "F3",
  async (scene) => {
    await scene.gemini.playByKey({ attempts: [{ refuse: { status: 429 } }] });
    const candidate = await scene.join();
    await until("the refusal", () => witness.logged.some((line) => line.includes("429")));
    await scene.clock.pass(500);
    await candidate.live();
    await scene.endByUser();
  },
  { as: "429 once", outcome: endedByUser },
);

fault("F4", async (scene) => {
  const before = await acceptedByGeminiLine();
  await setGeminiLine({ weather: "stall" });
  await scene.join();
  await untilClosed(scene, 16);
  expect([(await acceptedByGeminiLine()) - before, await wasStarted(scene)]).toEqual([2, false]);
});

fault("F5", async (scene) => {
  await scene.gemini.play({ neverSetupComplete: true });
  await scene.join();
  await scene.gemini.nth(1);
  await scene.clock.pass(10_000);
  await untilClosed(scene, 6);
  expect(JSON.stringify(await scene.requests())).not.toContain("IN_PROGRESS");
});

fault("F6", async (scene) => {
  await scene.gemini.play({ closeAtSetup: { code: 1007, reason: "Request contains an invalid argument." } });
  await scene.join();
  await scene.candidates[0]?.closes();
});
