import { expect, it } from "vitest";
import type { ReportInput } from "../../contract/report.ts";
import { afterAnswers, DB, refusalOf, Visitor, worker } from "../testing/host.ts";
import { asked, answered, store, begun, jobsOf, read, input, result, rowsOf, ready } from "../testing/report-jobs.ts";

it("asks the Worker for a report once the transcript is stored, and only once per transcript", async () => {
  const { ada, id } = await begun();
  await store(id);
  const jobs = await jobsOf(id);
  expect(jobs).toHaveLength(1);
  expect(await read(ada, id)).toMatchObject({ state: "QUEUED", version: 1, report: null, isStale: false });
});

it("counts a report that a program reads as read, once it is there, and not one that could not be made", async () => {
  const { ada, id } = await begun();
  const isRead = async () => {
    await read(ada, id);
    await afterAnswers();
    return (await DB.prepare("select report_read_at is not null as it from interview where id = ?").bind(id).first<{ it: number }>())?.it;
  };
  expect(await isRead()).toBe(0);
  const [jobId = ""] = await jobsOf(id);
  await result(id, ready(jobId, { state: "FAILED", failure: "quota", report: null, checks: null }));
  expect(await isRead()).toBe(0);
  await ada.post(`/api/interviews/${id}/feedback`);
  await result(id, ready((await jobsOf(id)).at(-1) ?? ""));
  expect(await isRead()).toBe(1);
});

it("makes a report for a failed interview with a transcript, but not for one without or still open", async () => {
  const ada = await new Visitor().enter();
  const [failed, wordless, open] = [await ada.startInterview(), await ada.startInterview(), await ada.startInterview()];
  for (const { id } of [failed, wordless]) await worker.post(`/api/interviews/${id}/status`, { status: "ERROR" });
  await store(failed.id);
  await store(wordless.id, []);
  const made = await Promise.all([failed, wordless, open].map(async ({ id }) => (await jobsOf(id)).length));
  expect(made).toEqual([1, 0, 0]);
  expect(await read(ada, open.id)).toMatchObject({ state: "NONE", version: 0, report: null });
  expect(await refusalOf(await ada.post(`/api/interviews/${open.id}/feedback`))).toEqual([409, "CONFLICT"]);
  expect((await ada.submit(`/interview/${open.id}/feedback`, { intent: "remake" })).status).toBe(409);
});

it("starts the report of a failed interview at the next delivery when the database refused it at the first", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  await worker.post(`/api/interviews/${id}/status`, { status: "ERROR" });
  await DB.prepare(
    `create trigger refuse before insert on feedback when new.interview_id = '${id}' begin select raise(abort, 'refused'); end`,
  ).run();
  expect((await store(id)).status).toBe(500);
  await DB.prepare("drop trigger refuse").run();
  expect([(await store(id)).status, (await store(id)).status]).toEqual([200, 200]);
  expect(await jobsOf(id)).toHaveLength(1);
});

it("makes it again when words came after it began, but not before it has begun", async () => {
  const { id } = await begun([asked]);
  await store(id);
  const [first = ""] = await jobsOf(id);
  expect(await jobsOf(id)).toEqual([first]);
  expect((await input(id, first)).status).toBe(200);
  await store(id, [{ ...answered, timestamp: "2026-11-21T10:00:09.000Z" }]);
  expect(await jobsOf(id)).toHaveLength(2);
});

it("gives the job the corrected transcript, its measures and the set-up", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview({ role: "Pilot", resume: "Flew 40 hours" });
  const speech = { startMs: 1_000, endMs: 4_000, speechMs: 2_500, pauses: [[2_000, 500]], timing: "marked" };
  const session = { micMs: 9_000, speechMs: 2_500, aiMs: 3_000, wordlessSpeechMs: 0, gaps: [], cutIns: [], vad: 1 };
  const usage = { inputTextTokens: 1, inputAudioTokens: 2, outputTextTokens: 3, outputAudioTokens: 4, thoughtTokens: 5 };
  await store(id, [asked, { ...answered, speech, isTyped: true }], { session, usage });
  await ada.post(`/api/interviews/${id}/corrections`, { timestamp: answered.timestamp, text: "I led it." });
  const [job = ""] = await jobsOf(id);
  const given = (await (await input(id, job)).json()) as ReportInput;
  expect(given).toMatchObject({ setup: { role: "Pilot", resume: "Flew 40 hours", company: null }, session });
  expect(given.entries).toEqual([
    { ...asked, speech: null, isTyped: false, correction: null },
    { ...answered, speech, isTyped: true, correction: { text: "I led it." } },
  ]);
  const kept = await DB.prepare("SELECT usage FROM interview WHERE id = ?").bind(id).first<string>("usage");
  expect(JSON.parse(kept ?? "")).toEqual(usage);
  expect(await (await worker.get(`/api/interviews/${id}`)).json()).toMatchObject({ transcript: [asked, answered] });
});

