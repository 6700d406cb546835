import { expect } from "vitest";
import { until } from "../../../harness/wait.ts";
import { fault } from "../fault-test.ts";
import type { Scene } from "../scene.ts";
import { endedByUser } from "../table/fault.ts";
import { goesOn, greeted, internalError } from "./steps.ts";

const hears = async (scene: Scene, seconds: number, isSpoken: boolean) => {
  for (let second = 0; second < seconds; second++) {
    await (isSpoken ? scene.talks(1_000) : scene.speaks(1_000));
    await scene.clock.pass(1_000);
  }
};

const calls = async (scene: Scene) => {
  await scene.gemini.send({ toolCall: { functionCalls: [{ id: "the-call", name: "end_interview", args: { reason: "plan_done" } }] } });
  const answers = async () => (await scene.gemini.sessions()).flatMap(({ toolResponses }) => toolResponses);
  await until("the call's answer", async () => (await answers()).length > 0);
  return JSON.stringify(await answers());
};

fault("F65", async (scene) => {
  const say = (text: string) => [{ say: { text, ms: 120 } }];
  await scene.gemini.play({
    hears: true,
    heardAs: ["It was the payments platform, and it took a year"],
    turns: [say("What did you build last?"), say("Why did it take a year?")],
  });
  await scene.converse();
  await scene.keeps({ speaker: "AI", content: "What did you build last?" });
  // Sound that is still unheard when the candidate begins to speak would be discarded.
  await hears(scene, 1, false);
  await hears(scene, 90, true);
  expect((await scene.gemini.sessions()).length).toBe(1);
  await hears(scene, 4, false);
  scene.said.push({ speaker: "USER", content: "It was the payments platform, and it took a year" });
  await scene.keeps({ speaker: "AI", content: "Why did it take a year?" });
  await scene.endByUser();
});

fault("F66", async (scene) => {
  await scene.gemini.play({
    attempts: [{ turns: [] }],
    turns: [[{ say: { text: "Welcome to your interview", ms: 120 } }]],
  });
  await scene.converse();
  await scene.gemini.act({ issueHandle: true });
  await scene.gemini.act({ close: internalError });
  await scene.keeps({ speaker: "AI", content: "Welcome to your interview" });
  await goesOn(scene);
});

fault("F67", async (scene) => {
  const candidate = await scene.converse();
  await scene.exchange(...greeted);
  await scene.sitsThrough(40);
  await scene.gemini.heard("No, I have no more questions");
  scene.said.push({ speaker: "USER", content: "No, I have no more questions" });
  expect(await calls(scene)).toContain("granted");
  const before = candidate.audioBytes;
  await scene.gemini.act({ say: { text: "Thank you and goodbye", ms: 2_000 } });
  scene.said.push({ speaker: "AI", content: "Thank you and goodbye" });
  await until("the goodbye's sound", () => candidate.audioBytes - before >= 2_000 * 32);
  expect(candidate.kinds()).not.toContain("sessionEnded");
  await scene.clock.pass(2_000);
  await candidate.closes();
});

fault(
  "F67",
  async (scene) => {
    await scene.gemini.play({ insists: false });
    await scene.converse();
    await scene.exchange(...greeted);
    expect(await calls(scene)).toContain("refused");
    await scene.exchange("Is that all?", "No, let us go on");
    await scene.endByUser();
  },
  { as: "too early", outcome: endedByUser },
);

fault("F83", async (scene) => {
  await scene.converse();
  await scene.says("What is your greatest strength?");
  const asked = async () =>
    JSON.stringify((await scene.gemini.nth(1)).clientContents).split("[PLATFORM] The candidate has finished").length - 1;
  await scene.gemini.heard("Patience, I would say");
  scene.said.push({ speaker: "USER", content: "Patience, I would say" });
  await until("the words", () => scene.candidates[0]?.of("transcriptUpdate").some(({ speaker }) => speaker === "USER"));
  await scene.clock.pass(8_000);
  await until("the reminder", async () => (await asked()) === 1);
  await scene.says("And what did it cost you?");
  await scene.sitsThrough(1);
  expect(await asked()).toBe(1);
  await scene.endByUser();
});

fault(
  "F84",
  async (scene) => {
    await scene.gemini.play({ turns: [[{ say: { text: "Welcome to your interview", ms: 120 } }]] });
    const candidate = await scene.converse();
    await scene.keeps({ speaker: "AI", content: "Welcome to your interview" });
    expect(candidate.of("transcriptUpdate").filter(({ speaker }) => speaker === "USER")).toEqual([]);
    await scene.endByUser();
  },
  { settings: { GEMINI_LIVE_MODEL: "gemini-3.1-flash-live-preview" } },
);
