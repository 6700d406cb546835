import { expect, it, vi } from "vitest";
import type { TranscriptSubmission } from "../../contract/app-api.ts";
import { everyFrame } from "../testing/interview.ts";
import { measured, room, voice } from "../testing/measured.ts";

it("sends with each answer how it was spoken, and with the transcript the interview's times, measured by the candidate's sound", async () => {
  const { interview, client, heard, send } = await measured({ env: everyFrame });
  await send({ outputTranscription: { text: "Tell me." }, turnComplete: true });
  client.speak(room(500));
  client.speak(voice(1_200));
  client.speak(room(900));
  client.speak(voice(800));
  client.speak(room(600));
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 32 * 4_000);
  await heard("I mend clocks.");
  await send({ outputTranscription: { text: "How?" }, turnComplete: true });
  client.requestEnd();
  await client.until("sessionEnded");
  const { calls } = await interview.became("COMPLETED");
  const { transcript, session, usage } = calls.find(({ route }) => route === "transcript")?.body as TranscriptSubmission;
  const [answer] = transcript.filter(({ speaker }) => speaker === "USER");
  expect(answer?.speech).toMatchObject({ timing: "estimated" });
  expect(answer?.speech?.pauses).toHaveLength(1);
  expect(Math.abs((answer?.speech?.speechMs ?? 0) - 2_000)).toBeLessThanOrEqual(200);
  expect(Math.abs((answer?.speech?.pauses[0]?.[1] ?? 0) - 900)).toBeLessThanOrEqual(200);
  expect(session).toMatchObject({ micMs: 4_000, gaps: [], vad: 1 });
  expect(usage).toBeUndefined();
});

it("sends when the candidate was muted, which does not count as thinking time", async () => {
  const { interview, client, heard, send } = await measured({ env: everyFrame });
  await send({ outputTranscription: { text: "Tell me." }, turnComplete: true });
  client.speak(room(500));
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 32 * 500);
  client.send({ $case: "muted", value: { isOn: true } });
  client.speak(new Uint8Array(32 * 2_000));
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 32 * 2_500);
  client.send({ $case: "muted", value: { isOn: false } });
  client.speak(voice(1_200));
  client.speak(room(600));
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 32 * 4_300);
  await heard("I mend clocks.");
  await interview.endMidAnswer(client);
  await client.until("sessionEnded");
  const { calls } = await interview.became("COMPLETED");
  const { session } = calls.find(({ route }) => route === "transcript")?.body as TranscriptSubmission;
  expect(session?.mutes).toEqual([[500, 2_000]]);
});

it("sends a mute that lasts to the end, and none for a client that came back without reporting one", async () => {
  const { interview, client } = await measured({ env: everyFrame });
  client.speak(room(500));
  client.send({ $case: "muted", value: { isOn: true } });
  client.speak(new Uint8Array(32 * 2_000));
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 32 * 2_500);
  const again = await interview.join({ rate: 24_000 });
  await again.until("sessionStarted");
  again.speak(room(1_000));
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 32 * 3_500);
  again.send({ $case: "muted", value: { isOn: true } });
  again.speak(new Uint8Array(32 * 700));
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 32 * 4_200);
  again.requestEnd();
  await again.until("sessionEnded");
  const { calls } = await interview.became("COMPLETED");
  const { session } = calls.find(({ route }) => route === "transcript")?.body as TranscriptSubmission;
  expect(session?.mutes?.map(([, ms]) => ms)).toEqual([2_000, 700]);
});

/** Moves the object's clock on, and none of its timers. From here on it stands still. */
const pass = (ms: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });

