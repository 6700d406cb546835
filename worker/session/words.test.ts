import { expect, it, vi } from "vitest";
import { everyFrame, type Prepared, prepareInterview } from "../testing/interview.ts";
import type { Candidate } from "../../harness/candidate.ts";

/** A voice with syllables after a moment of the room, because a steady level would be noise. */
const tone = (ms: number, fromMs = 0) => {
  const amplitude = (at: number) => (at < 640 ? 20 : at % 4_000 < 2_800 ? 8_000 : 1_500);
  return new Uint8Array(Int16Array.from({ length: 16 * ms }, (_, at) => amplitude(at + 16 * fromMs) * Math.sin(at / 12)).buffer);
};
const spoken = (ms: number, byte = 1) => ({
  modelTurn: { parts: [{ inlineData: { mimeType: "audio/pcm;rate=24000", data: new Uint8Array(48 * ms).fill(byte).toBase64() } }] },
});

/** Moves the object's clock on, and none of its timers. */
const pass = (ms: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });

const live = async (options: Parameters<typeof prepareInterview>[0] = {}) => {
  const interview = await prepareInterview(options);
  const client = await interview.join({ rate: 24_000 });
  await client.until("sessionStarted");
  return { interview, client, ...gemini(interview) };
};

/** Messages of Gemini. */
const gemini = (interview: Prepared) => {
  const send = (serverContent: object) => interview.act({ send: { serverContent } });
  return {
    send,
    says: (text: string, ms = 0) => send({ outputTranscription: { text }, ...(ms > 0 && spoken(ms)) }),
    heard: (text: string) => send({ inputTranscription: { text } }),
    completes: () => send({ turnComplete: true }),
  };
};

/** Waits for so many captions; the last of each utterance, in the order of the conversation. */
const lines = async (client: Candidate, count: number) => {
  await client.until("transcriptUpdate", count);
  const bySeq = new Map(client.of("transcriptUpdate").map((it) => [it.seq, it]));
  return [...bySeq.values()]
    .sort((one, other) => one.seq - other.seq)
    .map(({ speaker, text, isFinal }) => `${speaker}${isFinal ? "." : "…"} ${text}`);
};

const stored = async (interview: Prepared, client: Candidate, end: () => unknown = () => client.requestEnd()) => {
  await end();
  const { transcript } = await interview.became("COMPLETED");
  const times = transcript.map(({ timestamp }) => timestamp);
  expect([...new Set(times)].sort()).toEqual(times);
  return transcript.map(({ speaker, content }) => `${speaker} ${content}`);
};

it("puts an answer's late words in the answer's place, and shows it again under its seq", async () => {
  const { interview, client, says, heard, completes } = await live();
  await says("What did you do?", 40);
  await completes();
  await heard("I led the mig");
  await says("Great.", 400);
  await heard("ration to Postgres.");
  await completes();
  expect(await lines(client, 7)).toEqual(["AI. What did you do?", "USER. I led the migration to Postgres.", "AI. Great."]);
  const answer = client.of("transcriptUpdate").filter(({ speaker }) => speaker === "USER");
  expect(answer.map(({ text, isFinal }) => [text, isFinal])).toEqual([
    ["I led the mig", false],
    ["I led the mig", true],
    ["I led the migration to Postgres.", true],
  ]);
  expect(new Set(answer.map(({ seq, atMs }) => `${seq} ${atMs}`)).size).toBe(1);
  expect(await stored(interview, client)).toEqual(["AI What did you do?", "USER I led the migration to Postgres.", "AI Great."]);
});

it("puts an answer whose words all come late before the turn that replies to it", async () => {
  const { interview, client, says, heard, completes } = await live();
  await says("What did you do?", 40);
  await completes();
  await says("Great. And then?", 400);
  await heard("I led the");
  await heard(" migration.");
  await completes();
  await heard("Then I slept.");
  const conversation = ["AI. What did you do?", "USER. I led the migration.", "AI. Great. And then?", "USER… Then I slept."];
  expect(await lines(client, 7)).toEqual(conversation);
  const again = await interview.join();
  expect(await lines(again, 4)).toEqual(conversation);
  expect(again.of("transcriptUpdate").map(({ seq, atMs }) => [seq, atMs])).toEqual(
    [...new Map(client.of("transcriptUpdate").map(({ seq, atMs }) => [seq, atMs]))].sort(([one], [other]) => one - other),
  );
  expect(await stored(interview, again, () => interview.endMidAnswer(again))).toEqual(
    conversation.map((line) => line.replace(/[.…]/u, "")),
  );
});

