import { runInDurableObject } from "cloudflare:test";
import { expect, it, vi } from "vitest";
import { mostEntries } from "../../../contract/limits.ts";
import { farUnixMs } from "../../../harness/clock.ts";
import { until } from "../../../harness/wait.ts";
import { prepareInterview, say } from "../../testing/interview.ts";
import type { PlannedAnswer } from "../../testing/plan.ts";

type Options = NonNullable<Parameters<typeof prepareInterview>[0]>;

/** An interview of so many lines, ended by the candidate. */
const held = async ({ lines = 1, ...options }: Options & { lines?: number }) => {
  vi.useFakeTimers({ toFake: ["Date"], now: farUnixMs });
  const interview = await prepareInterview(options);
  const client = await interview.join();
  await client.until("sessionStarted");
  for (let line = 1; line <= lines; line++) {
    await interview.act(say(`Line ${line}.`));
    await client.until("transcriptUpdate", 2 * line);
  }
  client.requestEnd();
  return { interview, client };
};
const routes = async (interview: Awaited<ReturnType<typeof prepareInterview>>) => (await interview.app()).calls.map(({ route }) => route);
const submissions = async (interview: Awaited<ReturnType<typeof prepareInterview>>) =>
  (await interview.app()).calls.filter(({ route }) => route === "transcript");

it("delivers exactly once after an outage, retrying at every alarm", async () => {
  const { interview } = await held({ plan: { transcript: [{ status: 500 }, { status: 503 }, { lost: true }] } });
  for (const count of [1, 2, 3]) {
    await vi.waitFor(async () => expect((await submissions(interview)).length).toBeGreaterThanOrEqual(count));
    await interview.expire("retry");
  }
  await vi.waitFor(async () => expect(await interview.alarms()).toEqual(["cleanup"]));
  const { interview: stored, transcript } = await interview.app();
  expect([stored.status, transcript.map(({ content }) => content)]).toEqual(["COMPLETED", ["Line 1."]]);
  expect(await submissions(interview)).toHaveLength(4);
});

it("retries when something other than the app answered 200", async () => {
  const foreign = [
    { status: 200, body: "<!doctype html><title>Please sign in</title>" },
    { status: 200, body: JSON.stringify({ interview: { id: "another" } }) },
  ];
  const { interview } = await held({ plan: { transcript: foreign } });
  for (const count of [1, 2]) {
    await vi.waitFor(async () => expect((await submissions(interview)).length).toBeGreaterThanOrEqual(count), { timeout: 30_000 });
    await interview.expire("retry");
  }
  const { interview: stored, transcript } = await interview.became("COMPLETED");
  expect([stored.status, transcript.map(({ content }) => content)]).toEqual(["COMPLETED", ["Line 1."]]);
});

it("resends only the entries, at once, to an app that rejects the fields beside them (25)", async () => {
  const { interview } = await held({ plan: { transcript: [{ status: 400 }] } });
  await vi.waitFor(async () => expect(await interview.alarms()).toEqual(["cleanup"]));
  const [whole, bare] = (await submissions(interview)).map(({ body }) => Object.keys(body as object).toSorted());
  expect(whole).toContain("usage");
  expect(bare).toEqual(["endReason", "endedAt", "transcript"]);
  expect((await interview.app()).transcript.map((entry) => Object.keys(entry).toSorted())).toEqual([["content", "speaker", "timestamp"]]);
});

it("reports when the interview ended, however late the report is", async () => {
  const before = Date.now();
  const { interview } = await held({ plan: { transcript: [{ status: 503 }] } });
  await vi.waitFor(async () => expect(await submissions(interview)).toHaveLength(1));
  const after = Date.now();
  await interview.expire("retry");
  const endedAtUnixMs = Date.parse((await interview.became("COMPLETED")).interview.endedAt ?? "");
  expect([before <= endedAtUnixMs, endedAtUnixMs <= after]).toEqual([true, true]);
});

it("holds the interview while the app is away, and reports its start before its transcript once the app is back", async () => {
  const { interview } = await held({ plan: { status: [{ status: 500 }, { status: 500 }] } });
  await vi.waitFor(async () => expect(await routes(interview)).toEqual(["read", "status", "status"]));
  await interview.expire("retry");
  const { interview: stored } = await interview.became("COMPLETED");
  expect(stored.startedAt).not.toBeNull();
  expect(await routes(interview)).toEqual(["read", "status", "status", "status", "transcript"]);
});

it("reports when it went live, not when the report got through, and omits the time for an app that rejects it", async () => {
  const before = Date.now();
  const { interview } = await held({ plan: { status: [{ status: 500 }, { status: 500 }, { status: 400 }] } });
  const after = Date.now();
  await vi.waitFor(async () => expect(await routes(interview)).toEqual(["read", "status", "status"]));
  await interview.expire("retry");
  await interview.became("COMPLETED");
  const reports = (await interview.app()).calls.filter(({ route }) => route === "status").map(({ body }) => body as { startedAt?: string });
  const startedAt = new Date(reports[0]?.startedAt ?? 0).getTime();
  expect(reports.map((it) => it.startedAt)).toEqual([...Array<unknown>(3).fill(reports[0]?.startedAt), undefined]);
  expect([startedAt >= before, startedAt <= after]).toEqual([true, true]);
});

