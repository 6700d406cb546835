import { afterEach, expect, it, vi } from "vitest";
import { until } from "../../harness/wait.ts";
import { Notice_Kind, Steer_What, TurnState_Floor } from "../../proto/gen/interview.ts";
import { prepareInterview } from "../testing/interview.ts";

afterEach(() => void vi.useRealTimers());

/** Somebody who is asked a question, on a clock that is moved by hand. */
const asked = async () => {
  const interview = await prepareInterview({ scenario: { hears: false, insists: false } });
  const client = await interview.join();
  await client.until("sessionStarted");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  const says = async (text: string) => {
    const before = client.of("turnState").length;
    await interview.act({ send: { serverContent: { outputTranscription: { text }, turnComplete: true } } });
    await until(
      "the end of the interviewer's turn",
      () => client.of("turnState").slice(before).at(-1)?.floor === TurnState_Floor.FLOOR_OPEN,
    );
  };
  await says("Why us?");
  return {
    interview,
    client,
    says,
    pass: interview.pass,
    notices: () => client.of("notice").map(({ kind }) => kind),
    /** Waits until the interviewer was asked to say something with these words. */
    cued: (words: string) =>
      until(words, async () => JSON.stringify((await interview.sessions())[0]?.clientContents.at(-1) ?? "").includes(words)),
  };
};

it("walks through the steps in five minutes of silence: help on the page, then spoken, the next question, whether to stop, the end", async () => {
  const { interview, client, says, pass, notices, cued } = await asked();
  const offered = Notice_Kind.KIND_SILENCE_OFFERED;
  await pass(25_000);
  await until("the offer", () => notices().length === 1);
  await pass(20_000);
  await cued("has been silent");
  await says("Would you like a moment?");
  await pass(30_000);
  await cued("has not answered");
  await says("Let us move on: why now?");
  await pass(25_000);
  await until("another offer", () => notices().length === 2);
  await pass(20_000);
  await cued("has been silent");
  await says("Take your time.");
  await pass(30_000);
  await cued("would like to stop");
  await says("Shall we stop here?");
  await pass(59_999);
  expect([notices(), client.closed]).toEqual([[offered, offered], null]);
  await pass(1);
  vi.useRealTimers();
  expect((await client.closes()).code).toBe(1000);
  expect((await interview.became("COMPLETED")).interview.endReason).toBe("GEMINI_ENDED");
});

it("begins anew with a press, and waits for the interviewer's sound to be heard", async () => {
  const { interview, client, pass, notices } = await asked();
  await pass(24_000);
  const before = client.of("turnState").length;
  client.send({ $case: "steer", value: { what: Steer_What.WHAT_MORE_TIME } });
  client.send({ $case: "ping", value: { nonce: "1" } });
  await until("the pong", () => client.of("pong").length === 1);
  await pass(24_000);
  expect(notices()).toEqual([]);
  await interview.act({ say: { text: "No hurry.", ms: 3_000 } });
  await until("the turn's end", () => client.of("turnState").slice(before).at(-1)?.floor === TurnState_Floor.FLOOR_OPEN);
  await pass(27_000);
  expect(notices()).toEqual([]);
  await pass(1_000);
  await until("the offer", () => notices().length === 1);
});
