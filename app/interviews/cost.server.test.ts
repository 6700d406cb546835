import { beforeEach, expect, it } from "vitest";
import { beginHeader } from "../../contract/app-api.ts";
import { liveMinuteUsd } from "../../contract/prices.ts";
import { appOfTests } from "../testing/app.ts";
import { DB, refusalOf, Visitor, worker } from "../testing/host.ts";
import { costTodayUsd } from "./cost.server.ts";
import { queueReport } from "./feedback.server.ts";

const app = appOfTests();
const noon = Date.parse("2026-11-21T12:00:00.000Z");
const cost = async () => Number((await costTodayUsd(app, noon)).toFixed(4));

const interviewAt = async (owner: Visitor, startedAt: string | null, endedAt: string | null, usage: object | null = null) => {
  const { id } = await owner.startInterview();
  await DB.prepare("update interview set status = ?, started_at = ?, ended_at = ?, usage = ? where id = ?")
    .bind(endedAt ? "COMPLETED" : startedAt ? "IN_PROGRESS" : "PENDING", startedAt, endedAt, usage && JSON.stringify(usage), id)
    .run();
  return id;
};

/** A report's version, made then. */
const reportAt = (interviewId: string, createdAt: string, costMicros: number | null) =>
  DB.prepare(
    `insert into feedback (id, interview_id, version, job_id, state, cost_micros, created_at, asked_at)
     select hex(randomblob(8)), ?1, coalesce(max(version), 0) + 1, hex(randomblob(8)), 'READY', ?2, ?3, ?3 from feedback where interview_id = ?1`,
  )
    .bind(interviewId, costMicros, createdAt)
    .run();

const million = 1_000_000;
const tokens = {
  inputTextTokens: million,
  inputAudioTokens: million,
  outputTextTokens: million,
  outputAudioTokens: million,
  thoughtTokens: million,
};

beforeEach(() => DB.batch(["user", "spent_time", "spent_cost"].map((table) => DB.prepare(`delete from ${table}`))));

it("adds up the day: counted tokens, minutes where there are none, and reports", async () => {
  const ada = await new Visitor().enter();
  expect(await cost()).toBe(0);
  const counted = await interviewAt(ada, "2026-11-21T08:00:00.000Z", "2026-11-21T08:20:00.000Z", tokens);
  expect(await cost()).toBe(0.75 + 3 + 4.5 + 12 + 4.5);
  await interviewAt(ada, "2026-11-21T11:50:00.000Z", null);
  expect(await cost()).toBe(24.75 + 10 * liveMinuteUsd);
  await interviewAt(ada, "2026-11-20T23:50:00.000Z", "2026-11-21T00:20:00.000Z", tokens);
  expect(await cost()).toBe(25.05);
  await reportAt(counted, "2026-11-21T09:00:00.000Z", 20_000);
  expect(await cost()).toBe(25.07);
});

it("counts deleted interviews by their minutes, and one without a reported end as at most an hour", async () => {
  const ada = await new Visitor().enter();
  const id = await interviewAt(ada, "2026-11-21T08:00:00.000Z", "2026-11-21T08:20:00.000Z");
  await interviewAt(ada, "2026-11-21T01:00:00.000Z", null);
  expect(await cost()).toBe(Number((80 * liveMinuteUsd).toFixed(4)));
  await ada.request("DELETE", `/api/interviews/${id}`);
  await DB.prepare("update spent_time set started_at = '2026-11-21T08:00:00.000Z', ended_at = '2026-11-21T08:20:00.000Z'").run();
  expect(await cost()).toBe(Number((80 * liveMinuteUsd).toFixed(4)));
});

it("counts the cost of reports no longer kept: older versions, and those of a deleted interview", async () => {
  const ada = await new Visitor().enter();
  // What cost before today is forgotten, whatever the hour is.
  const [tomorrow, yesterday] = [Date.now() + 86_400_000, Date.now() - 86_400_000].map((it) => new Date(it).toISOString());
  const costTomorrow = async () => Number((await costTodayUsd(app, Date.parse(tomorrow ?? ""))).toFixed(4));
  const id = await interviewAt(ada, null, null);
  for (let version = 0; version < 5; version += 1) await reportAt(id, tomorrow ?? "", 20_000);
  await reportAt(id, yesterday ?? "", 70_000);
  await reportAt(id, tomorrow ?? "", null);
  expect(await costTomorrow()).toBe(0.1);
  await queueReport(app.db, { interviewId: id });
  expect(await DB.prepare("select count(*) as n from feedback").first()).toEqual({ n: 5 });
  expect(await costTomorrow()).toBe(0.1);
  await ada.request("DELETE", `/api/interviews/${id}`);
  expect(await DB.prepare("select count(*) as n from feedback").first()).toEqual({ n: 0 });
  expect(await costTomorrow()).toBe(0.1);
  const { results } = await DB.prepare("select day, micros from spent_cost").all();
  expect(results).toEqual([{ day: tomorrow?.slice(0, 10), micros: 100_000 }]);
});

it("refuses tokens and beginnings beyond the day's budget until midnight, and cuts off no running interview", async () => {
  const [ada, eve] = [await new Visitor().enter(), await new Visitor("Eve").enter()];
  const now = new Date().toISOString();
  const running = await interviewAt(ada, now, null);
  const mint = async (budget: Record<string, string>) => {
    const { id } = await eve.startInterview();
    return eve.request("POST", `/api/interviews/${id}/token`, {}, budget);
  };
  await interviewAt(ada, now, now, { ...tokens, outputAudioTokens: 0 });
  expect([(await mint({})).status, (await mint({ DAILY_BUDGET_USD: "13" })).status]).toEqual([200, 200]);
  const refused = await mint({ DAILY_BUDGET_USD: "12" });
  expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect(await refused.clone().text()).toContain("all the interviews that it can today");
  expect([await refusalOf(refused), (await mint({ DAILY_BUDGET_USD: "0" })).status]).toEqual([[429, "TOO_MANY_REQUESTS"], 429]);
  const { id: set } = await eve.startInterview();
  const begins = (id: string) => worker.get(`/api/interviews/${id}`, { [beginHeader]: "1" }, { DAILY_BUDGET_USD: "12" });
  expect([(await begins(set)).status, (await begins(running)).status]).toEqual([409, 200]);
  expect((await worker.post(`/api/interviews/${running}/status`, { status: "IN_PROGRESS" })).status).toBe(200);
});

it("lets nobody begin where the day's budget is nothing, even if the day has cost nothing yet", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  expect((await ada.request("POST", `/api/interviews/${id}/token`, {}, { DAILY_BUDGET_USD: "0" })).status).toBe(429);
});
