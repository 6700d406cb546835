import { abortAllDurableObjects, evictDurableObject } from "cloudflare:test";
import { expect, it, vi } from "vitest";
import { storeMs } from "../../contract/limits.ts";
import { until } from "../../harness/wait.ts";
import { prepareInterview, say } from "../../worker/testing/interview.ts";

type Interview = Awaited<ReturnType<typeof prepareInterview>>;

const converse = async (interview: Interview) => {
  const client = await interview.join();
  await client.until("sessionStarted");
  await interview.act(say("What have you built?"));
  await client.until("transcriptUpdate", 2);
  await interview.handle();
  return client;
};

/** An object with a socket to Gemini cannot be evicted gracefully. So it is crashed first and woken without one. */
const evict = async (interview: Interview, wake: () => Promise<unknown>) => {
  await abortAllDurableObjects();
  await interview.configure();
  await wake();
  await evictDurableObject(interview.stub());
  await interview.configure();
};

it("resumes the conversation after an eviction while the candidate was away", async () => {
  const interview = await prepareInterview();
  await converse(interview);
  const handle = await interview.fact("handle");
  await evict(interview, () => interview.expire("pulse"));
  const client = await interview.join();
  await client.until("sessionStarted");
  expect((await interview.session(2)).setup?.["sessionResumption"]).toEqual({ handle });
  await interview.act(say("And what broke?"));
  await client.until("transcriptUpdate", 3);
  client.requestEnd();
  expect((await client.closes()).code).toBe(1000);
  const { transcript } = await interview.became("COMPLETED");
  expect(transcript.map(({ content }) => content)).toEqual(["What have you built?", "And what broke?"]);
  await until("the clean-up alone", async () => String(await interview.alarms()) === "cleanup");
});

it("delivers what it owes after an eviction during an outage of the app", async () => {
  const interview = await prepareInterview({ plan: { always: { transcript: { status: 503 } } } });
  const client = await converse(interview);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  client.requestEnd();
  await until("the report", async () => (await interview.app()).calls.some(({ route }) => route === "transcript"));
  await interview.pass(storeMs);
  vi.useRealTimers();
  await client.closes();
  await evict(interview, async () => expect((await (await interview.join()).closes()).code).toBe(4004));
  await interview.replan({ plan: {} });
  await interview.expire("retry");
  const { transcript } = await interview.became("COMPLETED");
  expect(transcript.map(({ content }) => content)).toEqual(["What have you built?"]);
  await until("the clean-up alone", async () => String(await interview.alarms()) === "cleanup");
});
