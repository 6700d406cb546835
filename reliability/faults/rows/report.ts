import { expect } from "vitest";
import { feedbackLimits } from "../../../machines/feedback.ts";
import { evidenceIn } from "../../../report/testing/evidence.ts";
import { until } from "../../../harness/wait.ts";
import { carryCall } from "../carry-call.ts";
import type { SeenFeedback } from "../app-side.ts";
import { fault } from "../fault-test.ts";
import { answers, JobSide } from "../job-side.ts";
import type { Scene } from "../scene.ts";
import { witness } from "../witness.ts";

/** The report has something to read, and quotes only what the candidate said. */
const expectRead = ({ report }: SeenFeedback) => {
  const quotes = report ? evidenceIn(report).map(({ quote }) => quote) : [];
  expect(quotes.length).toBeGreaterThan(4);
  expect(quotes.filter((quote) => !answers.some((answer) => answer.includes(quote)))).toEqual([]);
};

const expectFailed = async (job: JobSide, failure: SeenFeedback["failure"], asked: number) => {
  expect(await job.shown("FAILED")).toMatchObject({ failure, report: null, checks: null });
  await job.emptied();
  expect(await job.asked()).toBe(asked);
};

/** Runs the row once for each of these answers. */
const each = (id: Parameters<typeof fault>[0], rests: Record<string, unknown>, drive: (scene: Scene, rest: unknown) => Promise<void>) => {
  for (const [as, rest] of Object.entries(rests)) fault(id, (scene) => drive(scene, rest), { as });
};

each(
  "F70",
  { "503": { status: 503 }, "500": { status: 500 }, "504": { status: 504 }, "408": { status: 408 }, "a broken connection": { status: 0 } },
  async (scene, rest) => {
    const job = await JobSide.begin(scene, [rest, rest]);
    const waits = [await job.failed(1)];
    const told = await until("the word of it", async () => {
      const feedback = await scene.account.readFeedback(scene.id);
      return feedback.attempt === 2 && feedback;
    });
    expect([told.state, Date.parse(told.nextAt ?? "") - Date.now()]).toEqual(["WORKING", waits[0]]);
    await job.ring();
    waits.push(await job.failed(2));
    await job.ring();
    expectRead(await job.shown("READY"));
    expect(waits).toEqual([feedbackLimits.retry1Ms, feedbackLimits.retry2Ms]);
    expect(await job.asked()).toBe(4);
  },
);

fault("F71", async (scene) => {
  const job = await JobSide.begin(scene, { status: 503 });
  for (const [at, wait] of [5_000, 30_000, 120_000, 600_000, 3_600_000, 3_600_000].entries()) {
    expect(await job.failed(at + 1)).toBe(wait);
    if (at < 5) await job.ring();
  }
  await job.age(feedbackLimits.giveUpMs);
  await scene.clock.pass(1);
  await job.ring();
  await expectFailed(job, "unavailable", 7);
});

fault("F72", async (scene) => {
  const job = await JobSide.begin(scene, [{ status: 429, details: [{ quotaId: "PerMinutePerProject" }, { retryDelay: "34s" }] }]);
  expect(await job.failed(1)).toBe(34_000);
  await job.ring();
  expectRead(await job.shown("READY"));
});

each(
  "F73",
  {
    "of a day": { status: 429, details: [{ quotaId: "GenerateRequestsPerDayPerProject" }, { retryDelay: "34s" }] },
    "of nothing": { status: 429, message: "Quota exceeded for metric, limit: 0" },
    "of credits": { status: 429, message: "Your prepayment credits are depleted." },
  },
  async (scene, rest) => expectFailed(await JobSide.begin(scene, rest), "quota", 1),
);

fault("F74", async (scene) => {
  const job = await JobSide.begin(scene, [{ status: 400, message: "Request contains an invalid argument." }]);
  expectRead(await job.shown("READY"));
  expect(await job.asked()).toBe(3);
  expect([await job.haveIn("responseJsonSchema"), await job.haveIn("of this JSON Schema")]).toEqual([
    [true, false],
    [false, true],
  ]);
});
fault("F74", async (scene) => expectFailed(await JobSide.begin(scene, { status: 400 }), "refused", 2), { as: "always" });