it.each([
  [401, "", 1],
  [403, "", 1],
  [400, ", with what goes with it and without", 2],
])("parks a report answered with %i%s, logs it loudly, and retries after an hour", async (status, _, times) => {
  const loud = vi.spyOn(console, "error").mockImplementation(() => {});
  const { interview } = await held({ plan: { transcript: Array(times).fill({ status }) } });
  await vi.waitFor(async () => expect(Math.abs(((await interview.dueInMs())[0] ?? 0) - 3_600_000)).toBeLessThan(10_000));
  expect(loud.mock.calls.flat().join()).toContain(interview.id);
  loud.mockRestore();
  await interview.alarm();
  await interview.became("COMPLETED");
});

it("delivers again at once after a refusal when a delivery was requested in the meantime", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const { interview } = await held({ plan: { status: [{ held: true }] } });
  await until("the end", async () => (await interview.fact("status")) === "COMPLETED");
  await interview.replan({ release: { status: 403 } });
  await interview.became("COMPLETED");
  expect(await routes(interview)).toEqual(["read", "status", "status", "transcript"]);
});

it.each([
  ["of the start", { status: Array(4).fill({ status: 422 }) }, ["read", "status", "status", "transcript"]],
  [
    "of the start that is not known even without its time",
    { status: Array(9).fill({ status: 400 }) },
    ["read", ...Array<string>(4).fill("status"), "transcript"],
  ],
])("delivers the transcript past a report %s that the app never accepts", async (_, plan, asked) => {
  const loud = vi.spyOn(console, "error").mockImplementation(() => {});
  const { interview } = await held({ plan });
  const { transcript } = await interview.became("COMPLETED");
  expect(transcript.map(({ content }) => content)).toEqual(["Line 1."]);
  await vi.waitFor(async () => expect(await interview.alarms()).toEqual(["cleanup"]));
  expect([await routes(interview), loud.mock.calls.flat().join().includes(interview.id)]).toEqual([asked, true]);
  loud.mockRestore();
});

/** An interview with a line, which failed because Gemini could not be reached again. The app answers the status reports as planned. */
const failed = async (status: PlannedAnswer[]) => {
  const scenario = { attempts: [{ neverSetupComplete: false }], neverSetupComplete: true };
  const interview = await prepareInterview({ scenario, plan: { status } });
  const client = await interview.join();
  await client.until("sessionStarted");
  await interview.act(say("Line 1."));
  await client.until("transcriptUpdate", 2);
  await interview.renewHandle();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await interview.act({ terminate: true });
  await interview.phase("IN_PROGRESS.gemini.resuming.reopening client.present");
  await interview.pass(4_000);
  await interview.phase("IN_PROGRESS.gemini.resuming.retelling client.present");
  await interview.pass(6_000);
  vi.useRealTimers();
  await client.closes();
  return interview;
};

it("delivers what was said in a failed interview to an app that rejects the time and cause of failure", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const interview = await failed([{}, { status: 400 }]);
  await vi.waitFor(async () => expect((await interview.app()).transcript.map(({ content }) => content)).toEqual(["Line 1."]));
  expect((await interview.app()).interview.status).toBe("ERROR");
});

it("holds the transcript until the app accepts the failure, retrying hourly, as it would otherwise look like a success", async () => {
  const loud = vi.spyOn(console, "error").mockImplementation(() => {});
  const interview = await failed([{}, { status: 422 }]);
  await vi.waitFor(async () => expect(Math.abs(((await interview.dueInMs())[0] ?? 0) - 3_600_000)).toBeLessThan(10_000));
  expect([await routes(interview), loud.mock.calls.flat().join().includes(interview.id)]).toEqual([["read", "status", "status"], true]);
  loud.mockRestore();
  await interview.alarm();
  await vi.waitFor(async () => expect((await interview.app()).transcript.map(({ content }) => content)).toEqual(["Line 1."]));
  expect((await interview.app()).interview.status).toBe("ERROR");
});

it("keeps the transcript though the app says it has ended the interview otherwise", async () => {
  const { interview } = await held({ plan: { transcript: [{ status: 409, becomes: "ERROR" }] } });
  await vi.waitFor(async () => expect(await routes(interview)).toEqual(["read", "status", "transcript", "read"]));
  await interview.expire("retry");
  await vi.waitFor(async () => expect((await interview.app()).transcript.map(({ content }) => content)).toEqual(["Line 1."]));
});

it("counts the start as reported when the app refuses it because the interview is in progress", async () => {
  const { interview } = await held({ plan: { status: [{ status: 409, becomes: "IN_PROGRESS" }] } });
  await interview.became("COMPLETED");
  expect(await routes(interview)).toEqual(["read", "status", "read", "transcript"]);
});

