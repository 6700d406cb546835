import { expect } from "vitest";
import { fault } from "./fault-test.ts";
import { acceptedByGeminiLine, setGeminiLine } from "./gemini-side.ts";
import type { Scene } from "./scene.ts";
import { endedByUser, timedOut, unreached } from "./table/fault.ts";
import { until } from "./wait.ts";
import { witness } from "./witness.ts";

/** A second in four steps, with a moment of real time after each for what happens on sockets. */
const secondOf = async (scene: Scene) => {
  for (let quarter = 0; quarter < 4; quarter++) {
    await scene.clock.pass(250);
    await until("the close", () => scene.candidates[0]?.closed !== null, 20).catch(() => undefined);
  }
};

/** Time passes until the candidate's socket is closed. */
const untilClosed = async (scene: Scene, seconds: number) => {
  for (let second = 0; second < seconds && !scene.candidates[0]?.closed; second++) await secondOf(scene);
  await scene.candidates[0]?.closes();
};

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
  await setGeminiLine({ weather: "stall" });
  await scene.join();
  await untilClosed(scene, 16);
  expect(await wasStarted(scene)).toBe(false);
});

fault("F5", async (scene) => {
  await scene.gemini.play({ neverSetupComplete: true });
  await scene.join();
  await scene.gemini.nth(1);
  await scene.clock.pass(10_000);
  await untilClosed(scene, 6);
  expect((await scene.requests()).map(({ route, body }) => [route, body])).not.toContainEqual(["status", { status: "IN_PROGRESS" }]);
});

fault("F6", async (scene) => {
  await scene.gemini.play({ closeAtSetup: { code: 1007, reason: "Request contains an invalid argument." } });
  await scene.join();
  await scene.candidates[0]?.closes();
});

fault("F7", async (scene) => {
  await scene.converse();
  await scene.exchange("I build compilers for a living", "Tell me about the hardest one");
  await scene.gemini.begins("And then we");
  await scene.gemini.act({ close: { code: 1000, reason: "" } });
  scene.said.push({ speaker: "AI", content: "And then we" });
  await scene.candidates[0]?.closes();
});

/** In conversation, with a handle in hand, and in the middle of a line that the interruption will end. */
const midSentence = async (scene: Scene) => {
  await scene.converse();
  await scene.exchange("I build compilers for a living", "Tell me about the hardest one");
  await scene.gemini.begins("What I would like to");
  await until("the caption", () => scene.candidates[0]?.payloads.some((it) => it.$case === "transcriptUpdate" && !it.value.isFinal));
  scene.said.push({ speaker: "AI", content: "What I would like to" });
};

const goesOn = async (scene: Scene, { session = 2 } = {}) => {
  await scene.gemini.nth(session);
  await until("the relay", async () => witness.logged.filter((line) => line.includes("conversing")).length >= 2);
  await scene.exchange("It went on for years", "Let us go on with the next");
  await scene.endByUser();
};

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

const internalError = { code: 1011, reason: "Internal error encountered." };

fault("F10", async (scene) => {
  await midSentence(scene);
  await scene.gemini.act({ close: internalError });
  await goesOn(scene);
});

/** After the first connection, so many die at their set-up. */
const dying = (count: number) => ({ attempts: [{}, ...Array.from({ length: count }, () => ({ closeAtSetup: internalError }))] });

for (const id of ["F10", "F26"] as const) {
  fault(
    id,
    async (scene) => {
      await scene.gemini.play(dying(40));
      await midSentence(scene);
      await scene.gemini.act({ close: internalError });
      await untilClosed(scene, 11);
    },
    { as: "for good", outcome: { ...unreached, sessions: { atMost: 7 } } },
  );
}

fault(
  "F26",
  async (scene) => {
    await scene.gemini.play(dying(4));
    await midSentence(scene);
    await scene.gemini.act({ close: internalError });
    for (let second = 0; second < 9 && (await scene.gemini.sessions()).length < 6; second++) await secondOf(scene);
    await goesOn(scene, { session: 6 });
  },
  { as: "one of five holds", outcome: { ...endedByUser, sessions: 6 } },
);