each(
  "F75",
  {
    location: { status: 400, message: "User location is not supported for the API use." },
    "401": { status: 401 },
    "403": { status: 403 },
    "404": { status: 404 },
  },
  async (scene, rest) => {
    await expectFailed(await JobSide.begin(scene, rest), "configuration", 1);
    expect(witness.logged.some((line) => line.includes("The text model failed with misconfigured"))).toBe(true);
  },
);

each(
  "F76",
  {
    "the prompt": { blockReason: "PROHIBITED_CONTENT" },
    ...Object.fromEntries(
      ["SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "LANGUAGE"].map((finishReason) => [finishReason, { text: "{", finishReason }]),
    ),
  },
  async (scene, rest) => expectFailed(await JobSide.begin(scene, rest), "blocked", 1),
);

/** If the text model answers so once, the report comes; if always, it fails. */
const once = (id: Parameters<typeof fault>[0], rests: Record<string, object>, { forLess }: { forLess: boolean }) => {
  each(id, rests, async (scene, rest) => {
    const job = await JobSide.begin(scene, [rest]);
    expectRead(await job.shown("READY"));
    expect(await job.asked()).toBe(3);
    expect(await job.haveIn("Write at most 6 questions")).toEqual([false, forLess]);
  });
  for (const [as, rest] of Object.entries(rests))
    fault(id, async (scene) => expectFailed(await JobSide.begin(scene, rest), "refused", 2), { as: `${as}, always` });
};

once(
  "F77",
  {
    RECITATION: { text: "{}", finishReason: "RECITATION" },
    OTHER: { text: "", finishReason: "OTHER" },
    MALFORMED_RESPONSE: { text: "", finishReason: "MALFORMED_RESPONSE" },
    "an empty text": { text: "" },
  },
  { forLess: false },
);

once(
  "F78",
  {
    MAX_TOKENS: { text: '{"questions": [{"kind": "be', finishReason: "MAX_TOKENS" },
    CONTINUATION: { text: '{"questions": [', finishReason: "CONTINUATION" },
    prose: { text: "Here is the report." },
    "a fence": { text: "```json\n{}\n```" },
  },
  { forLess: true },
);

fault("F79", async (scene) => {
  const evidence = ["I managed a team of twelve", "Why not add hardware", scene.confidential[1] ?? ""].map((quote) => ({
    entry: "U1",
    quote,
  }));
  const claim = { dim: "specifics", evidence, gap: "", score: 5 };
  const questions = [{ kind: "general", exchanges: ["E1", "E2"], asked: "x", ratings: [claim], star: [] }];
  const draft = { questions, strengths: [{ text: "You led.", evidence }], next: { text: "Say it.", how: "", evidence }, notes: [] };
  const job = await JobSide.begin(scene, { text: JSON.stringify(draft) });
  const { report, checks } = await job.shown("READY");
  expect(report).toMatchObject({ questions: [{ ratings: [{ evidence: [], score: null }] }], strengths: [], next: null });
  expect(checks).toMatchObject({ kept: 0, dropped: 9, droppedBy: { missing: 3, interviewer: 3, document: 3 } });
  expect(await job.asked()).toBe(1);
});

fault("F80", async (scene) => {
  await scene.misbehave([{ route: "result", answer: 500 }]);
  const job = await JobSide.begin(scene, []);
  await job.failed(1);
  await job.crash();
  await scene.misbehave([]);
  await job.ring();
  const { version, report } = await job.shown("READY");
  expect([version, report?.questions.length, await job.asked()]).toEqual([1, 2, 2]);
});

fault("F81", async (scene) => {
  await scene.misbehave([{ route: "input", answer: 500, times: 1 }]);
  const job = await JobSide.begin(scene, []);
  await job.failed(1);
  await scene.misbehave([{ route: "result", answer: "refuse" }]);
  await job.ring();
  await job.failed(1);
  await job.ring();
  await job.failed(2);
  expect(await job.asked()).toBe(1);
  await scene.misbehave([]);
  await job.ring();
  expectRead(await job.shown("READY"));
  expect(await job.asked()).toBe(2);
});

fault(
  "F82",
  async (scene) => {
    const job = await JobSide.begin(scene, [{ isHeld: true }]);
    await until("the model's being asked", async () => (await job.asked()) === 1);
    await Promise.all([scene.account.deleteInterview(scene.id), carryCall(`/${scene.id}`)]);
    await job.emptied();
    await expect(scene.account.readFeedback(scene.id)).rejects.toThrow("404");
  },
  { ownAccount: true },
);
