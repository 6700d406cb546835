import { expect, it, vi } from "vitest";
import type { TranscriptSubmission } from "../../contract/app-api.ts";
import type { Candidate } from "../../harness/candidate.ts";
import { until } from "../../harness/wait.ts";
import { prepareInterview, say } from "../testing/interview.ts";

/** Waits until the object has read what was sent to it, and what it sent before that has arrived. */
const settled = async (client: Candidate, receivedSamples?: number) => {
  const count = client.of("pong").length;
  client.send({ $case: "ping", value: { nonce: "1", receivedSamples } });
  await client.until("pong", count + 1);
};
const tell = (client: Candidate, rate: number) =>
  settled(client, Math.floor(client.audioBytes / 2)).then(() => client.audioBytes / 2 / rate);

/** A live interview. The object's dates stand still from here on. */
const live = async (rate: number) => {
  const interview = await prepareInterview({ scenario: { hears: false } });
  const client = await interview.join({ rate });
  const { resumeToken } = await client.until("sessionStarted");
  vi.useFakeTimers({ toFake: ["Date"] });
  return { interview, client, resumeToken };
};

/** The interviewer says ten seconds at once, with words in the middle and a last word after all of it. */
const speaks = async ({ interview, client }: Awaited<ReturnType<typeof live>>) => {
  await interview.act({ say: { text: "A long question, at some length, and with more to it?", ms: 10_000, fragments: 3, partMs: 100 } });
  await interview.act({ send: { serverContent: { outputTranscription: { text: " Well?" } } } });
  await until("the last word", () => client.captions().some((it) => it.endsWith("Well?")));
};

it.each([16_000, 24_000])(
  "keeps at most two seconds of sound on the way to a client that reports arrivals at %s Hz, and sends the words at once",
  async (rate) => {
    const room = await live(rate);
    const { client, interview } = room;
    await settled(client, 0);
    await speaks(room);
    await settled(client);
    expect(client.audioBytes / 2 / rate).toBeCloseTo(2, 1);
    const waits = client.of("transcriptUpdate").map(({ aheadMs = 0 }) => aheadMs);
    expect(waits).toEqual(waits.toSorted((one, other) => one - other));
    expect(waits[0]).toBe(0);
    expect(waits.at(-1)).toBe(8_000);
    for (let told = 0; told < 9.9; told = await tell(client, rate));
    await tell(client, rate);
    expect(client.audioBytes / 2 / rate).toBeCloseTo(10, 2);
    await interview.act(say(" Go on."));
    await until("the next words", () => client.captions().some((it) => it.endsWith("Go on.")));
    expect(client.of("transcriptUpdate").at(-1)?.aheadMs).toBeUndefined();
  },
);

it("sends everything at once to a client that reports no arrivals", async () => {
  const room = await live(24_000);
  await speaks(room);
  await settled(room.client);
  expect(room.client.audioBytes).toBe(48 * 10_000);
  expect(room.client.of("transcriptUpdate").every(({ aheadMs }) => aheadMs === undefined)).toBe(true);
});

it("drops the waiting sound on an interruption and sends only what follows, and sends none after the candidate ends", async () => {
  const room = await live(24_000);
  const { client, interview } = room;
  await settled(client, 0);
  await speaks(room);
  client.send({ $case: "textAnswer", value: { text: "Only one.", clientId: "a" } });
  await client.until("interrupted");
  await interview.act({ send: { serverContent: { interrupted: true, turnComplete: true } } });
  await tell(client, 24_000);
  expect(client.audioBytes).toBe(48 * 2_000);
  await interview.act(say("I see.", 5_000));
  await until("the reply", () => client.captions().some((it) => it.endsWith("I see.")));
  await settled(client);
  const before = client.audioBytes;
  expect(before / 48_000).toBeCloseTo(4, 0);
  client.requestEnd();
  await client.until("sessionEnded");
  expect(client.audioBytes).toBe(before);
});

