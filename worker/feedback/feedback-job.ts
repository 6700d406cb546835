import { DurableObject } from "cloudflare:workers";
import { type Actor, waitFor } from "xstate";
import { feedbackMachine } from "../../machines/feedback.ts";
import { readSettings } from "../entry/env.ts";
import { modelsAt } from "../genai/client.ts";
import { inspection } from "../inspection.ts";
import { describe, log } from "../log.ts";
import { SharedMachine } from "../../machines/ports/shared-machine.ts";
import { AppApi } from "../app/app-api.ts";
import { emptyDesk } from "./desk.ts";
import { provideFeedback } from "./provide-feedback.ts";
import { StoredJob } from "./stored-job.ts";

/** Longer than any run takes. If the object dies during a run, this alarm wakes it. */
const watchdogMs = 10 * 60_000;
const alarmAgainMs = 30_000;
/** A job that has not ended by then is given up. A new one begins when somebody looks for the report. */
const longestMs = 7 * 24 * 60 * 60_000;

const jobs = new SharedMachine(feedbackMachine);

/** The Durable Object that makes one interview's report: a shell around the feedback chart, which works while an alarm runs. */
export class FeedbackJob extends DurableObject<Env> {
  #actor: Actor<typeof feedbackMachine> | null = null;
  #beside: Promise<unknown> = Promise.resolve();
  readonly #stored = new StoredJob(this.ctx.storage);

  /** Begins this job, in place of an older one. Asking for the same job again changes nothing. */
  async ask(jobId: string) {
    this.#open.send({ type: "job.asked", jobId });
    await this.ctx.storage.sync();
  }

  /** The interview or its account was deleted. */
  async erase() {
    if (this.#stored.job) this.#open.send({ type: "interview.deleted" });
    await this.ctx.storage.sync();
  }

  /** Never throws: a throwing alarm is retried for two minutes and then dropped for good. */
  override async alarm() {
    const { job } = this.#stored;
    if (!job) return;
    try {
      if (Date.now() - job.beganAtUnixMs > longestMs) return await this.#giveUp();
      await this.ctx.storage.setAlarm(Date.now() + watchdogMs);
      const actor = this.#open;
      actor.send({ type: "run.due" });
      await waitFor(actor, (snapshot) => snapshot.hasTag("resting"), { timeout: Infinity });
      await this.#beside;
    } catch (cause) {
      log("report.broken", { interviewId: this.#interviewId, cause: describe(cause) });
      this.#actor = null;
      if (this.#stored.job) await this.ctx.storage.setAlarm(Date.now() + alarmAgainMs);
    }
  }

  async #giveUp() {
    log("report.givenUp", { interviewId: this.#interviewId });
    await this.erase();
    // Its chart would take the same job, asked for again, for one that it has already begun.
    this.#actor = null;
  }

  /** An object that an alarm wakes may not be told its own name. */
  get #interviewId(): string {
    return this.ctx.id.name ?? this.#stored.job?.interviewId ?? "";
  }

  get #open(): Actor<typeof feedbackMachine> {
    return (this.#actor ??= this.#wake());
  }

  #wake(): Actor<typeof feedbackMachine> {
    const {
      APP_URL,
      WORKER_SHARED_SECRET,
      GEMINI_API_KEY: apiKey,
      GEMINI_BASE_URL: baseUrl,
      GEMINI_TEXT_MODEL: model,
    } = readSettings(this.env);
    const interviewId = this.#interviewId;
    const { jobId = "", tries = 0, isOwing = false, isFinal = false, inputHash = null } = this.#stored.job ?? {};
    const ports = provideFeedback({
      interviewId,
      app: new AppApi({ appUrl: APP_URL, secret: WORKER_SHARED_SECRET, interviewId }),
      stored: this.#stored,
      desk: emptyDesk(),
      textModel: { models: modelsAt({ apiKey, baseUrl }), model },
      now: () => Date.now(),
      beside: (work) => {
        this.#beside = Promise.all([this.#beside, work]).catch(() => undefined);
      },
    });
    const input = { jobId, tries, isOwing, isFinal, isAssessed: inputHash !== null };
    const actor = jobs.createActor(ports, { ...inspection("feedback", interviewId), input });
    actor.subscribe({ next: ({ value }) => log("report.step", { interviewId, step: String(value) }), error: () => undefined });
    return actor.start();
  }
}
