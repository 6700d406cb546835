import { expect, it } from "vitest";
import { prepareInterview } from "../testing/interview.ts";
import { until } from "../../harness/wait.ts";

/** The interviewer is in the middle of a turn when the connection has to be left, and goes on until it learns of that. */
const inMidTurn = async (rest: object[]) => {
  const turn = [{ say: { text: "Tell me", ms: 1_000 } }, { goAway: { timeLeft: "0s", closeAfterMs: null } }, ...rest];
  const scenario = { hears: false, attempts: [{ turns: [turn] }, { turns: [{ say: { text: "As I said.", ms: 500 } }] }] };
  const interview = await prepareInterview({ scenario });
  const client = await interview.join({ rate: 24_000 });
  await until("the next turn", () => client.captions().some((it) => it.endsWith("As I said.")));
  await client.until("turnState");
  return { interview, client };
};

/** More than the object reads of a socket at once, so that it leaves before it has read everything. */
const muchSaid = { say: { text: " about your work at the mill.", ms: 20_000, fragments: 20 } };

it("keeps the interviewer's voice and words that arrive between our close and Gemini's", async () => {
  const { interview, client } = await inMidTurn([muchSaid]);
  await until("the voice", () => client.audioBytes >= 48 * 21_500);
  expect(client.audioBytes).toBe(48 * 21_500);
  client.requestEnd();
  const { transcript } = await interview.became("COMPLETED");
  expect(transcript.map(({ content }) => content)).toEqual(["Tell me about your work at the mill.", "As I said."]);
});

it("does not refuse an end called then, as nobody would hear the refusal", async () => {
  const call = { id: "c1", name: "end_interview", args: { reason: "plan_done" } };
  const { interview } = await inMidTurn([muchSaid, { send: { toolCall: { functionCalls: [call] } } }]);
  expect([await interview.fact("endRefusals"), (await interview.phases()).at(-1)]).toEqual([
    null,
    "IN_PROGRESS.gemini.conversing client.present",
  ]);
});