fault("F11", async (scene) => {
  await midSentence(scene);
  await setGeminiLine({ reset: undefined });
  await goesOn(scene);
});

fault("F12", async (scene) => {
  const turn = [
    { say: { text: "Welcome to your interview.", ms: 80 } },
    { goAway: { timeLeft: "50s", closeAfterMs: null } },
    { say: { text: " Shall we begin?", ms: 80 } },
  ];
  await scene.gemini.play({ turns: [turn] });
  await scene.converse();
  await scene.keeps({ speaker: "AI", content: "Welcome to your interview. Shall we begin?" });
  await goesOn(scene);
});

fault(
  "F12",
  async (scene) => {
    const candidate = await scene.converse();
    for (let rotation = 1; rotation <= 6; rotation++) {
      await scene.exchange(`Answer number ${rotation}`, `Question number ${rotation}`);
      await scene.sitsThrough(9);
      await scene.gemini.act({ goAway: { timeLeft: "50s", closeAfterMs: null } });
      await scene.gemini.nth(rotation + 1);
    }
    await scene.exchange("The last answer", "The last question");
    await scene.sitsThrough(10);
    await candidate.closes();
    expect(candidate.count("sessionStarted")).toBe(1);
  },
  { as: "six times in 60 minutes", outcome: { ...timedOut, sessions: 7 } },
);

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
  await goesOn(scene, { session: 3 });
  const told = JSON.stringify((await scene.gemini.sessions())[2]?.setup);
  expect(
    ["I build compilers for a living", "Tell me about the hardest one", "What I would like to"].filter((line) => !told.includes(line)),
  ).toEqual([]);
});

fault("F15", async (scene) => {
  await midSentence(scene);
  await setGeminiLine({ reset: "server" });
  for (let second = 0; second < 60 && (await scene.gemini.sessions()).length < 2; second++) {
    await scene.speaks(1_000);
    await scene.clock.pass(1_000);
    if (second === 40) expect((await scene.gemini.sessions()).length).toBe(1);
  }
  await goesOn(scene);
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
  await goesOn(scene);
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

fault("F20", async (scene) => {
  await scene.gemini.play({ frames: "mixed" });
  await scene.converse();
  for (const number of ["one", "two", "three"]) await scene.exchange(`Answer ${number}`, `This is question ${number} of three`);
  await scene.endByUser();
});

fault("F21", async (scene) => {
  await midSentence(scene);
  await scene.gemini.act({ interrupted: true });
  await scene.candidates[0]?.sees("Interrupted", () => scene.candidates[0]?.count("interrupted") === 1);
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
  await candidate.sees("the thirtieth piece", () =>
    candidate.payloads.some((it) => it.$case === "transcriptUpdate" && it.value.speaker === "USER" && it.value.text.endsWith("piece29")),
  );
  scene.said.push({ speaker: "USER", content: unfinished.join("").trim() });
  await scene.endByUser();
});

fault("F24", async (scene) => {
  const candidate = await scene.converse();
  await scene.says("What is your greatest strength?");
  for (const words of ["Patience, ", "I would say. ", "Hello?"]) await scene.gemini.heard(words);
  await candidate.sees("the last words", () =>
    candidate.payloads.some((it) => it.$case === "transcriptUpdate" && it.value.text.endsWith("Hello?")),
  );
  await scene.sitsThrough(5);
  scene.said.push({ speaker: "USER", content: "Patience, I would say. Hello?" });
  await scene.endByUser();
});

fault("F25", async (scene) => {
  await scene.converse();
  await scene.exchange("I build compilers for a living", "Tell me about the hardest one");
  await scene.sitsThrough(58);
  await scene.gemini.act({ close: { code: 1011, reason: "Deadline expired before operation could complete." } });
  await scene.gemini.nth(2);
  await scene.sitsThrough(1);
  await scene.exchange("It is nearly over", "One last question then");
  await scene.sitsThrough(2);
  await scene.candidates[0]?.closes();
});