it("keeps to two seconds for a returning client, then sends all that nobody heard", async () => {
  const room = await live(24_000);
  const { client, interview, resumeToken } = room;
  await settled(client, 0);
  await speaks(room);
  client.leave();
  await interview.phase("IN_PROGRESS.gemini.conversing client.away");
  const again = await interview.join({ rate: 24_000, token: resumeToken });
  await again.until("turnState");
  expect(again.audioBytes / 48_000).toBeCloseTo(2, 0);
  for (let told = 0, before = -1; told !== before;) [before, told] = [told, await tell(again, 24_000)];
  expect(again.audioBytes / 48_000).toBeGreaterThan(8);
});

it("sends a returning client also what was on the way to it when its line broke, however long ago that was", async () => {
  const room = await live(24_000);
  const { client, interview, resumeToken } = room;
  await settled(client, 0);
  await speaks(room);
  await settled(client, 24_000);
  vi.setSystemTime(Date.now() + 20_000);
  client.leave();
  await interview.phase("IN_PROGRESS.gemini.conversing client.away");
  const again = await interview.join({ rate: 24_000, token: resumeToken });
  await again.until("turnState");
  for (let told = 0, before = -1; told !== before;) [before, told] = [told, await tell(again, 24_000)];
  expect(again.audioBytes / 48_000).toBeCloseTo(9, 1);
});

it.each([
  ["what its page has not played of its queue since the line broke", "on", 6],
  ["all that was not heard before its line broke, when its page did not play on", undefined, 9],
  ["all that was not heard before its line broke, whatever else its address says", "yes", 9],
])("sends a returning client %s", async (_, playing, seconds) => {
  const room = await live(24_000);
  const { client, interview, resumeToken } = room;
  await settled(client, 0);
  await speaks(room);
  client.send({ $case: "playbackMark", value: { capturedSamples: 0, isAudible: true } });
  while (client.audioBytes < 48 * 10_000) await tell(client, 24_000);
  await tell(client, 24_000);
  vi.setSystemTime(Date.now() + 1_000);
  client.leave();
  await interview.phase("IN_PROGRESS.gemini.conversing client.away");
  vi.setSystemTime(Date.now() + 3_000);
  const again = await interview.join({ rate: 24_000, token: resumeToken, ...(playing && { playing }) });
  await again.until("turnState");
  for (let told = 0, before = -1; told !== before;) [before, told] = [told, await tell(again, 24_000)];
  expect(again.audioBytes / 48_000).toBeCloseTo(seconds, 0);
});

/** How far the Worker has come in the candidate's voice, as it tells a client. */
const came = async (client: Candidate) => (await client.until("sessionStarted")).receivedSamples ?? NaN;

it("tells a returning client how much of the candidate's voice has come, and takes for a gap only what is not sent again", async () => {
  const { client, interview, resumeToken } = await live(24_000);
  const before = await came(client);
  client.speak(new Uint8Array(32 * 1_000));
  client.speak(new Uint8Array(32 * 500 + 1));
  await settled(client);
  vi.setSystemTime(Date.now() + 10_000);
  client.leave();
  await interview.phase("IN_PROGRESS.gemini.conversing client.away");
  const again = await interview.join({ rate: 24_000, token: resumeToken });
  expect((await came(again)) - before).toBe(16 * 1_500);
  again.send({ $case: "ping", value: { nonce: "2", keptSamples: 16 * 4_000 } });
  again.speak(new Uint8Array(32 * 4_000));
  await settled(again);
  const { startedAtUnixMs, nowUnixMs } = await again.until("sessionStarted");
  again.requestEnd();
  await again.until("sessionEnded");
  const { calls } = await interview.became("COMPLETED");
  const { session } = calls.find(({ route }) => route === "transcript")?.body as TranscriptSubmission;
  expect(session).toMatchObject({
    micMs: nowUnixMs - startedAtUnixMs,
    gaps: [[1_500, nowUnixMs - startedAtUnixMs - 1_500 - 4_000]],
  });
});

it("counts the candidate's voice from another number after a crash, so that nobody takes what is forgotten for what has come", async () => {
  const { client, interview, resumeToken } = await live(24_000);
  const before = await came(client);
  client.speak(new Uint8Array(32 * 1_000));
  await settled(client);
  await interview.crash();
  const again = await interview.join({ rate: 24_000, token: resumeToken });
  expect(Math.abs((await came(again)) - before)).toBeGreaterThan(16 * 3_600_000);
});
