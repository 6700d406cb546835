import { type Checks, checks, type ModelUse, modelUse, type Report, report, type ReportResult } from "../../contract/report.ts";
import { mostOf } from "../../contract/report-limits.ts";
import * as z from "zod";

/** What is kept of a job until the app has it. No words of the transcript but those that the report quotes. */
export type Job = {
  jobId: string;
  interviewId: string;
  beganAtUnixMs: number;
  /** Tries of the step under way that failed for now. */
  tries: number;
  /** Which try at what is being made it is, from 1. */
  attempt: number;
  nextAtUnixMs: number | null;
  state: ReportResult["state"];
  failure: ReportResult["failure"];
  /** The hash of the transcript that was assessed; null before. */
  inputHash: string | null;
  modelVersion: string | null;
  isOwing: boolean;
  isFinal: boolean;
};

const uses = z.array(modelUse);

/** The object's storage: one job, what was made of its report, and what each request cost. */
export class StoredJob {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** Null where the object holds none. */
  get job(): Job | null {
    return this.#storage.kv.get<Job>("job") ?? null;
  }

  get made(): { report: Report; checks: Checks } | null {
    const [written, counted] = ["report", "checks"].map((key) => this.#storage.kv.get<string>(key));
    if (written === undefined || counted === undefined) return null;
    return { report: report.parse(JSON.parse(written)), checks: checks.parse(JSON.parse(counted)) };
  }

  get uses(): ModelUse[] {
    return uses.parse(this.#storage.kv.get("uses") ?? []);
  }

  begin({ jobId, interviewId, now }: { jobId: string; interviewId: string; now: number }) {
    for (const key of ["report", "checks", "uses"]) this.#storage.kv.delete(key);
    this.#storage.kv.put("job", {
      jobId,
      interviewId,
      beganAtUnixMs: now,
      tries: 0,
      attempt: 1,
      nextAtUnixMs: null,
      state: "WORKING",
      failure: null,
      inputHash: null,
      modelVersion: null,
      isOwing: false,
      isFinal: false,
    } satisfies Job);
  }

  change(change: Partial<Job>) {
    const { job } = this;
    if (job) this.#storage.kv.put("job", { ...job, ...change });
  }

  keep({ report, checks }: { report: Report; checks: Checks }) {
    this.#storage.kv.put("report", JSON.stringify(report));
    this.#storage.kv.put("checks", JSON.stringify(checks));
  }

  /** Keeps what a request cost: the newest ones, as many as the app takes. */
  addUse(use: ModelUse) {
    this.#storage.kv.put("uses", [...this.uses, use].slice(-mostOf.uses));
  }

  /** Sets when the object next wakes, in the transaction of the rows that it belongs to. */
  wakeAt(atUnixMs: number) {
    void this.#storage.setAlarm(atUnixMs);
  }

  erase() {
    void this.#storage.deleteAlarm();
    void this.#storage.deleteAll();
  }
}
