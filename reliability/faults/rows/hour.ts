import { expect } from "vitest";
import { fault } from "../fault-test.ts";
import { setGeminiLine } from "../gemini-side.ts";
import { endedByUser, timedOut, unreached } from "../table/fault.ts";
import { goesOn, greeted, internalError, midSentence, secondOf, untilClosed } from "./steps.ts";

/** The first connection works; this many after it are closed at their set-up. */
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
    await goesOn(scene, { session: 6, byHandle: false });
  },
  { as: "one of five holds", outcome: { ...endedByUser, sessions: 6 } },
);

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
    expect(candidate.of("sessionStarted").length).toBe(1);
  },
  { as: "six times in 60 minutes", outcome: { ...timedOut, sessions: 7 } },
);

fault("F15", async (scene) => {
  await midSentence(scene);
  scene.said.splice(-1, 1, { speaker: "AI", content: "What I would like to…" });
  await setGeminiLine({ reset: "server" });
  const talkOn = async () => {
    await scene.talks(1_000);
    await scene.clock.pass(1_000);
  };
  const sessions = async () => (await scene.gemini.sessions()).length;
  for (let second = 0; second <= 280; second++) await talkOn();
  expect(await sessions()).toBe(1);
  for (let second = 281; second < 330 && (await sessions()) < 2; second++) await talkOn();
  await goesOn(scene);
});

fault("F25", async (scene) => {
  await scene.converse();
  await scene.exchange(...greeted);
  await scene.sitsThrough(58);
  await scene.gemini.act({ close: { code: 1011, reason: "Deadline expired before operation could complete." } });
  await scene.gemini.nth(2);
  await scene.says("Where were we?");
  await scene.sitsThrough(1);
  await scene.exchange("It is nearly over", "One last question then");
  await scene.sitsThrough(2);
  await scene.candidates[0]?.closes();
});
