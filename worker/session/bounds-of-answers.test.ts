import { expect, it } from "vitest";
import type { TranscriptSubmission } from "../../contract/app-api.ts";
import { everyFrame, prepareInterview } from "../testing/interview.ts";

/** So many ms of syllables, and of a quiet room, at 16 kHz. */
const voice = (ms: number) =>
  new Uint8Array(Int16Array.from({ length: 16 * ms }, (_, at) => (at % 4_000 < 2_800 ? 8_000 : 3_000) * Math.sin(at / 12)).buffer);
const room = (ms: number) => new Uint8Array(Int16Array.from({ length: 16 * ms }, (_, at) => 20 * Math.sin(at / 5)).buffer);

const live = async (options: Parameters<typeof prepareInterview>[0] = {}) => {
  const interview = await prepareInterview({ scenario: { hears: false }, ...options });
  const client = await interview.join({ rate: 24_000 });
  await client.until("sessionStarted");
  const send = (serverContent: object) => interview.act({ send: { serverContent } });
  return { interview, client, send, heard: (text: string) => send({ inputTranscription: { text } }) };
};

it("begins an answer where the candidate begins to speak, not at a cough before it, and ends it before a cough after it", async () => {
  const { interview, client, heard, send } = await live({ env: everyFrame });
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
  const { interview, client, heard, send } = await live({ env: { GEMINI_TURN_TAKING: plan } });
  await send({ outputTranscription: { text: "Tell me." }, turnComplete: true });
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
  const { interview, client, heard, send } = await live({ env: everyFrame });
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