it("strips the recogniser's labels, split ones too, and drops lone punctuation", async () => {
  const { interview, client, says, heard, completes } = await live();
  await says("<no speech>", 40);
  await completes();
  await heard("<noise>");
  await heard(" .");
  await says("Hello?", 40);
  await completes();
  await heard("I am <no");
  await heard("ise> here.");
  await heard("<ctrl46>");
  await says(".", 40);
  await completes();
  await says("Good.", 40);
  await completes();
  expect(await lines(client, 8)).toEqual(["AI. Hello?", "USER. I am here.", "AI. Good."]);
  expect(client.of("transcriptUpdate").filter(({ text }) => /[<>]|^\W*$/u.test(text))).toEqual([]);
  expect(await stored(interview, client)).toEqual(["AI Hello?", "USER I am here.", "AI Good."]);
});

it("keeps the conversation in order when turns are generated and never completed", async () => {
  const { interview, client, send, says, heard } = await live();
  for (const round of ["one", "two", "three"]) {
    await says(`Question ${round}?`, 40);
    await send({ generationComplete: true });
    pass(1_000);
    await heard(`Answer ${round}.`);
  }
  expect(await stored(interview, client, () => interview.endMidAnswer(client))).toEqual(
    ["one", "two", "three"].flatMap((round) => [`AI Question ${round}?`, `USER Answer ${round}.`]),
  );
});

it("passes the whole reply after an interruption that no turnComplete follows", async () => {
  const { interview, client, send, says, heard, completes } = await live();
  await send(spoken(500));
  await send({ interrupted: true });
  await heard("Wait.");
  for (let part = 0; part < 5; part++) await send(spoken(200, 7));
  await says("Of course.");
  await completes();
  await vi.waitFor(() => expect(client.sound().filter((byte) => byte === 7).length).toBe(5 * 200 * 48));
  expect((await stored(interview, client)).slice(-2)).toEqual(["USER Wait.", "AI Of course."]);
});

it("keeps of an interrupted turn what had become audible, by the duration of its sound", async () => {
  const { interview, client, send, says } = await live();
  await says("One two.", 1);
  await says(" Three four five six.", 60_000);
  pass(100);
  await vi.waitFor(() => expect(client.sound().length).toBeGreaterThan(48 * 30_000));
  await send({ interrupted: true });
  await client.until("interrupted");
  expect(client.captions().at(-1)).toBe("AI. One two…");
  expect(await stored(interview, client)).toEqual(["AI One two…"]);
});

it("trusts the client's marks about what became audible, and removes what nobody heard", async () => {
  const { interview, client, send, says, completes } = await live();
  expect(client.of("sessionStarted")[0]?.features).toContain("playback");
  client.mark(false);
  await says("Nobody hears this.", 1);
  await client.until("audioResponse");
  await send({ interrupted: true });
  await client.until("interrupted");
  const [shown, taken] = client.of("transcriptUpdate");
  expect([shown?.text, taken?.text, taken?.isFinal, taken?.seq === shown?.seq]).toEqual(["Nobody hears this.", "", false, true]);
  await completes();
  client.mark(true);
  await says("This is heard.", 1);
  await client.until("audioResponse", 2);
  client.mark(false);
  await send({ interrupted: true });
  await client.until("interrupted", 2);
  expect(await stored(interview, client)).toEqual(["AI This is heard…"]);
});

it("cuts a turn that Gemini has completed while its sound is still playing", async () => {
  const { interview, client, send, says, completes } = await live();
  await says("One two.", 1);
  await says(" Three four five six.", 50_000);
  pass(100);
  await completes();
  await client.until("transcriptUpdate", 3);
  await send({ interrupted: true });
  await client.until("interrupted");
  expect(client.captions().at(-1)).toBe("AI. One two…");
  expect(await stored(interview, client)).toEqual(["AI One two…"]);
});

it.each([
  ["a second tab", async () => {}],
  [
    "a browser that left and comes back",
    async (interview: Prepared, client: Candidate) => {
      client.leave();
      await interview.phase("IN_PROGRESS.gemini.conversing client.away");
    },
  ],
])("sends to %s the unheard part of the running turn, and what follows", async (_, goes) => {
  const { interview, client, send } = await live();
  for (let second = 1; second <= 20; second++) await send(spoken(1_000, second));
  await vi.waitFor(() => expect(client.sound().length).toBe(20 * 48_000));
  await goes(interview, client);
  const again = await interview.join({ rate: 24_000 });
  await again.until("sessionStarted");
  await send(spoken(1_000, 21));
  await vi.waitFor(() => expect(again.sound().at(-1)).toBe(21));
  const sound = again.sound();
  const missing = client.sound().length + 48_000 - sound.length;
  // What was heard meanwhile depends on how long the test takes.
  expect([missing >= 0, missing < 15 * 48_000, sound.length % 2]).toEqual([true, true, 0]);
  expect([...new Set(sound)]).toEqual(Array.from({ length: 21 }, (_, at) => at + 1).slice(-new Set(sound).size));
});

