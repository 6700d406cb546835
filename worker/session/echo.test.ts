import { expect, it } from "vitest";
import { concat } from "../../harness/candidate.ts";
import { everyFrame, prepareInterview } from "../testing/interview.ts";

/** Sound as it comes back from a loudspeaker through a microphone: 80 ms late, 20 dB quieter. PCM16, 16 kHz. */
const lateMs = 80;
const echoOf = (heard: Uint8Array): Uint8Array => {
  const whole = Uint8Array.from(heard.subarray(0, heard.length & ~1));
  const quieter = new Int16Array(whole.buffer).map((sample) => sample / 10);
  return concat([new Uint8Array(32 * lateMs), new Uint8Array(quieter.buffer)]);
};
const frameBytes = 1_280;
/** More sound than this at once would be dropped. */
const longestMs = 6_000;

const heardBack = async (env: Record<string, string>) => {
  const turns = [{ say: { clip: "greeting" } }, { say: { text: "Was that you?", ms: 200 } }];
  const interview = await prepareInterview({ scenario: { turns }, env });
  const client = await interview.join();
  await client.until("sessionStarted");
  await expect.poll(() => client.captions().some((it) => it.startsWith("AI. "))).toBe(true);
  const spoken = concat([echoOf(client.sound()).subarray(0, 32 * longestMs), new Uint8Array(32 * 3_000)]);
  expect(spoken.length).toBe(32 * (longestMs + 3_000));
  for (let at = 0; at < spoken.length; at += frameBytes) client.speak(spoken.subarray(at, at + frameBytes));
  return { interview, client, spoken };
};

const staysItsTurn = async ({ interview, client }: Awaited<ReturnType<typeof heardBack>>) => {
  client.requestEnd();
  await client.closes();
  expect(client.kinds()).not.toContain("interrupted");
  expect(client.captions().filter((it) => /^(AI|USER)\. /.test(it))).toHaveLength(1);
  expect((await interview.became("COMPLETED")).transcript.map(({ speaker }) => speaker)).toEqual(["AI"]);
};

it.each(["gemini-3.8-live", "gemini-3.8-live-extended-thinking", "gemini-3.1-flash-live-preview"])(
  "does not mistake the interviewer's voice for the candidate's, nor pass it on to %s",
  async (model) => {
    const back = await heardBack({ GEMINI_LIVE_MODEL: model });
    back.client.send({ $case: "ping", value: { nonce: "1" } });
    await back.client.until("pong");
    expect((await back.interview.session()).audioBytes).toBe(0);
    await staysItsTurn(back);
  },
);

it("does not mistake its own voice for the candidate's when Gemini hears everything", async () => {
  const back = await heardBack(everyFrame);
  await back.interview.recorded(1, ({ audioBytes }) => audioBytes === back.spoken.length);
  await staysItsTurn(back);
});