it("stores what the job made, with its price, and shows it", async () => {
  const [{ ada, id }, another] = [await begun(), await begun()];
  const [job = ""] = await jobsOf(id);
  await input(id, job);
  expect(await read(ada, id)).toMatchObject({ state: "WORKING" });
  expect(await read(another.ada, another.id)).toMatchObject({ state: "QUEUED" });
  const waiting = { state: "WORKING", report: null, checks: null, attempt: 2, nextAt: "2026-11-21T10:09:00.000Z" } as const;
  expect((await result(id, ready(job, waiting))).status).toBe(200);
  expect(await read(ada, id)).toMatchObject({ state: "WORKING", attempt: 2, nextAt: "2026-11-21T10:09:00.000Z", report: null });
  expect((await result(id, ready(job, { state: "PARTIAL" }))).status).toBe(200);
  expect((await result(id, ready(job))).status).toBe(200);
  expect(await read(ada, id)).toMatchObject({
    state: "READY",
    failure: null,
    version: 1,
    isStale: true,
    report: { strengths: [{ evidence: [{ quote: "led the migration" }] }] },
    checks: { kept: 1, dropped: 0 },
    measures: { userCount: 8 },
    model: "gemini-3.8-flash",
  });
  expect((await rowsOf(id))[0]).toMatchObject({ cost_micros: 10_000 * 0.75 + 6_000 * 3.75, finished_at: expect.any(String) });
});

it("says how many answers the report does not cover", async () => {
  const more = [1, 2].flatMap((minute) => [
    { ...asked, timestamp: `2026-11-21T10:0${minute}:01.000Z` },
    { ...answered, timestamp: `2026-11-21T10:0${minute}:02.000Z` },
  ]);
  const { ada, id } = await begun([asked, answered, ...more]);
  const [job = ""] = await jobsOf(id);
  expect(await read(ada, id)).toMatchObject({ report: null, leftOut: 0 });
  const { report } = ready(job);
  const exchanges = [{ id: "E1", from: asked.timestamp, to: answered.timestamp }];
  await result(id, ready(job, { report: report && { ...report, exchanges } }));
  expect(await read(ada, id)).toMatchObject({ state: "READY", leftOut: 2 });
});

it("answers 409 to a job that is superseded or has ended, and 404 when the interview is gone", async () => {
  const { ada, id } = await begun();
  await ada.post(`/api/interviews/${id}/feedback`);
  const [older = "", newer = ""] = await jobsOf(id);
  const ask = async (job: string) => [(await input(id, job)).status, (await result(id, ready(job))).status];
  expect(await ask(older)).toEqual([409, 409]);
  expect(await ask(newer)).toEqual([200, 200]);
  expect(await ask(newer)).toEqual([409, 409]);
  expect(await ask(crypto.randomUUID())).toEqual([409, 409]);
  await ada.request("DELETE", `/api/interviews/${id}`);
  expect(await ask(newer)).toEqual([404, 404]);
  expect(await rowsOf(id)).toEqual([]);
});

it("takes nothing more from a superseded job of which a part is shown", async () => {
  const { ada, id } = await begun();
  const [older = ""] = await jobsOf(id);
  await result(id, ready(older, { state: "PARTIAL" }));
  await ada.post(`/api/interviews/${id}/feedback`);
  expect((await result(id, ready(older))).status).toBe(409);
  expect((await rowsOf(id)).map((row) => [row["version"], row["state"]])).toEqual([
    [1, "PARTIAL"],
    [2, "QUEUED"],
  ]);
});

it("claims no price for a report of which a part has an unknown one", async () => {
  const { id } = await begun();
  const [job = ""] = await jobsOf(id);
  const { uses } = ready(job);
  await result(id, ready(job, { uses: [...uses, ...uses.map((use) => ({ ...use, model: "a-model-without-a-price" }))] }));
  expect((await rowsOf(id))[0]).toMatchObject({ state: "READY", cost_micros: null });
});

it("leaves no superseded job waiting, and keeps its cost", async () => {
  const { ada, id } = await begun();
  const [first = ""] = await jobsOf(id);
  await input(id, first);
  await result(id, ready(first, { state: "WORKING", report: null, checks: null }));
  await DB.prepare("DELETE FROM spent_cost").run();
  await ada.post(`/api/interviews/${id}/feedback`);
  await ada.post(`/api/interviews/${id}/feedback`);
  expect((await rowsOf(id)).map((row) => [row["version"], row["state"]])).toEqual([[3, "QUEUED"]]);
  expect(await DB.prepare("SELECT micros FROM spent_cost").first("micros")).toBe(10_000 * 0.75 + 6_000 * 3.75);
});