it.each<[string, NonNullable<Options["plan"]>, string[]]>([
  ["a transcript of one line that it says is too large", { transcript: [{ status: 413 }] }, ["read", "status", "transcript"]],
  [
    "a start that it refuses without saying what it has instead",
    { status: Array(2).fill({ status: 409 }), read: [{}, { status: 500 }, { status: 500 }] },
    ["read", "status", "read", "status", "read"],
  ],
])("waits for the next alarm before resending %s", async (_, plan, asked) => {
  const { interview } = await held({ plan });
  // While an answer is awaited the next alarm is twenty seconds off.
  const isNext = async () => ((await interview.dueInMs())[0] ?? Infinity) < 10_000;
  await vi.waitFor(async () => expect([await routes(interview), await isNext()]).toEqual([asked, true]));
  await interview.expire("retry");
  await interview.became("COMPLETED");
  expect((await routes(interview)).slice(0, asked.length + 1)).toEqual([...asked, asked.includes("transcript") ? "transcript" : "status"]);
});

it("drops everything at once when the app says the interview was deleted", async () => {
  const interview = await prepareInterview({ plan: { status: [{ delayMs: 50, status: 404 }] } });
  const client = await interview.join();
  await client.until("sessionStarted");
  expect((await client.closes()).code).toBe(4004);
  await vi.waitFor(async () => expect(await interview.tables()).toEqual([]));
  await interview.recorded(1, ({ closedAtUnixMs }) => closedAtUnixMs !== null);
  expect(await routes(interview)).toEqual(["read", "status"]);
});

it.each(["COMPLETED", "ERROR"] as const)(
  "ends with what it has when its start is refused because the app has the interview %s",
  async (becomes) => {
    const interview = await prepareInterview({ plan: { status: [{ held: true }] } });
    const client = await interview.join();
    await client.until("sessionStarted");
    await interview.act(say("Hello?"));
    await client.until("transcriptUpdate");
    await interview.replan({ release: { becomes } });
    expect((await client.closes()).code).toBe(4004);
    await vi.waitFor(async () => expect((await interview.app()).transcript).toHaveLength(1));
    expect((await interview.app()).interview.status).toBe(becomes);
    await vi.waitFor(async () => expect(await interview.alarms()).toEqual(["cleanup"]));
  },
);

it("halves a transcript that the app finds too large, keeping the order", async () => {
  const { interview } = await held({ lines: 5, plan: { transcript: [{ status: 413 }, { status: 413 }] } });
  await vi.waitFor(async () => expect((await interview.app()).transcript).toHaveLength(5));
  const sent = (await submissions(interview)).map(({ body }) =>
    (body as { transcript: { content: string }[] }).transcript.map(({ content }) => content),
  );
  expect(sent.map(({ length }) => length)).toEqual([5, 2, 3, 1, 1]);
  expect((await interview.app()).transcript.map(({ content }) => content).sort()).toEqual([1, 2, 3, 4, 5].map((line) => `Line ${line}.`));
});

it("waits ten seconds at most for an answer, and sets an alarm to retry in case the object dies meanwhile", async () => {
  const limits: (() => void)[] = [];
  const { setTimeout: wait } = globalThis;
  const clock = vi.spyOn(globalThis, "setTimeout").mockImplementation((...[act, ms]) => {
    if (ms === 10_000) limits.push(act as () => void);
    return wait(act, ms);
  });
  const { interview } = await held({ plan: { transcript: [{ hangs: true }] } });
  await vi.waitFor(async () => expect(await submissions(interview)).toHaveLength(1));
  expect([await interview.alarms(), (await interview.app()).hanging]).toEqual([["retry"], 1]);
  await runInDurableObject(interview.stub(), () => limits.at(-1)?.());
  await vi.waitFor(async () => expect((await interview.app()).hanging).toBe(0));
  clock.mockRestore();
  await interview.alarm();
  await interview.became("COMPLETED");
});

it("sets the alarm again when it rings while an answer is awaited, in case the object dies meanwhile", async () => {
  const { interview } = await held({ plan: { transcript: [{ held: true }] } });
  await vi.waitFor(async () => expect(await submissions(interview)).toHaveLength(1));
  await interview.expire("retry");
  expect(await interview.alarms()).toEqual(["retry"]);
  await interview.replan({ release: {} });
  await interview.became("COMPLETED");
  expect(await submissions(interview)).toHaveLength(1);
});

it("halves a transcript with more entries than the app accepts at once", async () => {
  const interview = await prepareInterview();
  const client = await interview.join();
  await client.until("sessionStarted");
  await runInDurableObject(interview.stub(), (_, { storage }) =>
    storage.sql.exec(
      `WITH RECURSIVE line (seq) AS (SELECT 1000 UNION ALL SELECT seq + 1 FROM line WHERE seq < 1000 + ?)
       INSERT INTO utterance (seq, speaker, text, at_unix_ms) SELECT seq, 'USER', 'Yes.', seq FROM line`,
      mostEntries,
    ),
  );
  client.requestEnd();
  await interview.became("COMPLETED");
  await vi.waitFor(async () => expect(await interview.alarms()).toEqual(["cleanup"]));
  const counts = (await submissions(interview)).map(({ body }) => (body as { transcript: unknown[] }).transcript.length);
  expect([counts.length, counts.reduce((sum, count) => sum + count, 0)]).toEqual([2, mostEntries + 1]);
});
