import { SELF } from "cloudflare:test";
import { expect, it } from "vitest";
import { until } from "../../harness/wait.ts";
import { evidenceIn } from "../../report/testing/evidence.ts";
import { golden, transcript } from "../../report/golden/transcripts.ts";
import { mostOf } from "../../contract/report-limits.ts";
import { draftOf, quoteOf, rating } from "../../report/testing/drafts.ts";
import { prepareJob } from "../testing/job.ts";
import { testEnv } from "../testing/test-env.ts";

const written = (draft: object) => ({ text: JSON.stringify(draft) });
const scored = draftOf([rating("action", 4, quoteOf("U1", "I profiled one run"), quoteOf("U1", "missed the shop's opening twice a week"))]);

it("makes a report: the assessment first, then stronger answers and drills, and keeps nothing afterwards", async () => {
  const job = await prepareJob({ rest: [written(scored)] });
  const jobId = await job.begin();
  await job.emptied();
  const results = await job.results();
  expect(results.map(({ state, attempt }) => [state, attempt])).toEqual([
    ["PARTIAL", 1],
    ["READY", 1],
  ]);
  const [partial, ready] = results;
  expect(partial).toMatchObject({
    jobId,
    report: { questions: [{ ratings: [{ score: 4 }] }], stronger: [], drills: [] },
    checks: { kept: 2 },
  });
  expect(ready?.checks?.kept).toBe(2 + (ready?.report?.stronger.flatMap(({ facts }) => facts).length ?? NaN));
  expect(ready?.report?.stronger[0]).toMatchObject({
    question: "Q1",
    facts: [{ quote: "At Northwind our nightly import took nine hours" }],
  });
  expect(ready).toMatchObject({ model: "gemini-3.8-flash", modelVersion: "gemini-3.8-flash", promptVersion: 3, rubricVersion: 2 });
  expect(ready?.uses.map(({ purpose, finish }) => [purpose, finish])).toEqual([
    ["assess", "STOP"],
    ["coach", "STOP"],
  ]);
  expect([await job.alarm(), (await job.calls()).map(({ route }) => route)]).toEqual([null, ["input", "result", "input", "result"]]);
});

it("quotes only what was said, in a whole report by the simulator", async () => {
  const job = await prepareJob();
  await job.begin();
  const { report } = await job.reported("READY");
  const said = golden.strong.entries.filter(({ speaker }) => speaker === "USER");
  const quotes = report ? evidenceIn(report) : [];
  expect(quotes.length).toBeGreaterThan(8);
  for (const { timestamp, quote } of quotes) expect(said.find((it) => it.timestamp === timestamp)?.content).toContain(quote);
});

it("runs once when the same job is sent three times (27)", async () => {
  const job = await prepareJob();
  const jobId = await job.begin();
  expect([(await job.ask(jobId)).status, (await job.ask(jobId)).status]).toEqual([202, 202]);
  await job.emptied();
  expect([(await job.requests()).length, (await job.results()).length]).toEqual([2, 2]);
});

it.each([
  ["silent", "SILENT"],
  ["noise", "SILENT"],
  ["oneWord", "TOO_SHORT"],
  ["forged", "TOO_SHORT"],
] as const)("asks no model about the transcript %s (4, 5, 6, 10)", async (name, state) => {
  const job = await prepareJob({ input: golden[name] });
  await job.begin();
  expect(await job.reported(state)).toMatchObject({ report: null, checks: null, uses: [], failure: null });
  await job.emptied();
  expect(await job.requests()).toEqual([]);
});

it("withholds the scores of an implausible transcript, keeps its quotes, and writes no stronger answers (8)", async () => {
  const quote = quoteOf("U1", "word0 word1 word2 word3");
  const draft = draftOf([rating("action", 4, quote, quote)], { strengths: [{ text: "You named it.", evidence: [quote] }] });
  const job = await prepareJob({ input: golden.suspicious, rest: [written(draft)] });
  await job.begin();
  expect(await job.reported("UNSURE_TRANSCRIPT")).toMatchObject({
    report: { questions: [{ ratings: [{ score: null }] }], strengths: [{ evidence: [{ quote: "word0 word1 word2 word3" }] }] },
  });
  await job.emptied();
  expect(await job.requests()).toHaveLength(1);
});

