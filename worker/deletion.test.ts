import { runInDurableObject, SELF } from "cloudflare:test";
import { expect, it, vi } from "vitest";
import { until } from "../harness/wait.ts";
import { prepareInterview, say } from "./testing/interview.ts";
import { testEnv } from "./testing/test-env.ts";

const remove = (path: string, bearer = testEnv.WORKER_SHARED_SECRET) =>
  SELF.fetch(`http://worker${path}`, { method: "DELETE", headers: { Authorization: `Bearer ${bearer}` } });

const live = async () => {
  const interview = await prepareInterview();
  const client = await interview.join();
  await client.until("sessionStarted");
  await interview.act(say("Hello?"));
  await client.until("transcriptUpdate", 2);
  await interview.became("IN_PROGRESS");
  return { interview, client };
};

it("is refused without the bearer, and changes nothing", async () => {
  const { interview, client } = await live();
  const answers = [await remove(`/${interview.id}`, "wrong"), await SELF.fetch(`http://worker/${interview.id}`, { method: "DELETE" })];
  expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  expect([client.closed, await interview.tables()]).toEqual([null, expect.arrayContaining(["utterance"])]);
});

it("closes a live interview 4004, empties its storage, and reports nothing afterwards", async () => {
  const { interview, client } = await live();
  const before = (await interview.app()).calls.length;
  await interview.forget();
  expect((await remove(`/${interview.id}`)).status).toBe(204);
  expect((await client.closes()).code).toBe(4004);
  expect(await interview.tables()).toEqual([]);
  await interview.recorded(1, ({ closedAtUnixMs }) => closedAtUnixMs !== null);
  expect([await interview.alarm(), before]).toEqual([false, 2]);
  expect((await (await interview.join()).closes()).code).toBe(4004);
  expect(await interview.sessions()).toHaveLength(1);
});

it("stores no words that were still on their way to storage when the interview was deleted", async () => {
  const { interview, client } = await live();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  for (const text of ["Tell", " me"]) await interview.act({ send: { serverContent: { outputTranscription: { text } } } });
  await until("both pieces", () => client.captions().at(-1) === "AI… Tell me");
  expect((await remove(`/${interview.id}`)).status).toBe(204);
  await interview.pass(60_000);
  const kept = await runInDurableObject(interview.stub(), async (_, { storage }) => [...(await storage.list()).keys()]);
  expect(kept).toEqual([]);
});

it("closes the Gemini session of an interview deleted in the middle of a turn already counted, and keeps nothing", async () => {
  const { interview, client } = await live();
  await interview.act({
    send: { serverContent: { outputTranscription: { text: "Tell me" } }, usageMetadata: { promptTokenCount: 1, responseTokenCount: 2 } },
  });
  await until("its words", () => client.captions().at(-1) === "AI… Tell me");
  expect((await remove(`/${interview.id}`)).status).toBe(204);
  await interview.recorded(1, ({ closedAtUnixMs }) => closedAtUnixMs !== null);
  const kept = await runInDurableObject(interview.stub(), async (_, { storage }) => [...(await storage.list()).keys()]);
  expect([kept, await interview.tables()]).toEqual([[], []]);
});

it("answers 204 for an interview that no object holds, and stores nothing about it, however it is ended (S20)", async () => {
  const interview = await prepareInterview();
  const ways = ["", "", "?keep=transcript"];
  for (const way of ways) expect((await remove(`/${interview.id}${way}`)).status).toBe(204);
  await interview.alarm();
  expect([await interview.tables(), (await interview.app()).calls]).toEqual([[], []]);
});

it.each([
  ["ERROR" as const, "CANCELLED" as const],
  ["COMPLETED" as const, "USER_INITIATED" as const],
])("ends an interview that the app has %s, and delivers what was said before", async (status, endReason) => {
  const { interview, client } = await live();
  await interview.replan({ interview: { status, endReason } });
  expect((await remove(`/${interview.id}?keep=transcript`)).status).toBe(204);
  expect((await client.closes()).code).toBe(4004);
  await vi.waitFor(async () => expect((await interview.app()).transcript.map(({ content }) => content)).toEqual(["Hello?"]));
  expect((await interview.app()).interview).toMatchObject({ status, endReason });
  await vi.waitFor(async () => expect(await interview.alarms()).toEqual(["cleanup"]));
});

it("drops an attempt that the app cancelled before it was live", async () => {
  const interview = await prepareInterview({ scenario: { neverSetupComplete: true } });
  const client = await interview.join();
  await interview.session();
  await interview.replan({ interview: { status: "ERROR" } });
  expect((await remove(`/${interview.id}?keep=transcript`)).status).toBe(204);
  expect((await client.closes()).code).toBe(4004);
  await interview.recorded(1, ({ closedAtUnixMs }) => closedAtUnixMs !== null);
});

it("eventually clears an interview that was joined but never began and was never deleted (S20)", async () => {
  const interview = await prepareInterview({ scenario: { neverSetupComplete: true } });
  const client = await interview.join();
  await interview.session();
  client.leave();
  await interview.phase("PENDING.idle");
  expect(await interview.alarms()).toContain("cleanup");
  await interview.expire("cleanup");
  expect(await interview.tables()).toEqual([]);
  expect([await interview.alarm(), (await interview.app()).interview.status]).toEqual([false, "PENDING"]);
});
