import { expect, it } from "vitest";
import { feedbackLimits } from "../../machines/feedback.ts";
import { until } from "../../harness/wait.ts";
import { draftOf, quoteOf, rating } from "../../report/testing/drafts.ts";
import { prepareJob } from "../testing/job.ts";

const written = (draft: object) => ({ text: JSON.stringify(draft) });
const scored = draftOf([rating("action", 4, quoteOf("U1", "I profiled one run"), quoteOf("U1", "missed the shop's opening twice a week"))]);

it("retries a busy model, says when, and gets its report at the third try (28)", async () => {
  const job = await prepareJob({ isRung: true, rest: [{ status: 503 }, { status: 503 }] });
  await job.begin();
  for (const tries of [1, 2]) {
    const { nextAtUnixMs } = await job.waiting(tries);
    const nextAt = new Date(nextAtUnixMs ?? 0).toISOString();
    const told = await until("the word of it", async () => (await job.results()).find((it) => it.attempt === tries + 1));
    expect(told).toMatchObject({ state: "WORKING", nextAt, report: null });
    const waits = [feedbackLimits.retry1Ms, feedbackLimits.retry2Ms][tries - 1] ?? 0;
    expect((nextAtUnixMs ?? 0) - Date.now()).toBe(waits);
    await job.ring();
  }
  const partial = await job.reported("PARTIAL");
  expect([partial.attempt, partial.uses.map(({ finish }) => finish)]).toEqual([3, ["503", "503", "STOP"]]);
  await job.reported("READY");
});

it("waits as long as the model asks", async () => {
  const job = await prepareJob({ isRung: true, rest: [{ status: 429, details: [{ quotaId: "PerMinute", retryDelay: "120s" }] }] });
  await job.begin();
  const { nextAtUnixMs } = await job.waiting(1);
  expect((nextAtUnixMs ?? 0) - Date.now()).toBe(120_000);
});

it("backs off from a model that keeps asking for a second", async () => {
  const job = await prepareJob({ isRung: true, rest: { status: 429, details: [{ quotaId: "PerMinute", retryDelay: "1s" }] } });
  await job.begin();
  for (const [tries, waitMs] of [feedbackLimits.retry1Ms, feedbackLimits.retry2Ms, feedbackLimits.retry3Ms].entries()) {
    const { nextAtUnixMs } = await job.waiting(tries + 1);
    expect((nextAtUnixMs ?? 0) - Date.now()).toBe(waitMs);
    await job.ring();
  }
});

it("gives up on a model that has been busy for a day", async () => {
  const job = await prepareJob({ isRung: true, rest: { status: 503 } });
  await job.begin();
  await job.waiting(1);
  await job.changeStored({ beganAtUnixMs: Date.now() - feedbackLimits.giveUpMs - 1 });
  await job.ring();
  expect(await job.reported("FAILED")).toMatchObject({ failure: "unavailable" });
  await job.emptied();
});

it.each([
  ["a day's quota (29)", [{ status: 429, details: [{ quotaId: "GenerateRequestsPerDayPerProject", retryDelay: "3s" }] }], "quota", 1],
  ["a blocked prompt", [{ blockReason: "PROHIBITED_CONTENT" }], "blocked", 1],
  ["a key that is none", [{ status: 403 }], "configuration", 1],
  ["a region", [{ status: 400, message: "User location is not supported for the API use." }], "configuration", 1],
  ["a schema that is refused, and then the words", [{ status: 400 }, { status: 400 }], "refused", 2],
  [
    "an answer cut twice (30)",
    [
      { text: '{"questions": [', finishReason: "MAX_TOKENS" },
      { text: '{"questions": [{', finishReason: "MAX_TOKENS" },
    ],
    "refused",
    2,
  ],
  ["prose twice", [{ text: "Well." }, { text: "Well." }], "refused", 2],
  ["nothing twice", [{ text: "" }, { text: "" }], "refused", 2],
])("fails on %s, asks no more, and keeps nothing", async (_, rest, failure, asks) => {
  const job = await prepareJob({ rest });
  await job.begin();
  expect(await job.reported("FAILED")).toMatchObject({ failure, report: null, checks: null });
  await job.emptied();
  expect([(await job.requests()).length, (await job.results()).length]).toEqual([asks, 1]);
});

it("retries once where that may help: with the schema as words, for less, or unchanged", async () => {
  const job = await prepareJob({ rest: [{ status: 400 }, { text: "{", finishReason: "MAX_TOKENS" }, { text: "", finishReason: "OTHER" }] });
  await job.begin();
  const { uses } = await job.reported("READY");
  expect(uses.map(({ finish }) => finish)).toEqual(["400", "MAX_TOKENS", "OTHER", "STOP", "STOP"]);
  const asked = (await job.requests()).map((it) => JSON.stringify(it));
  expect(asked.slice(0, 4).map((it) => [it.includes("responseJsonSchema"), it.includes("at most 6 questions")])).toEqual([
    [true, false],
    [false, false],
    [false, true],
    [false, true],
  ]);
});

it("keeps the assessment when the coaching fails", async () => {
  const job = await prepareJob({ rest: [written(scored), { status: 403 }] });
  await job.begin();
  expect(await job.reported("READY")).toMatchObject({ failure: null, report: { questions: [{ ratings: [{ score: 4 }] }], stronger: [] } });
});