it("says so and stops when nothing could be backed by what was said", async () => {
  const job = await prepareJob({ rest: [written(draftOf([rating("action", 5, quoteOf("U1", "I managed a team of twelve"))]))] });
  await job.begin();
  expect(await job.reported("READY")).toMatchObject({ checks: { kept: 0, droppedBy: { missing: 1 } }, report: { next: null } });
  await job.emptied();
  expect(await job.requests()).toHaveLength(1);
});

it("pays for an answer once when the object dies before delivering it, and when the app is down (26, 31)", async () => {
  const job = await prepareJob({ isRung: true, plan: { always: { result: { status: 503 } } } });
  await job.begin();
  await job.waiting(1);
  await job.crash();
  await job.ring();
  await job.waiting(2);
  expect([await job.results(), (await job.requests()).length]).toEqual([[], 1]);
  await job.crash();
  await job.replan({ plan: {} });
  await job.ring();
  await job.reported("READY");
  const results = (await job.results()).map(({ state, attempt }) => [state, attempt]);
  expect([(await job.requests()).length, results]).toEqual([
    2,
    [
      ["PARTIAL", 1],
      ["READY", 1],
    ],
  ]);
});

it("resumes half a minute after a run breaks off", async () => {
  const job = await prepareJob({ isRung: true, plan: { always: { result: { status: 503 } } } });
  await job.begin();
  await job.waiting(1);
  await job.replan({ plan: {} });
  await job.breakOnce();
  await job.ring();
  const inMs = ((await job.alarm()) ?? NaN) - Date.now();
  expect([inMs, await job.results()]).toEqual([30_000, []]);
  await job.ring();
  await job.reported("READY");
});

it.each([
  ["while its object stays in memory", false],
  ["after its object was evicted", true],
])("drops everything after a week without delivery, and starts over when asked again %s", async (_, isEvicted) => {
  const job = await prepareJob({ isRung: true, plan: { always: { result: { status: 500 } } } });
  const jobId = await job.begin();
  await job.waiting(1);
  await job.changeStored({ beganAtUnixMs: Date.now() - 7 * 24 * 60 * 60_000 - 1 });
  await job.ring();
  await job.emptied();
  expect(await job.alarm()).toBeNull();
  await job.replan({ plan: {} });
  if (isEvicted) await job.crash();
  await job.ask(jobId);
  await job.ring();
  await job.reported("READY");
});

it("reports its latest model requests, up to the app's limit, however long the wait was", async () => {
  const job = await prepareJob({ isRung: true, plan: { input: [{ status: 500 }] } });
  await job.begin();
  await job.waiting(1);
  await job.useOften(mostOf.uses);
  await job.ring();
  const { uses } = (await job.reported("READY")) ?? {};
  expect([uses?.length, uses?.at(-1)?.purpose, uses?.at(-2)?.purpose]).toEqual([mostOf.uses, "coach", "assess"]);
});

it("starts over by its alarm when the object dies while the model writes", async () => {
  const job = await prepareJob({ rest: [{ isHeld: true }] });
  await job.begin();
  await until("the model's being asked", async () => (await job.requests()).length === 1);
  await job.crash();
  expect((await job.alarm()) ?? 0).toBeGreaterThan(Date.now());
  await job.ring();
  await job.reported("READY");
});

it("retries reads that fail, and rejects a 200 that is not the app's", async () => {
  const job = await prepareJob({ isRung: true, plan: { input: [{ status: 500 }, { status: 200, body: "<html>" }] } });
  await job.begin();
  await job.waiting(1);
  await job.ring();
  await job.waiting(2);
  await job.ring();
  await job.reported("READY");
});

it("drops itself when the interview is gone or another job has replaced it (32)", async () => {
  for (const route of ["input", "result"] as const) {
    for (const status of [404, 409]) {
      const job = await prepareJob({ plan: { [route]: [{ status }] } });
      await job.begin();
      await until("the answer", async () => (await job.calls()).some((it) => it.route === route && it.answered === status));
      await job.emptied();
      expect([await job.alarm(), (await job.calls()).filter((it) => it.route === route).length]).toEqual([null, 1]);
    }
  }
});

