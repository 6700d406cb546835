import { abortAllDurableObjects, evictDurableObject } from "cloudflare:test";
import { expect } from "vitest";
import { fault } from "../fault-test.ts";
import type { Scene } from "../scene.ts";
import { disconnected } from "../table/fault.ts";
import { until } from "../../../harness/wait.ts";
import { greeted, internalError, isAway } from "./steps.ts";

/** The object vanishes without notice and its storage stays; the candidate's socket breaks. */
const crash = async (scene: Scene) => {
  await abortAllDurableObjects();
  await scene.candidates.at(-1)?.closes();
};

const returns = async (scene: Scene) => (await scene.join({ token: scene.candidates[0]?.resumeToken ?? scene.token })).live();

fault(
  "F58",
  async (scene) => {
    await scene.converse();
    await scene.exchange(...greeted);
    await scene.gemini.begins("In the middle of");
    await until("the piece", async () => JSON.stringify(scene.candidates[0]?.payloads).includes("In the middle of"));
    await crash(scene);
    scene.said.push({ speaker: "AI", content: "In the middle of" });
    const second = await returns(scene);
    await until("all captions again", () => second.finals.length >= 3);
    expect(second.finals.slice(-3)).toEqual(scene.said);
    await scene.exchange("Where were we?", "At the compiler");
    await scene.endByUser();
  },
  { as: "a crash while it speaks" },
);

fault(
  "F58",
  async (scene) => {
    await scene.gemini.play({ attempts: [{ neverSetupComplete: true }] });
    await scene.join();
    await scene.gemini.nth(1);
    await crash(scene);
    await (await scene.join()).live();
    await scene.exchange(...greeted);
    await scene.endByUser();
  },
  { as: "a crash while connecting" },
);

fault(
  "F58",
  async (scene) => {
    await scene.gemini.play({ attempts: [{}, { neverSetupComplete: true }] });
    await scene.converse();
    await scene.exchange(...greeted);
    await scene.gemini.act({ close: internalError });
    await scene.gemini.nth(2);
    await crash(scene);
    await returns(scene);
    await scene.exchange("Where were we?", "At the compiler");
    await scene.endByUser();
  },
  { as: "a crash while resuming", outcome: { sessions: 3 } },
);

fault(
  "F58",
  async (scene) => {
    const candidate = await scene.converse();
    await scene.exchange(...greeted);
    candidate.leave();
    await isAway(scene);
    await abortAllDurableObjects();
    await scene.clock.pass(30_001);
  },
  { as: "a crash while the candidate is away", outcome: { ...disconnected } },
);

fault(
  "F58",
  async (scene) => {
    await scene.converse();
    await scene.exchange(...greeted);
    await crash(scene);
    await scene.clock.pass(61 * 60_000);
  },
  { as: "a crash after which nobody comes", outcome: { ...disconnected } },
);

fault(
  "F58",
  async (scene) => {
    await scene.misbehave([{ route: "transcript", answer: "hang" }]);
    const candidate = await scene.converse();
    await scene.exchange(...greeted);
    candidate.requestEnd();
    await until("the attempt", async () => (await scene.requests()).some(({ route }) => route === "transcript"));
    await crash(scene);
    await scene.misbehave([]);
  },
  { as: "a crash while storing", outcome: { sessions: 1, told: "nothing", closeCode: null } },
);

fault(
  "F58",
  async (scene) => {
    await scene.misbehave([{ route: "transcript", answer: 500 }]);
    const candidate = await scene.converse();
    await scene.exchange(...greeted);
    candidate.requestEnd();
    await until("the attempt", async () => (await scene.requests()).some(({ route }) => route === "transcript"));
    await scene.clock.pass(3_000);
    await candidate.closes();
    await abortAllDurableObjects();
    await scene.misbehave([]);
    await scene.clock.pass(60_000);
  },
  { as: "a crash while owing", outcome: { sessions: 1 } },
);

fault(
  "F58",
  async (scene) => {
    await scene.converse();
    await scene.exchange(...greeted);
    await scene.endByUser();
    await until("delivery", async () => (await scene.reports()).length === 0);
    await evictDurableObject(scene.object);
    expect(await (await scene.join()).closes()).toMatchObject({ code: 4004 });
    await scene.clock.pass(1_000);
  },
  { as: "eviction once delivered", outcome: { sessions: 1, told: "nothing", closeCode: 4004 } },
);
