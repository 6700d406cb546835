import type * as z from "zod/mini";
import { type ReportInput, reportInput, type ReportResult, reportTaken } from "../../contract/report.ts";
import type { QuestionPlan } from "../../contract/question-plan.ts";
import { beginHeader, interviewAnswer, reportAnswer, type StatusReport, type TranscriptSubmission } from "../../contract/app-api.ts";

/** The part of an interview that the Worker reads. */
type AppInterview = z.output<typeof interviewAnswer>["interview"] & { plan: QuestionPlan | null };

/** Thrown for a 200 with a body that is not the app's: a proxy's page, another service. */
class UnexpectedAnswerError extends Error {
  constructor() {
    super("The app's answer could not be understood");
    this.name = "UnexpectedAnswerError";
  }
}

/**
 * Client of the app's JSON routes for one interview. Every call rejects on a network failure, when `signal` aborts, and on a 200 whose body
 * it cannot read.
 */
export class AppApi {
  #url: string;
  #secret: string;

  constructor({ appUrl, secret, interviewId }: { appUrl: string; secret: string; interviewId: string }) {
    this.#url = `${appUrl}/api/interviews/${encodeURIComponent(interviewId)}`;
    this.#secret = secret;
  }

  /** Reads the interview, or the HTTP status if that is not 200. `begins` says that the interview is about to start (see `beginHeader`). */
  async readInterview(signal: AbortSignal, { begins = false } = {}): Promise<AppInterview | number> {
    const response = await this.#ask("", { signal, headers: begins ? { [beginHeader]: "true" } : {} });
    if (response.status !== 200) return refused(response);
    const { interview, plan } = understood(interviewAnswer, await response.json());
    return { ...interview, plan };
  }

  /** The HTTP status of the answer. */
  reportStatus(report: StatusReport, signal: AbortSignal): Promise<number> {
    return this.#post("/status", report, signal);
  }

  /** The HTTP status of the answer. */
  submitTranscript(submission: TranscriptSubmission, signal: AbortSignal): Promise<number> {
    return this.#post("/transcript", submission, signal);
  }

  /** Reads what a report is made from, or the HTTP status if that is not 200. */
  async readReportInput(jobId: string, signal: AbortSignal): Promise<ReportInput | number> {
    const response = await this.#ask(`/feedback/input?jobId=${encodeURIComponent(jobId)}`, { signal });
    return response.status === 200 ? understood(reportInput, await response.json()) : refused(response);
  }

  /** The HTTP status of the answer. */
  submitReport(result: ReportResult, signal: AbortSignal): Promise<number> {
    return this.#post("/feedback/result", result, signal, reportTaken);
  }

  async #post(path: string, body: unknown, signal: AbortSignal, answer: z.ZodMiniType = reportAnswer): Promise<number> {
    const headers = { "Content-Type": "application/json" };
    const response = await this.#ask(path, { method: "POST", headers, body: JSON.stringify(body), signal });
    if (response.status !== 200) return refused(response);
    understood(answer, await response.json());
    return 200;
  }

  #ask(path: string, init: { method?: string; headers?: Record<string, string>; body?: string; signal: AbortSignal }) {
    return fetch(this.#url + path, { ...init, redirect: "manual", headers: { ...init.headers, Authorization: `Bearer ${this.#secret}` } });
  }
}

const refused = async (response: Response): Promise<number> => {
  await response.body?.cancel();
  return response.status;
};

const understood = <Shape extends z.ZodMiniType>(shape: Shape, body: unknown): z.output<Shape> => {
  const { data, success } = shape.safeParse(body);
  if (!success) throw new UnexpectedAnswerError();
  return data;
};
