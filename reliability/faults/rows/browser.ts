import { expect, vi } from "vitest";
import { everyFrame, fault } from "../fault-test.ts";
import { until } from "../../../harness/wait.ts";
import { greeted, isAway } from "./steps.ts";
import { sound } from "../sound.ts";
import { toldTo } from "../oracle.ts";

fault("F27", async (scene) => {
  const first = await scene.converse();
  await scene.exchange(...greeted);
  first.leave();
  await isAway(scene);
  await scene.gemini.begins("Are you still");
  await scene.clock.pass(20_000);
  const second = await (await scene.join({ token: first.resumeToken })).live();
  await until("the captions again", () => second.finals.length === 2);
  expect(second.finals).toEqual(scene.said);
  await scene.gemini.begins(" there?");
  await scene.gemini.completesTurn();
  await scene.keeps({ speaker: "AI", content: "Are you still there?" });
  await scene.clock.pass(15_000);
  await scene.endByUser();
});

fault(
  "F27",
  async (scene) => {
    const first = await scene.converse();
    await scene.exchange(...greeted);
    first.leave();
    await isAway(scene);
    const second = await (await scene.join()).live();
    expect(second.endsAtUnixMs).toBe(first.endsAtUnixMs);
    await scene.exchange("I am back", "Good to hear you again");
    await scene.endByUser();
  },
  { as: "reload with the first token" },
);

fault("F64", async (scene) => {
  const first = await scene.converse();
  await scene.gemini.act({ say: { text: "What is the hardest thing that you ever built?", ms: 10_000 } });
  await scene.keeps({ speaker: "AI", content: "What is the hardest thing that you ever built?" });
  await until("the question", () => first.audioBytes >= 10_000 * 32);
  await scene.clock.pass(2_000);
  const second = await (await scene.join()).live();
  const tailBytes = 64;
  await until("the rest of the question", () => second.audioBytes >= 8_000 * 32 - tailBytes);
  expect(second.audioBytes).toBeLessThanOrEqual(8_000 * 32);
  await scene.endByUser();
});

fault("F28", async (scene) => {
  const candidate = await scene.converse();
  await scene.exchange(...greeted);
  await scene.gemini.heard("I am still saying");
  scene.said.push({ speaker: "USER", content: "I am still saying" });
  await until("the words", () => candidate.payloads.some((it) => it.$case === "transcriptUpdate" && it.value.text === "I am still saying"));
  candidate.leave();
  await isAway(scene);
  await scene.clock.pass(29_000);
  expect((await scene.stored())?.interview.status).toBe("IN_PROGRESS");
  await scene.clock.pass(1_001);
});

fault("F29", async (scene) => {
  const candidate = await scene.converse();
  await scene.exchange(...greeted);
  // A muted candidate is silent on purpose, so no help is offered.
  candidate.send({ $case: "muted", value: { isOn: true } });
  await scene.clock.pass(30_000);
  await scene.says("Is there anything else about it?");
  await scene.clock.pass(29_000);
  expect(candidate.closed).toBeNull();
  await scene.clock.pass(1_001);
  await candidate.closes();
  await isAway(scene);
  await scene.clock.pass(30_001);
});

for (const { id, as, tokenOf } of [
  { id: "F30", as: "with the resume token", tokenOf: (token: string | null) => token },
  { id: "F32", as: "", tokenOf: () => undefined },
] as const) {
  fault(
    id,
    async (scene) => {
      const first = await scene.converse();
      await scene.exchange(...greeted);
      const token = tokenOf(first.resumeToken);
      const second = await (await scene.join(token === undefined ? {} : { token })).live();
      expect(await first.closes()).toMatchObject({ code: 4003 });
      expect(toldTo(first)).toEqual([]);
      await scene.exchange("In the second tab", "I hear you there");
      await until("all lines", () => second.finals.length === 4);
      first.leave();
      await scene.endByUser();
    },
    { as },
  );
}

fault("F31", async (scene) => {
  const first = await scene.converse();
  await scene.exchange(...greeted);
  await scene.endByUser();
  expect(first.closed).toMatchObject({ code: 1000 });
  const before = await scene.stored();
  for (const token of [scene.token, first.resumeToken]) expect(await (await scene.join({ token })).closes()).toMatchObject({ code: 4004 });
  expect(await scene.stored()).toEqual(before);
});

fault(
  "F40",
  async (scene) => {
    await scene.gemini.play({ neverSetupComplete: true });
    const candidate = await scene.join();
    for (let second = 0; second < 7; second++) candidate.speak(sound(1_000, second + 1));
    candidate.send({ $case: "ping", value: { nonce: "1" } });
    await candidate.until("pong");
    await scene.gemini.nth(1);
    await scene.gemini.act({ completeSetup: true });
    await candidate.live();
    const session = await until("5 s of sound", async () =>
      (await scene.gemini.sessions()).find(({ audioBytes }) => audioBytes >= 160_000),
    );
    const audio = await scene.gemini.audio(session.id);
    expect([session.earlyFrames, audio.length, [...new Set(audio)]]).toEqual([0, 160_000, [3, 4, 5, 6, 7]]);
    await scene.endByUser();
  },
  { settings: everyFrame },
);

fault("F42", async (scene) => {
  await scene.gemini.play({ neverSetupComplete: true });
  await scene.join();
  await scene.gemini.nth(1);
  await scene.endByUser();
});

fault("F43", async (scene) => {
  const candidate = await scene.converse();
  await scene.exchange(...greeted);
  await scene.sitsThrough(59.5);
  vi.setSystemTime(candidate.endsAtUnixMs ?? 0);
  candidate.requestEnd();
  candidate.requestEnd();
  await Promise.all([scene.gemini.act({ close: { code: 1000, reason: "" } }).catch(() => undefined), scene.clock.ring()]);
  await candidate.closes();
  await scene.clock.pass(60_000);
  const submissions = (await scene.requests()).filter(({ route }) => route === "transcript");
  expect([submissions.length, candidate.of("sessionEnded").length]).toEqual([1, 1]);
  const [told] = toldTo(candidate);
  const reason = typeof told === "object" && "ended" in told ? told.ended : "REASON_UNSPECIFIED";
  expect(reason).not.toBe("REASON_UNSPECIFIED");
  if (told !== undefined && reason !== "REASON_UNSPECIFIED") scene.expected = { told, endReason: reason };
});