it("sends when a question was heard, how much of an interrupted one, and how long the answer overlapped it", async () => {
  const { interview, client, heard, send } = await measured();
  const audio = (ms: number) => ({
    parts: [{ inlineData: { mimeType: "audio/pcm;rate=24000", data: new Uint8Array(48 * ms).toBase64() } }],
  });
  await send({ modelTurn: audio(2_000), outputTranscription: { text: "What did you build?" }, turnComplete: true });
  await expect.poll(() => client.captions()).toContain("AI. What did you build?");
  pass(4_000);
  client.speak(room(4_000));
  client.speak(voice(1_200));
  client.speak(room(600));
  client.send({ $case: "steer", value: { what: 1 } });
  await expect.poll(() => client.of("turnState").at(-1)?.floor).toBe(4);
  await heard("A bridge.");
  await send({ modelTurn: audio(8_000), outputTranscription: { text: "Which of the many bridges that there are?" } });
  await expect.poll(() => client.of("turnState").at(-1)?.floor).toBe(5);
  pass(4_000);
  client.speak(voice(1_200));
  await expect.poll(() => client.captions().some((it) => it.endsWith("…") && it.startsWith("AI. Which"))).toBe(true);
  client.speak(room(600));
  await heard("Only one.");
  await expect.poll(() => client.of("transcriptUpdate").at(-1)?.text).toBe("Only one.");
  vi.useRealTimers();
  await interview.endMidAnswer(client);
  const { calls } = await interview.became("COMPLETED");
  const { transcript } = calls.find(({ route }) => route === "transcript")?.body as TranscriptSubmission;
  const [question, answer, next, over] = transcript.map(({ speech }) => speech);
  expect(question?.speechMs).toBe(2_000);
  expect(Math.abs((answer?.startMs ?? 0) - (question?.endMs ?? 0) - 2_000)).toBeLessThanOrEqual(500);
  expect(next?.speechMs).toBeGreaterThan(3_500);
  expect(next?.speechMs).toBeLessThan(8_000);
  expect(over?.speechMs).toBeGreaterThan(1_000);
  // The rest of it overlapped nothing.
  expect(over?.overlapMs).toBeLessThan(700);
});

it.each([
  ["that does not say what it plays, by an estimate", false],
  ["that says what it plays, by that", true],
])("counts what was heard of the running turn when the candidate ends, for a client %s", async (_, isMarked) => {
  const { interview, client, send } = await measured();
  const parts = [{ inlineData: { mimeType: "audio/pcm;rate=24000", data: new Uint8Array(48 * 3_000).toBase64() } }];
  await send({ modelTurn: { parts }, outputTranscription: { text: "What did you build, and for whom, and why, and how?" } });
  await expect.poll(() => client.captions().length).toBeGreaterThan(0);
  if (isMarked) client.send({ $case: "playbackMark", value: { capturedSamples: 0, isAudible: true } });
  client.speak(room(1_000));
  client.requestEnd();
  const { calls } = await interview.became("COMPLETED");
  const { transcript, session } = calls.find(({ route }) => route === "transcript")?.body as TranscriptSubmission;
  expect(session?.aiMs).toBe(transcript[0]?.speech?.speechMs);
  expect(session?.aiMs).toBeGreaterThan(0);
});

it("counts no more of an interrupted turn, whatever of it still arrives", async () => {
  const { interview, client, send } = await measured();
  pass(0);
  const parts = [{ inlineData: { mimeType: "audio/pcm;rate=24000", data: new Uint8Array(48 * 8_000).toBase64() } }];
  await send({ modelTurn: { parts }, outputTranscription: { text: "Which of the many bridges?" } });
  await expect.poll(() => client.captions().length).toBeGreaterThan(0);
  client.send({ $case: "textAnswer", value: { text: "Only one.", clientId: "a" } });
  await expect.poll(() => client.of("interrupted")).toHaveLength(1);
  await send({ interrupted: true });
  await send({ turnComplete: true });
  client.requestEnd();
  const { calls } = await interview.became("COMPLETED");
  const { session } = calls.find(({ route }) => route === "transcript")?.body as TranscriptSubmission;
  expect(session?.aiMs).toBeLessThan(2_000);
});

it("times when a question was heard by the samples captured then, even when the mark arrives after the question's end", async () => {
  const { interview, client, send } = await measured();
  const data = new Uint8Array(48 * 2_000).toBase64();
  const parts = [{ inlineData: { mimeType: "audio/pcm;rate=24000", data } }];
  await send({ modelTurn: { parts }, outputTranscription: { text: "What did you build?" }, turnComplete: true });
  await expect.poll(() => client.captions()).toContain("AI. What did you build?");
  const mark = (capturedSamples: number, isAudible: boolean) =>
    client.send({ $case: "playbackMark", value: { capturedSamples, isAudible } });
  client.speak(room(3_000));
  mark(16 * 700, true);
  mark(16 * 2_700, false);
  client.requestEnd();
  const { calls } = await interview.became("COMPLETED");
  const { transcript } = calls.find(({ route }) => route === "transcript")?.body as TranscriptSubmission;
  expect(transcript[0]?.speech).toEqual({ startMs: 700, endMs: 2_700, speechMs: 2_000, pauses: [], timing: "marked" });
});

