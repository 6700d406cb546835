import * as z from "zod";
import { checks, report } from "../../contract/report.ts";
import { endReasons, reportFailures, reportStates, statuses } from "../../contract/vocabulary.ts";
import { type Fault, seen, workerCall } from "../../harness/rig/messages.ts";
import { call, places } from "./places.ts";

const entry = z.object({ speaker: z.enum(["USER", "AI"]), content: z.string(), timestamp: z.string() });
const stored = z.object({
  interview: z.object({
    id: z.string(),
    status: z.enum(statuses),
    endReason: z.enum(endReasons).nullable(),
    startedAt: z.string().nullable(),
    endedAt: z.string().nullable(),
  }),
  transcript: z.array(entry),
});
export type Stored = z.infer<typeof stored>;

const seenFeedback = z.object({
  feedback: z.object({
    state: z.enum(reportStates),
    failure: z.enum(reportFailures).nullable(),
    attempt: z.number(),
    nextAt: z.string().nullable(),
    version: z.number(),
    report: z.nullable(report),
    checks: z.nullable(checks),
  }),
});
export type SeenFeedback = z.infer<typeof seenFeedback>["feedback"];

const bearer = { Authorization: `Bearer ${places.WORKER_SHARED_SECRET}` };
const password = "correct horse battery staple 42";

/** A signed-in person at the real app. */
export class Account {
  readonly #cookie: string;

  private constructor(cookie: string) {
    this.#cookie = cookie;
  }

  static async open(): Promise<Account> {
    const form = { name: "Ada", email: `${crypto.randomUUID()}@example.org`, password };
    const response = await fetch(`${places.APP_URL}/signup`, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });
    const cookie = response.headers.getSetCookie().map((it) => it.split(";")[0]);
    if (response.status >= 400 || cookie.length === 0)
      throw new Error(`Sign-up: ${response.status} ${(await response.text()).slice(0, 500)}`);
    return new Account(cookie.join("; "));
  }

  /** Creates an interview and gives its id. */
  async createInterview(setup: { role: string; resume: string }): Promise<string> {
    const answer = await this.#ask("POST", "/api/interviews", setup);
    return z.object({ interview: z.object({ id: z.string() }) }).parse(answer).interview.id;
  }

  async mintToken(interviewId: string): Promise<string> {
    return z.object({ token: z.string() }).parse(await this.#ask("POST", `/api/interviews/${interviewId}/token`)).token;
  }

  async report(interviewId: string, status: "COMPLETED" | "ERROR"): Promise<void> {
    await this.#ask("POST", `/api/interviews/${interviewId}/status`, { status });
  }

  /** The report as the API gives it to its owner. */
  async readFeedback(interviewId: string): Promise<SeenFeedback> {
    return seenFeedback.parse(await this.#ask("GET", `/api/interviews/${interviewId}/feedback`)).feedback;
  }

  async deleteInterview(interviewId: string): Promise<void> {
    await this.#ask("DELETE", `/api/interviews/${interviewId}`);
  }

  /** Deletes the account through its form. */
  async delete(): Promise<void> {
    const body = new URLSearchParams({ intent: "delete", password });
    const response = await fetch(`${places.APP_URL}/profile`, {
      method: "POST",
      body,
      headers: { Cookie: this.#cookie },
      redirect: "manual",
    });
    if (response.status >= 400) throw new Error(`Deleting the account: ${response.status} ${(await response.text()).slice(0, 500)}`);
  }

  #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    return call(method, `${places.APP_URL}${path}`, body, { Cookie: this.#cookie });
  }
}

/** What D1 holds of an interview; null if it was deleted. */
export const readStored = async (interviewId: string): Promise<Stored | null> => {
  // The rig reads D1 itself, so the Worker's requests are not counted and no fault applies.
  const response = await fetch(`${places.RIG_URL}/stored/${interviewId}`);
  if (!response.ok) throw new Error(await response.text());
  return stored.nullable().parse(await response.json());
};

/** Posts to one of the Worker's routes of the app; gives the status of the answer. */
export const submit = async (interviewId: string, part: "status" | "transcript", body: unknown): Promise<number> => {
  const init = { method: "POST", headers: { ...bearer, "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`${places.APP_URL}/api/interviews/${interviewId}/${part}`, init);
  await response.body?.cancel();
  return response.status;
};

/** Sets the app's faults towards the Worker for this interview. */
export const setFaults = (interviewId: string, faults: Fault[]) => call("PUT", `${places.RIG_URL}/faults/${interviewId}`, faults);

/** What the Worker requested of the app about this interview, in order. */
export const requestsOf = async (interviewId: string) =>
  z.array(seen).parse(await call("GET", `${places.RIG_URL}/requests/${interviewId}`));

/** The app's next call to the Worker with this path, whatever its query. Its status is returned with {@link answerCall}. */
export const nextCall = async (path: string) => workerCall.parse(await call("GET", `${places.RIG_URL}/calls/${encodeURIComponent(path)}`));
export const answerCall = (id: number, status: number) => call("PUT", `${places.RIG_URL}/calls/${id}/${status}`);

/** From now on the app's database refuses the transcript row with this content, and with it the whole write. */
export const breakDatabase = (content: string) => call("PUT", `${places.RIG_URL}/database`, { refuses: content });
export const mendDatabase = () => call("PUT", `${places.RIG_URL}/database`, { refuses: null });

export const appLog = async () => z.string().parse(await call("GET", `${places.RIG_URL}/app-log`));