it("sends a new tab nothing of an interrupted turn", async () => {
  const { interview, client, send } = await live();
  await send(spoken(20_000, 1));
  await send({ interrupted: true });
  await client.until("interrupted");
  const again = await interview.join({ rate: 24_000 });
  await again.until("sessionStarted");
  await send({ turnComplete: true });
  await send(spoken(100, 2));
  await again.until("audioResponse");
  expect([...new Set(again.sound())]).toEqual([2]);
});

it("waits for the words of the open answer after EndRequest, then ends in order", async () => {
  const { interview, client, heard } = await live({ scenario: { hears: false }, env: everyFrame });
  for (let frame = 0; frame < 25; frame++) client.speak(tone(40, 40 * frame));
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 32_000);
  client.requestEnd();
  await interview.phase("IN_PROGRESS.gemini.finishing.awaiting client.present");
  await heard("And that is how");
  await heard(" we did it.");
  expect(await client.until("sessionEnded")).toEqual({ reason: 1 });
  const { transcript } = await interview.became("COMPLETED");
  expect(transcript.map(({ content }) => content)).toEqual(["And that is how we did it."]);
});

it("gets the words of the last answer by sending the silence that ends it", async () => {
  const { interview, client } = await live({
    scenario: { turns: [{ say: { text: "Thank you.", ms: 100 } }, { say: { text: "More?", ms: 100 } }] },
    env: everyFrame,
  });
  await client.until("transcriptUpdate", 2);
  // The interviewer has been heard to the end.
  pass(1_000);
  for (let frame = 0; frame < 50; frame++) client.speak(tone(40, 40 * frame));
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 64_000);
  client.requestEnd();
  await client.until("sessionEnded");
  const { transcript } = await interview.became("COMPLETED");
  expect(transcript.map(({ content }) => content)).toEqual(["Thank you.", "[spoke for 2.0 s]"]);
});

it("stores the words spoken while the line was away, when their sound arrives at once with the end right behind it", async () => {
  const { interview, client } = await live({
    scenario: { turns: [{ say: { text: "Thank you.", ms: 100 } }, { say: { text: "More?", ms: 100 } }] },
  });
  await client.until("transcriptUpdate", 2);
  pass(1_000);
  client.leave();
  const again = await interview.join({ token: (await client.until("sessionStarted")).resumeToken });
  for (let frame = 0; frame < 125; frame++) again.speak(tone(40, 40 * frame));
  again.requestEnd();
  expect(await again.until("sessionEnded")).toEqual({ reason: 1 });
  const { transcript } = await interview.became("COMPLETED");
  expect(transcript.map(({ content }) => content)).toEqual(["Thank you.", expect.stringMatching(/^\[spoke for [45]\.\d s\]$/)]);
});

it("does not wait after EndRequest if nothing was said, and two seconds at most when no words come", async () => {
  const quiet = await live({ env: everyFrame });
  for (let frame = 0; frame < 25; frame++) quiet.client.speak(new Uint8Array(1_280));
  await quiet.interview.recorded(1, ({ audioBytes }) => audioBytes === 32_000);
  // The charts' clocks stand still from here on.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  quiet.client.requestEnd();
  expect(await quiet.client.until("sessionEnded")).toEqual({ reason: 1 });

  const { interview, client } = await live({ scenario: { hears: false }, env: everyFrame });
  for (let frame = 0; frame < 25; frame++) client.speak(tone(40, 40 * frame));
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 32_000);
  client.requestEnd();
  const awaiting = "IN_PROGRESS.gemini.finishing.awaiting client.present";
  await interview.phase(awaiting);
  await interview.pass(1_999);
  expect(interview.phases().at(-1)).toBe(awaiting);
  await interview.pass(1);
  expect(await client.until("sessionEnded")).toEqual({ reason: 1 });
});

it("dates an answer by when it was begun, not by when its words came", async () => {
  const { interview, client, heard } = await live({ scenario: { hears: false }, env: everyFrame });
  client.speak(tone(240));
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 7_680);
  pass(3_000);
  await heard("It took me a while.");
  const { atMs } = await client.until("transcriptUpdate");
  const [started] = client.of("sessionStarted");
  expect(Date.now() - (started?.startedAtUnixMs ?? 0) - atMs).toBeGreaterThanOrEqual(3_000);
  expect(started?.nowUnixMs).toBeGreaterThanOrEqual(started?.startedAtUnixMs ?? Infinity);
  await interview.endMidAnswer(client);
  const { transcript } = await interview.became("COMPLETED");
  expect(Date.parse(transcript[0]?.timestamp ?? "") - (started?.startedAtUnixMs ?? 0)).toBe(atMs);
});
