import { afterEach, expect, it, vi } from "vitest";
import type { TranscriptSubmission } from "../../contract/app-api.ts";
import { startClock } from "../../harness/clock.ts";
import { until } from "../../harness/wait.ts";
import { Notice_Kind, TurnState_Floor } from "../../proto/gen/interview.ts";
import { prepareInterview } from "../testing/interview.ts";

/** A voice with syllables after a moment of the room, because a steady level would be noise. */
const voice = (ms: number) => {
  const amplitude = (at: number) => (at < 640 ? 20 : at % 4_000 < 2_800 ? 8_000 : 1_500);
  return new Uint8Array(Int16Array.from({ length: 16 * ms }, (_, at) => amplitude(at) * Math.sin(at / 12)).buffer);
};

afterEach(() => startClock());

/** A question of a second that was generated completely, is heard to its end, and is never completed. The clocks are moved by hand. */
const asked = async () => {
  const interview = await prepareInterview({ scenario: { hears: false }, interview: { patience: "QUICK" } });
  const client = await interview.join({ rate: 24_000 });
  await client.until("sessionStarted");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  const parts = [{ inlineData: { mimeType: "audio/pcm;rate=24000", data: new Uint8Array(48 * 1_000).fill(1).toBase64() } }];
  const serverContent = { modelTurn: { parts }, outputTranscription: { text: "What did you build?" }, generationComplete: true };
  await interview.act({ send: { serverContent } });
  await client.until("audioResponse");
  const floor = () => client.of("turnState").at(-1)?.floor;
  return { interview, client, floor };
};

const submitted = async (interview: Awaited<ReturnType<typeof asked>>["interview"]) => {
  const { calls } = await interview.became("COMPLETED");
  return calls.find(({ route }) => route === "transcript")?.body as TranscriptSubmission;
};

it("is not cut by an answer that begins before it is completed", async () => {
  const { interview, client, floor } = await asked();
  await interview.pass(1_500);
  client.speak(voice(480));
  await until("the answer", () => floor() === TurnState_Floor.FLOOR_ANSWERING);
  await interview.endMidAnswer(client);
  const { transcript, session } = await submitted(interview);
  expect(transcript[0]?.content).toBe("What did you build?");
  expect(session?.cutIns).toEqual([]);
  expect(client.of("interrupted")).toEqual([]);
});

it("is not cut by an end before it is completed", async () => {
  const { interview, client } = await asked();
  client.mark(true);
  client.mark(false);
  startClock();
  client.requestEnd();
  const { transcript } = await submitted(interview);
  expect(transcript[0]?.content).toBe("What did you build?");
});

it("is over two seconds after it was heard, which starts the candidate's silence", async () => {
  const { interview, client, floor } = await asked();
  await interview.pass(2_900);
  expect(floor()).toBe(TurnState_Floor.FLOOR_INTERVIEWER);
  await interview.pass(200);
  await until("the end of the turn", () => floor() === TurnState_Floor.FLOOR_OPEN);
  await interview.pass(12_000);
  await until("the offer of help", () => client.of("notice").some(({ kind }) => kind === Notice_Kind.KIND_SILENCE_OFFERED));
  expect(client.captions().at(-1)).toBe("AI. What did you build?");
});

it("is over a minute after Gemini fell silent within it, so that a candidate who waits is not left alone", async () => {
  const interview = await prepareInterview({ scenario: { hears: false }, interview: { patience: "QUICK" } });
  const client = await interview.join({ rate: 24_000 });
  await client.until("sessionStarted");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  const floor = () => client.of("turnState").at(-1)?.floor;
  const goesOn = async (text: string) => {
    const parts = [{ inlineData: { mimeType: "audio/pcm;rate=24000", data: new Uint8Array(48 * 1_000).fill(1).toBase64() } }];
    await interview.act({ send: { serverContent: { modelTurn: { parts }, outputTranscription: { text } } } });
    await until(text, () => client.captions().at(-1)?.endsWith(text));
  };
  await goesOn("What did you build");
  await interview.pass(60_900);
  await goesOn(" when you were");
  await interview.pass(60_900);
  expect(floor()).toBe(TurnState_Floor.FLOOR_INTERVIEWER);
  await interview.pass(200);
  await until("the end of the turn", () => floor() === TurnState_Floor.FLOOR_OPEN);
  expect(client.captions().at(-1)).toBe("AI. What did you build when you were");
  await interview.pass(12_000);
  await until("the offer of help", () => client.of("notice").some(({ kind }) => kind === Notice_Kind.KIND_SILENCE_OFFERED));
});
