import { expect, it, vi } from "vitest";
import type { TranscriptSubmission } from "../../contract/app-api.ts";
import { TurnState_Floor as Floor } from "../../proto/gen/interview.ts";
import { everyFrame } from "../testing/interview.ts";
import { measured, room, voice } from "../testing/measured.ts";

it("begins an answer where the candidate begins to speak, not at a cough before it, and ends it before a cough after it", async () => {
  const { interview, client, heard, send } = await measured({ env: everyFrame });
  const cough = voice(110);
  await send({ outputTranscription: { text: "Tell me." }, turnComplete: true });
  client.speak(room(500));
  client.speak(cough);
  client.speak(room(2_390));
  client.speak(voice(1_200));
  client.speak(room(700));
  client.speak(cough);
  client.speak(room(490));
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 32 * 5_500);
  await heard("I mend clocks.");
  await send({ outputTranscription: { text: "How?" }, turnComplete: true });
  client.requestEnd();
  await client.until("sessionEnded");
  const { calls } = await interview.became("COMPLETED");
  const { transcript } = calls.find(({ route }) => route === "transcript")?.body as TranscriptSubmission;
  const { startMs = 0, endMs = 0, pauses } = transcript.find(({ speaker }) => speaker === "USER")?.speech ?? {};
  expect(pauses).toEqual([]);
  expect(Math.abs(startMs - 3_000)).toBeLessThanOrEqual(100);
  expect(Math.abs(endMs - 4_200)).toBeLessThanOrEqual(100);
});

it.each(["automatic", "manual"])("measures an answer that is going on when the candidate ends the interview, %s", async (plan) => {
  const { interview, client, heard, send } = await measured({ env: { GEMINI_TURN_TAKING: plan } });
  await send({ outputTranscription: { text: "Tell me." }, turnComplete: true });
  // The voice is still there when the interviewer speaks, however late that is.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  client.speak(room(500));
  client.speak(voice(3_000));
  await heard("I mend clocks and");
  await expect.poll(() => client.captions()).toContain("USER… I mend clocks and");
  await interview.endMidAnswer(client);
  await client.until("sessionEnded");
  const { calls } = await interview.became("COMPLETED");
  const { transcript, session } = calls.find(({ route }) => route === "transcript")?.body as TranscriptSubmission;
  const speech = transcript.find(({ speaker }) => speaker === "USER")?.speech;
  expect(Math.abs((speech?.startMs ?? 0) - 500)).toBeLessThanOrEqual(100);
  expect(Math.abs((speech?.endMs ?? 0) - 3_500)).toBeLessThanOrEqual(100);
  expect(session).toMatchObject({ speechMs: speech?.speechMs, wordlessSpeechMs: 0 });
});

it("splits an answer on which the interviewer cut in between the words before and those after", async () => {
  const { interview, client, heard, send } = await measured({ env: everyFrame });
  await send({ outputTranscription: { text: "Tell me." }, turnComplete: true });
  client.speak(room(500));
  client.speak(voice(3_000));
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 32 * 3_500);
  await heard("I mend clocks and");
  await send({ outputTranscription: { text: "Which?" } });
  await expect.poll(() => client.captions()).toContain("AI… Which?");
  client.speak(voice(2_000));
  client.speak(room(500));
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 32 * 6_000);
  await send({ turnComplete: true });
  await heard("watches too.");
  await interview.endMidAnswer(client);
  await client.until("sessionEnded");
  const { calls } = await interview.became("COMPLETED");
  const { transcript, session } = calls.find(({ route }) => route === "transcript")?.body as TranscriptSubmission;
  const spoken = transcript.flatMap(({ speaker, speech }) => (speaker === "USER" ? [speech] : []));
  expect(
    spoken.map((it) => [it?.startMs, it?.endMs, it?.cut].map((ms) => (typeof ms === "number" ? Math.round(ms / 250) * 250 : ms))),
  ).toEqual([
    [500, 3_500, true],
    [3_500, 5_500, undefined],
  ]);
  expect(session?.cutIns.map(([, by]) => by)).toEqual(["AI"]);
});

/** The candidate has answered in two seconds, and the interviewer has replied to that; `early` of the words have come. */
const replied = async (plan: string, early: string | null = null) => {
  const interview = await measured({ env: { ...everyFrame, GEMINI_TURN_TAKING: plan } });
  const { client, heard, send } = interview;
  const floor = () => client.of("turnState").at(-1)?.floor;
  await send({ outputTranscription: { text: "Tell me." }, turnComplete: true });
  client.speak(voice(2_000));
  client.speak(room(2_000));
  await expect.poll(floor).toBe(plan === "automatic" ? Floor.FLOOR_ANSWERING : Floor.FLOOR_DUE);
  if (early) await heard(early);
  await send({ outputTranscription: { text: "And?" }, turnComplete: true });
  await expect.poll(() => client.finals.at(-1)?.content).toBe("And?");
  const dues = () => client.of("turnState").filter((it) => it.floor === Floor.FLOOR_DUE).length;
  return { ...interview, dues, said: () => client.finals.map(({ content }) => content) };
};

it.each([
  [null, "I mend clocks.", "gated"],
  ["I mend", " clocks.", "gated"],
  ["I mend", " clocks.", "manual"],
])(
  "puts words that come after the whole reply in the place of the answer they belong to, and no reply to them is due: %s, %s, %s",
  async (early, late, plan) => {
    const { interview, client, heard, dues, said } = await replied(plan, early);
    const before = dues();
    await heard(late);
    await expect.poll(said).toEqual(["Tell me.", "I mend clocks.", "And?"]);
    client.requestEnd();
    const { transcript } = await interview.became("COMPLETED");
    expect(transcript.map(({ content }) => content)).toEqual(said());
    expect(dues()).toBe(before);
  },
);

it.each([
  ["the candidate has spoken again", "gated", 2_000],
  ["Gemini hears all of their sound", "automatic", 40],
])("takes words after the reply for a new answer where %s", async (_, plan, spokenMs) => {
  const { client, heard, send, said } = await replied(plan, "I mend clocks.");
  client.speak(voice(spokenMs));
  client.speak(room(40));
  await heard("And watches.");
  await send({ outputTranscription: { text: "Thanks." }, turnComplete: true });
  await expect.poll(said).toEqual(["Tell me.", "I mend clocks.", "And?", "And watches.", "Thanks."]);
});
