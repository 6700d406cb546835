import { expect, it, vi } from "vitest";
import { until } from "../../harness/wait.ts";
import { prepareInterview } from "../testing/interview.ts";

const granted = { status: "granted", say: expect.stringContaining("one closing line") };

/** An interview in which the interviewer has asked for something without a question mark, as its first words. */
const asked = async () => {
  const interview = await prepareInterview({ scenario: { hears: false, insists: false } });
  const client = await interview.join();
  await client.until("sessionStarted");
  await interview.recorded(1, (it) => it.clientContents.length > 0);
  const say = (text: string) => interview.act({ send: { serverContent: { outputTranscription: { text }, turnComplete: true } } });
  await say("Welcome. Tell me about yourself.");
  await until("the end of the question", () => client.of("turnState").at(-1)?.floor === 1);
  /** The answers to the interviewer's calls, once it has called to end and been answered. */
  const answers = async (calls: number) => {
    await interview.act({ call: { name: "end_interview", args: { reason: "plan_done" } } });
    const { toolResponses } = await interview.recorded(1, (it) => it.toolResponses.length === calls);
    return toolResponses.map((it) => (it as { response: unknown }).response);
  };
  const passTime = async () => {
    const { startedAtUnixMs, endsAtUnixMs } = await client.until("sessionStarted");
    vi.useFakeTimers({ toFake: ["Date"], now: startedAtUnixMs + (endsAtUnixMs - startedAtUnixMs) * 0.8 });
  };
  return { interview, client, say, answers, passTime };
};

/** The candidate types an answer, and Gemini is given it. */
const answer = async ({ interview, client }: Awaited<ReturnType<typeof asked>>) => {
  client.send({ $case: "textAnswer", value: { text: "I am Ada.", clientId: "a1" } });
  await interview.recorded(1, (it) => JSON.stringify(it.clientContents).includes("I am Ada."));
};

it("is asked for after a typed answer: what the interviewer said before it was none", async () => {
  const candidate = await asked();
  await answer(candidate);
  await candidate.passTime();
  expect(await candidate.answers(1)).toEqual([granted]);
});

it("is asked for when nothing but the opening was said", async () => {
  const { answers, passTime } = await asked();
  await passTime();
  expect(await answers(1)).toEqual([granted]);
});

it("is asked for at the third call, whatever was said before the ones that were refused", async () => {
  const candidate = await asked();
  const { client, say, answers } = candidate;
  await answer(candidate);
  await say("Thank you, goodbye.");
  await until("the end of the goodbye", () => client.of("turnState").at(-1)?.floor === 1);
  await answers(1);
  await answers(2);
  expect((await answers(3)).at(-1)).toEqual(granted);
});

it("is let finish when it was begun before the call, which is answered silently", async () => {
  const candidate = await asked();
  const { interview, client, answers, passTime } = candidate;
  await answer(candidate);
  await passTime();
  await interview.act({ send: { serverContent: { outputTranscription: { text: "Thank you," } } } });
  expect(await answers(1)).toEqual([{ status: "granted", say: "You have said goodbye: say nothing more." }]);
  const { toolResponses } = await interview.recorded(1, () => true);
  expect(JSON.stringify(toolResponses)).toContain('"scheduling":"SILENT"');
  const sound = { modelTurn: { parts: [{ inlineData: { mimeType: "audio/pcm;rate=24000", data: new Uint8Array(480).toBase64() } }] } };
  await interview.act({ send: { serverContent: { ...sound, outputTranscription: { text: " goodbye." } } } });
  await client.until("audioResponse");
  expect(client.of("sessionEnded")).toEqual([]);
  await interview.act({ send: { serverContent: { turnComplete: true } } });
  expect(await client.until("sessionEnded")).toEqual({ reason: 2 });
  expect((await interview.became("COMPLETED")).transcript.map(({ content }) => content)).toEqual([
    "Welcome. Tell me about yourself.",
    "I am Ada.",
    "Thank you, goodbye.",
  ]);
});
