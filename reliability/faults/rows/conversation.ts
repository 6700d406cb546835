import { expect } from "vitest";
import { fault } from "../fault-test.ts";
import { setGeminiLine } from "../gemini-side.ts";
import { until } from "../../../harness/wait.ts";
import { witness } from "../witness.ts";
import { failureMessage } from "../../../contract/codes.ts";
import { Notice_Kind } from "../../../proto/gen/interview.ts";
import type { Scene } from "../scene.ts";
import { endedByGemini, endedByUser } from "../table/fault.ts";
import { finished, goesOn, internalError, isBack, midSentence } from "./steps.ts";

fault("F7", async (scene) => {
  await midSentence(scene);
  await scene.gemini.act({ close: finished });
  await isBack(scene);
  await scene.exchange("It went on for years", "Let us go on with the next");
  await scene.gemini.act({ close: finished });
  await scene.candidates[0]?.closes();
});

fault(
  "F7",
  async (scene) => {
    await scene.gemini.play({ handles: false });
    await scene.converse();
    await scene.gemini.heard("I build compilers");
    await scene.gemini.begins("And then we");
    await scene.gemini.act({ close: finished });
    scene.said.push({ speaker: "USER", content: "I build compilers" }, { speaker: "AI", content: "And then we" });
    await scene.candidates[0]?.closes();
  },
  { as: "with no handle", outcome: endedByGemini },
);

fault("F8", async (scene) => {
  await midSentence(scene);
  await scene.gemini.act({ close: { code: 1001, reason: "" } });
  await goesOn(scene);
});

fault("F9", async (scene) => {
  await midSentence(scene);
  await scene.gemini.act({ close: { code: 1008, reason: "Your API key was reported as leaked. Please use another API key." } });
  await scene.candidates[0]?.closes();
});

fault("F10", async (scene) => {
  await midSentence(scene);
  await scene.gemini.act({ close: internalError });
  await goesOn(scene);
});

fault("F11", async (scene) => {
  await midSentence(scene);
  await setGeminiLine({ reset: undefined });
  await goesOn(scene);
});

fault("F13", async (scene) => {
  await midSentence(scene);
  await scene.gemini.act({ goAway: { timeLeft: "0s", closeAfterMs: null } });
  await scene.gemini.act({ close: internalError });
  await goesOn(scene);
});

fault("F14", async (scene) => {
  await scene.gemini.play({ attempts: [{}, { refuseResume: { code: 1007, reason: "Request contains an invalid argument." } }] });
  await midSentence(scene);
  await scene.gemini.act({ close: internalError });
  await goesOn(scene, { session: 3, byHandle: false });
  const told = JSON.stringify((await scene.gemini.sessions())[2]?.setup);
  expect(
    ["I build compilers for a living", "Tell me about the hardest one", "What I would like to"].filter((line) => !told.includes(line)),
  ).toEqual([]);
});

fault("F17", async (scene) => {
  await scene.converse();
  await scene.gemini.send({ serverContent: {}, padding: "x".repeat(8 * 2 ** 20) });
  await scene.says("That was a long one");
  await scene.endByUser();
});

fault("F18", async (scene) => {
  await scene.converse();
  const broken = ["{ not JSON", "", "[1, 2", "\u0000", '{"serverContent":', "undefined"];
  for (const frame of broken.slice(0, 3)) await scene.gemini.act({ sendText: frame });
  await scene.says("Three of them are skipped");
  for (const frame of broken.slice(3)) await scene.gemini.act({ sendText: frame });
  await goesOn(scene, { byHandle: false });
});

fault("F19", async (scene) => {
  await scene.converse();
  const strange = [
    { somethingNew: { deep: [1, null, "x"] } },
    { serverContent: {} },
    { serverContent: { modelTurn: {}, groundingMetadata: { x: 1 } } },
    { toolCall: { functionCalls: [{ id: "1", name: "order_pizza", args: {} }] } },
    { toolCall: {} },
    { usageMetadata: { totalTokenCount: 7 } },
    {},
  ];
  for (const message of strange) await scene.gemini.send(message);
  await scene.exchange("Nothing of it was said", "And nothing was heard");
  await scene.endByUser();
});

fault(
  "F19",
  async (scene) => {
    await scene.converse();
    const sound = { inlineData: { mimeType: "audio/pcm;rate=24000", data: "no base64" } };
    await scene.gemini.send({ serverContent: { inputTranscription: { text: "One" }, modelTurn: null, interrupted: "no" } });
    await scene.gemini.send({ serverContent: { outputTranscription: { text: "Two" }, modelTurn: { parts: [sound] }, turnComplete: true } });
    scene.said.push({ speaker: "USER", content: "One" }, { speaker: "AI", content: "Two" });
    await scene.exchange("Three", "Four");
    await scene.endByUser();
  },
  { as: "what cannot be read, beside words" },
);

fault("F20", async (scene) => {
  await scene.gemini.play({ frames: "mixed" });
  await scene.converse();
  for (const number of ["one", "two", "three"]) await scene.exchange(`Answer ${number}`, `This is question ${number} of three`);
  await scene.endByUser();
});

fault("F21", async (scene) => {
  await midSentence(scene);
  await scene.gemini.act({ interrupted: true });
  await scene.candidates[0]?.until("interrupted");
  scene.said.splice(-1, 1, { speaker: "AI", content: "What I would like to…" });
  await scene.gemini.completesTurn();
  await scene.exchange("I had to say something", "Of course, go ahead");
  await scene.endByUser();
});

