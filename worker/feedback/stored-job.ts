import { type Checks, checks, type ModelUse, modelUse, type Report, report, type ReportResult } from "../../contract/report.ts";
import { mostOf } from "../../contract/report-limits.ts";
import * as z from "zod/mini";

/** The state of a job, stored until the app has its result. */
export type Job = {
  jobId: string;
  interviewId: string;
  beganAtUnixMs: number;
  /** How often the current step has failed for now. */
  tries: number;
  /** Number of the attempt at the current part of the report, from 1. Deliveries do not count. */
  attempt: number;
  nextAtUnixMs: number | null;
  state: ReportResult["state"];
  failure: ReportResult["failure"];
  /** Hash of the transcript that was assessed; null before that. */
  inputHash: string | null;
  modelVersion: string | null;
  /** Whether the stored result is still to be delivered. */
  isOwing: boolean;
  /** Whether nothing more is made after the stored result. */
  isFinal: boolean;
};

const uses = z.array(modelUse);

/**
 * The object's storage: one job, its report, and what each request cost. It holds no words of the transcript except those that the report
 * quotes.
 */
export class StoredJob {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** Null if the object holds none. */
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

  /** Begins a job, and forgets what was made and used before. */
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

  /** Stores what a request cost. Keeps the newest ones, as many as the app takes. */
  addUse(use: ModelUse) {
    this.#storage.kv.put("uses", [...this.uses, use].slice(-mostOf.uses));
  }

  /** Sets the object's alarm, in the same transaction as the rows that are written with it. */
  wakeAt(atUnixMs: number) {
    void this.#storage.setAlarm(atUnixMs);
  }

  erase() {
    void this.#storage.deleteAll();
  }
}
