import { expect, it, vi } from "vitest";
import { everyFrame, type Prepared, prepareInterview } from "../testing/interview.ts";

/** A voice with syllables after a moment of the room, because a steady level would be noise. */
const tone = (ms: number) => {
  const amplitude = (at: number) => (at < 640 ? 20 : at % 4_000 < 2_800 ? 8_000 : 1_500);
  return new Uint8Array(Int16Array.from({ length: 16 * ms }, (_, at) => amplitude(at) * Math.sin(at / 12)).buffer);
};
const question = {
  outputTranscription: { text: "What did you build?" },
  modelTurn: { parts: [{ inlineData: { mimeType: "audio/pcm;rate=24000", data: new Uint8Array(48 * 40).fill(1).toBase64() } }] },
};

/** Moves the object's clock on, and none of its timers. From here on it stands still. */
const pass = (ms: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });

/** When the candidate's words were said, as stored, in Unix ms. */
const saidAt = async (interview: Prepared) => {
  const { transcript } = await interview.became("COMPLETED");
  return Date.parse(transcript.find(({ speaker }) => speaker === "USER")?.timestamp ?? "");
};

it.each([
  ["cut completes", [], [{ interrupted: true }, { turnComplete: true }]],
  ["answers completes without a word", [{ turnComplete: true }], [{ turnComplete: true }]],
  ["answers was generated and never completed", [{ generationComplete: true }], []],
] as const)("dates an answer by its beginning when the turn that it %s", async (_, before, meanwhile) => {
  const interview = await prepareInterview({ scenario: { hears: false }, env: everyFrame });
  const client = await interview.join({ rate: 24_000 });
  await client.until("sessionStarted");
  const send = (serverContent: object) => interview.act({ send: { serverContent } });
  await send(question);
  for (const it of before) await send(it);
  await client.until("audioResponse");
  pass(1_000);
  const beganAtUnixMs = Date.now();
  client.speak(tone(480));
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 15_360);
  for (const it of meanwhile) await send(it);
  pass(3_000);
  await send({ inputTranscription: { text: "It took me a while." } });
  await interview.endMidAnswer(client);
  expect(Math.abs((await saidAt(interview)) - beganAtUnixMs)).toBeLessThan(1_000);
});

it("dates an answer by its first word, however long its pauses and however late its words", async () => {
  const interview = await prepareInterview({ scenario: { hears: false }, env: everyFrame });
  const client = await interview.join();
  await client.until("sessionStarted");
  pass(0);
  const beganAtUnixMs = Date.now();
  let bytes = 0;
  const speak = async (pcm: Uint8Array) => {
    client.speak(pcm);
    bytes += pcm.length;
    await interview.recorded(1, ({ audioBytes }) => audioBytes === bytes);
  };
  for (let stretch = 0; stretch < 2; stretch++) {
    await speak(tone(480));
    pass(1_000);
    await speak(new Uint8Array(32 * 1_000));
    pass(8_000);
  }
  await interview.act({ send: { serverContent: { inputTranscription: { text: "It took me a while." } } } });
  await client.until("transcriptUpdate");
  await interview.endMidAnswer(client);
  expect(Math.abs((await saidAt(interview)) - beganAtUnixMs)).toBeLessThan(1_500);
});