it("shows the older report until the newer one is ready, and keeps five", async () => {
  const { ada, id } = await begun();
  const scale = { RATE_LIMIT_SCALE: "10" };
  for (let version = 1; version <= 6; version++) {
    await result(id, ready((await jobsOf(id)).at(-1) ?? ""));
    await ada.request("POST", `/api/interviews/${id}/feedback`, {}, scale);
  }
  const jobs = await jobsOf(id);
  expect(jobs).toHaveLength(7);
  expect((await rowsOf(id)).map((row) => row["version"])).toEqual([3, 4, 5, 6, 7]);
  await result(id, ready(jobs.at(-1) ?? "", { state: "FAILED", failure: "quota", report: null, checks: null }));
  expect(await read(ada, id)).toMatchObject({ state: "FAILED", failure: "quota", report: { strengths: [{}] }, version: 6 });

  const other = await begun();
  const [made = ""] = await jobsOf(other.id);
  await result(other.id, ready(made));
  await other.ada.post(`/api/interviews/${other.id}/feedback`);
  expect(await read(other.ada, other.id)).toMatchObject({ state: "QUEUED", version: 1, report: { strengths: [{}] } });
});

const none = { report: null, checks: null };

it.each([
  ["report", {}, { report: { strengths: [{}] }, version: 2 }],
  ["version that found too few words for one", { state: "TOO_SHORT", ...none } as const, { report: null }],
])("keeps the newest %s however many later ones failed", async (_, last, shown) => {
  const { ada, id } = await begun();
  for (let version = 1; version <= 8; version++) {
    const made = version === 1 ? {} : version === 2 ? last : ({ state: "FAILED", failure: "quota", ...none } as const);
    await result(id, ready((await jobsOf(id)).at(-1) ?? "", made));
    await ada.request("POST", `/api/interviews/${id}/feedback`, {}, { RATE_LIMIT_SCALE: "10" });
  }
  expect((await rowsOf(id)).map((row) => row["version"])).toEqual([2, 5, 6, 7, 8, 9]);
  expect(await read(ada, id)).toMatchObject({ state: "QUEUED", ...shown });
});

it("makes a report again on request, and marks one as stale after a correction", async () => {
  const { ada, id } = await begun();
  const [job = ""] = await jobsOf(id);
  const { hashInput } = await import("../../report/input-hash.ts");
  const inputHash = await hashInput((await (await input(id, job)).json()) as ReportInput);
  await result(id, ready(job, { inputHash }));
  expect(await read(ada, id)).toMatchObject({ state: "READY", version: 1, isStale: false });
  expect((await ada.post(`/api/interviews/${id}/feedback`)).status).toBe(202);
  const [, again = ""] = await jobsOf(id);
  await result(id, ready(again, { inputHash }));
  expect(await read(ada, id)).toMatchObject({ state: "READY", version: 2, isStale: false });
  await ada.post(`/api/interviews/${id}/corrections`, { timestamp: answered.timestamp, text: "I led one migration." });
  expect(await read(ada, id)).toMatchObject({ state: "READY", isStale: true });
  await ada.post(`/api/interviews/${id}/feedback`);
  expect(await jobsOf(id)).toHaveLength(3);
});

it("lets only the owner read it, and only the Worker write it", async () => {
  const { id, ada } = await begun();
  const eve = await new Visitor("Eve").enter();
  const [job = ""] = await jobsOf(id);
  const path = `/api/interviews/${id}/feedback`;
  const none = new Visitor();
  const answers = [none.get(path), none.post(path), eve.get(path), eve.post(path), ada.get(`${path}/input?jobId=${job}`)];
  const more = [ada.post(`${path}/result`, ready(job)), worker.get(path)];
  expect(await Promise.all([...answers, ...more].map(async (it) => (await refusalOf(await it))[0]))).toEqual([
    401, 401, 404, 404, 401, 401, 401,
  ]);
});

it.each([
  ["no job", { jobId: undefined }],
  ["a job that is no UUID", { jobId: "1; DROP TABLE feedback" }],
  ["an unknown state", { state: "DONE" }],
  ["a state that only the app sets", { state: "QUEUED" }],
  ["a score of 6", { report: { questions: [{ ratings: [{ score: 6 }] }] } }],
  ["an unknown field", { colour: "red" }],
])("refuses a result with %s with 400, and stores none of it", async (_, over) => {
  const { id } = await begun();
  const [job = ""] = await jobsOf(id);
  const before = await rowsOf(id);
  expect(await refusalOf(await result(id, { ...ready(job), ...over }))).toEqual([400, "BAD_REQUEST"]);
  expect(await rowsOf(id)).toEqual(before);
});

it("limits how many reports of one interview an account has made again, and of all together", async () => {
  const remade = async (count: number, ...of: number[]) => {
    const ada = await new Visitor().enter();
    const interviews = await Promise.all(Array.from({ length: count }, () => ada.startInterview()));
    const statuses = [];
    for (const { id } of interviews) await store(id);
    for (const at of of) {
      const path = `/api/interviews/${interviews[at]?.id}/feedback`;
      statuses.push((await ada.request("POST", path, {}, { RATE_LIMIT_SCALE: "0.1" })).status);
    }
    return statuses;
  };
  expect([await remade(1, 0, 0), await remade(3, 0, 1, 2)]).toEqual([
    [202, 429],
    [202, 202, 429],
  ]);
});