it("sends the entries without times to an app that rejects the times", async () => {
  const { interview, client, heard } = await measured({ env: everyFrame, plan: { transcript: [{ status: 400 }, {}] } });
  client.speak(room(200));
  client.speak(voice(600));
  client.speak(room(400));
  await heard("Yes.");
  await interview.endMidAnswer(client);
  await client.until("sessionEnded");
  const { calls } = await interview.became("COMPLETED");
  const bodies = calls.filter(({ route }) => route === "transcript").map(({ body }) => body as TranscriptSubmission);
  expect(bodies.map(({ session, transcript }) => [session !== undefined, transcript.some(({ speech }) => speech !== undefined)])).toEqual([
    [true, true],
    [false, false],
  ]);
});

/** The candidate speaks for so long and says that they are done; the interviewer then takes its turn. */
const answer = async ({ client, interview }: Awaited<ReturnType<typeof measured>>, ms: number) => {
  const sentBytes = (await interview.sessions())[0]?.audioBytes ?? 0;
  client.speak(room(400));
  client.speak(voice(ms));
  client.speak(room(600));
  await interview.recorded(1, ({ audioBytes }) => audioBytes === sentBytes + 32 * (ms + 1_000));
  client.send({ $case: "steer", value: { what: 1 } });
  await expect.poll(() => client.of("turnState").at(-1)?.floor).toBe(4);
};
const notWrittenDown = 4;

it("tells the candidate of an answer that got a reply but no transcript, and counts its speech towards no other", async () => {
  const call = await measured({ env: everyFrame });
  const { interview, client, heard, send } = call;
  await send({ outputTranscription: { text: "Tell me." }, turnComplete: true });
  await answer(call, 2_500);
  await send({ outputTranscription: { text: "How?" } });
  await expect.poll(() => client.captions()).toContain("AI… How?");
  expect(client.of("notice")).toEqual([]);
  await send({ turnComplete: true });
  await expect.poll(() => client.of("notice").map(({ kind }) => kind)).toEqual([notWrittenDown]);
  await answer(call, 1_200);
  await heard("I mend clocks.");
  await send({ outputTranscription: { text: "Which?" }, turnComplete: true });
  await expect.poll(() => client.captions()).toContain("AI. Which?");
  client.requestEnd();
  const { calls } = await interview.became("COMPLETED");
  const { transcript, session } = calls.find(({ route }) => route === "transcript")?.body as TranscriptSubmission;
  expect(client.of("notice")).toHaveLength(1);
  expect(Math.abs((transcript.find(({ speaker }) => speaker === "USER")?.speech?.speechMs ?? 0) - 1_200)).toBeLessThanOrEqual(200);
  expect(Math.abs((session?.wordlessSpeechMs ?? 0) - 2_500)).toBeLessThanOrEqual(200);
});

it("stays silent about an answer whose words come late, a word or two, and speech over the interviewer", async () => {
  const call = await measured({ env: everyFrame });
  const { client, heard, send, interview } = call;
  await send({ outputTranscription: { text: "Tell me." }, turnComplete: true });
  await answer(call, 2_500);
  await send({ outputTranscription: { text: "How?" } });
  await heard("I mend clocks.");
  await send({ turnComplete: true });
  await answer(call, 1_200);
  await send({ outputTranscription: { text: "Which?" } });
  await expect.poll(() => client.captions()).toContain("AI… Which?");
  client.speak(voice(2_500));
  client.speak(room(600));
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 32 * 8_800);
  await send({ turnComplete: true });
  await expect.poll(() => client.captions()).toContain("AI. Which?");
  expect(client.of("notice")).toEqual([]);
});

it("counts the interviewer's sound sent to a client that gives no sign of life", async () => {
  const { interview, client, send } = await measured();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_000 });
  await interview.act({ say: { text: "This is a long story.", ms: 60_000 } });
  await send({ turnComplete: true });
  await client.until("saved");
  client.requestEnd();
  await client.until("sessionEnded");
  const { calls } = await interview.became("COMPLETED");
  const { session } = calls.find(({ route }) => route === "transcript")?.body as TranscriptSubmission;
  expect(session?.aiMs).toBe(Math.round(client.audioBytes / 48));
});
