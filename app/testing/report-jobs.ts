import type { Feedback, ReportResult } from "../../contract/report.ts";
import { evidenceOf, resultWith } from "../../report/testing/fixtures.ts";
import { afterAnswers, DB, toWorker, Visitor, worker } from "./host.ts";

export const said = "I led the migration of our billing service.";
export const asked = { speaker: "AI", content: "What did you do?", timestamp: "2026-11-21T10:00:01.000Z" };
export const answered = { speaker: "USER", content: said, timestamp: "2026-11-21T10:00:02.000Z" };
export const endedAt = "2026-11-21T10:05:00.000Z";

export const store = (id: string, transcript: object[] = [asked, answered], rest: object = {}) =>
  worker.post(`/api/interviews/${id}/transcript`, { transcript, endedAt, ...rest });

export const begun = async (transcript?: object[]) => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  await store(id, transcript);
  return { ada, id };
};

export const jobsOf = async (id: string): Promise<string[]> => {
  await afterAnswers();
  const asks = toWorker.mock.calls.filter(([url]) => String(url).endsWith(`/${id}/feedback`));
  return asks.map(([, init]) => (JSON.parse(String(init?.body)) as { jobId: string }).jobId);
};

export const read = async (ada: Visitor, id: string) => {
  const response = await ada.get(`/api/interviews/${id}/feedback`);
  return ((await response.json()) as { feedback: Feedback & { measures: unknown } }).feedback;
};

export const input = (id: string, jobId: string) => worker.get(`/api/interviews/${id}/feedback/input?jobId=${jobId}`);
export const result = (id: string, body: object) => worker.post(`/api/interviews/${id}/feedback/result`, body);
export const rowsOf = async (id: string) => (await DB.prepare("SELECT * FROM feedback WHERE interview_id = ?").bind(id).all()).results;

export const ready = (jobId: string, over: Partial<ReportResult> = {}) => resultWith(jobId, [evidenceOf(said, "led the migration")], over);