it("is erased, undelivered, when the interview is deleted during the assessment (32)", async () => {
  const job = await prepareJob({ rest: [{ isHeld: true }] });
  await job.begin();
  await until("the model's being asked", async () => (await job.requests()).length === 1);
  expect((await job.delete()).status).toBe(204);
  await job.emptied();
  await job.releaseModel({});
  expect([await job.alarm(), await job.results()]).toEqual([null, []]);
});

it("continues when the app ends the interview with its transcript kept, and leaves nothing when there is no job", async () => {
  const job = await prepareJob({ rest: [{ isHeld: true }] });
  await job.begin();
  await until("the model's being asked", async () => (await job.requests()).length === 1);
  await job.delete("?keep=transcript");
  await job.releaseModel({});
  await job.reported("READY");
  const idle = await prepareJob();
  expect((await idle.delete()).status).toBe(204);
  expect([await idle.stored(), await idle.alarm()]).toEqual([null, null]);
});

it("lets the newest job win when another is requested during a run (33)", async () => {
  const job = await prepareJob({ rest: [{ isHeld: true }] });
  await job.begin();
  await until("the model's being asked", async () => (await job.requests()).length === 1);
  const newer = await job.begin();
  await job.releaseModel({});
  expect((await job.reported("READY")).jobId).toBe(newer);
  await job.emptied();
  expect((await job.results()).map(({ jobId }) => jobId)).toEqual([newer, newer]);
});

it("puts nothing that an older job used on the account of the one that replaces it", async () => {
  const job = await prepareJob({ isRung: true, plan: { always: { result: { status: 503 } } } });
  await job.begin();
  await job.waiting(1);
  await job.replan({ plan: {} });
  const newer = await job.begin();
  const { jobId, uses } = await job.reported("READY");
  expect([jobId, uses.map(({ purpose }) => purpose)]).toEqual([newer, ["assess", "coach"]]);
});

it("writes no stronger answers from words that changed after the assessment", async () => {
  const job = await prepareJob({ plan: { result: [{ held: true }] } });
  await job.begin();
  await until("the assessment's being delivered", async () => (await job.held()) === 1);
  await job.replan({ input: golden.weak, release: {} });
  expect(await job.reported("READY")).toMatchObject({ report: { stronger: [], drills: [] } });
  expect(await job.requests()).toHaveLength(1);
});

it("stores only the sentences of the transcript that it quotes", async () => {
  const job = await prepareJob({ isRung: true, plan: { always: { result: { status: 503 } } }, rest: [written(scored)] });
  await job.begin();
  await job.waiting(1);
  const held = await job.everything();
  expect(held).toContain("I profiled one run");
  expect(held).not.toContain("found that 70 %");
});

it("accepts jobs only from the app, and only with a UUID", async () => {
  const job = await prepareJob();
  const jobId = crypto.randomUUID();
  const send = (body: string, init: RequestInit = {}) =>
    SELF.fetch(`http://worker/${job.id}/feedback`, {
      method: "POST",
      headers: { Authorization: `Bearer ${testEnv.WORKER_SHARED_SECRET}` },
      body,
      ...init,
    });
  const answers = [
    job.ask(jobId, "wrong"),
    send(JSON.stringify({ jobId }), { headers: {} }),
    send(JSON.stringify({ jobId: "1" })),
    send("x"),
    send(JSON.stringify({ jobId, more: "x".repeat(2_000) })),
    SELF.fetch(`http://worker/${job.id}/feedback`),
  ];
  expect(await Promise.all(answers.map(async (it) => (await it).status))).toEqual([401, 401, 400, 400, 400, 405]);
  expect(await job.stored()).toBeNull();
});

it("assesses an hour of interview in one call (17)", async () => {
  const lines = Array.from({ length: 200 }, (_, at) => [
    ["A", `Question ${at}, and a few words more so that it is as long as people ask.`] as const,
    ["U", `Answer ${at}: ${"I did one thing after the other and measured it. ".repeat(4)}`] as const,
  ]).flat();
  const job = await prepareJob({ input: transcript(lines) });
  await job.begin();
  const { report } = await job.reported("READY");
  expect([report?.questions.length, (await job.requests()).length]).toEqual([20, 2]);
});