fault("F22", async (scene) => {
  await scene.converse();
  for (let pair = 0; pair < 5; pair++) await scene.exchange(`Said at the same moment, ${pair}`, `Answered at the same moment, ${pair}`);
  await scene.endByUser();
});

fault("F23", async (scene) => {
  const candidate = await scene.converse();
  const pieces = Array.from({ length: 40 }, (_, at) => ` piece${at}`);
  for (const piece of pieces) await scene.gemini.begins(piece);
  await scene.gemini.completesTurn();
  await scene.keeps({ speaker: "AI", content: pieces.join("").trim() });
  const unfinished = pieces.slice(0, 30);
  for (const piece of unfinished) await scene.gemini.heard(piece);
  await until("the thirtieth piece", () =>
    candidate.payloads.some((it) => it.$case === "transcriptUpdate" && it.value.speaker === "USER" && it.value.text.endsWith("piece29")),
  );
  scene.said.push({ speaker: "USER", content: unfinished.join("").trim() });
  await scene.endByUser();
});

fault("F61", async (scene) => {
  const candidate = await scene.converse();
  await scene.says("What did you do last?");
  await scene.gemini.heard("I led the mig");
  await scene.gemini.begins("Great. ");
  await scene.gemini.heard("ration to Postgres.");
  await scene.gemini.begins("And then?");
  await scene.gemini.completesTurn();
  await scene.gemini.begins("No, wait");
  await scene.gemini.heard("Then I slept.");
  await scene.gemini.completesTurn();
  scene.said.push(
    { speaker: "USER", content: "I led the migration to Postgres." },
    { speaker: "AI", content: "Great. And then?" },
    { speaker: "USER", content: "Then I slept." },
    { speaker: "AI", content: "No, wait" },
  );
  await until("every line in its place", () => JSON.stringify(candidate.finals) === JSON.stringify(scene.said));
  await scene.endByUser();
});

fault("F62", async (scene) => {
  const candidate = await scene.converse();
  await scene.says("What are you proud of?");
  await scene.gemini.heard("Of the migration");
  await until("the words", () => candidate.payloads.some((it) => it.$case === "transcriptUpdate" && it.value.speaker === "USER"));
  candidate.requestEnd();
  await until("the wait", () => witness.logged.some((line) => line.includes("finishing")));
  await scene.clock.pass(250);
  await scene.gemini.heard(" to Postgres.");
  await until("the words", () => witness.logged.some((line) => line.includes("finishing.hearing")));
  await scene.clock.pass(500);
  scene.said.push({ speaker: "USER", content: "Of the migration to Postgres." });
  await candidate.closes();
});

fault("F63", async (scene) => {
  const candidate = await scene.converse();
  for (const round of ["one", "two"]) {
    await scene.gemini.begins(`Question ${round} of a turn that is left open`);
    await until("the question", () => candidate.payloads.some((it) => it.$case === "transcriptUpdate" && it.value.text.includes(round)));
    await scene.clock.pass(2_000);
    await scene.gemini.heard(`Answer ${round} to it`);
    scene.said.push(
      { speaker: "AI", content: `Question ${round} of a turn that is left open` },
      { speaker: "USER", content: `Answer ${round} to it` },
    );
  }
  await scene.gemini.begins("A turn that is cut");
  await scene.gemini.send({ serverContent: { interrupted: true } });
  await scene.gemini.heard("Let me add");
  const before = candidate.audioBytes;
  await scene.gemini.act({ say: { text: "Please do", ms: 3_000 } });
  await until("the whole reply", () => candidate.audioBytes - before >= 3_000 * 32);
  scene.said.push(
    { speaker: "AI", content: "A turn that is cut…" },
    { speaker: "USER", content: "Let me add" },
    { speaker: "AI", content: "Please do" },
  );
  await scene.endByUser();
});

const isUnanswered = async (scene: Scene) => {
  const candidate = await scene.converse();
  await scene.says("What is your greatest strength?");
  for (const words of ["Patience, ", "I would say. ", "Hello?"]) await scene.gemini.heard(words);
  await until("the last words", () => candidate.payloads.some((it) => it.$case === "transcriptUpdate" && it.value.text.endsWith("Hello?")));
  scene.said.push({ speaker: "USER", content: "Patience, I would say. Hello?" });
  await scene.clock.pass(14_000);
  await until("the reminder", async () => (await scene.gemini.nth(1)).clientContents.length === 2);
  expect(await scene.gemini.sessions()).toHaveLength(1);
  await scene.clock.pass(2_000);
  expect(JSON.stringify((await scene.gemini.nth(2)).setup)).toContain("Patience, I would say. Hello?");
  expect(candidate.of("notice").map(({ kind }) => kind)).toEqual([Notice_Kind.KIND_PROVIDER_SLOW]);
  return candidate;
};

fault("F24", async (scene) => {
  const candidate = await isUnanswered(scene);
  await scene.clock.pass(45_000);
  await candidate.closes();
  expect(candidate.of("error").map(({ message }) => message)).toEqual([failureMessage.geminiSilent]);
});

fault(
  "F24",
  async (scene) => {
    await isUnanswered(scene);
    await scene.endByUser();
  },
  { as: "ended by the candidate", outcome: { ...endedByUser, sessions: 2 } },
);
