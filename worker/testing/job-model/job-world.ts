import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { vi } from "vitest";
import { type FeedbackInput, feedbackLimits } from "../../../machines/feedback.ts";
import { assess } from "../../../report/assess.ts";
import { golden } from "../../../report/golden/transcripts.ts";
import { hashInput } from "../../../report/input-hash.ts";
import { draftOf, quoteOf, rating } from "../../../report/testing/drafts.ts";
import { farUnixMs } from "../../../harness/clock.ts";
import { until } from "../../../harness/wait.ts";
import { StoredJob } from "../../feedback/stored-job.ts";
import { prepareJob } from "../job.ts";

/** What everybody around the object sees of a job. */
type JobOutside = {
  /** What the app was asked for and has not answered. */
  asked: readonly string[];
  /** What the text model was asked for and has not answered. */
  writing: readonly string[];
  /** Whether the object stores nothing, and is called back for nothing. */
  isEmpty: boolean;
  isOwing: boolean | null;
  /** Whether the object will be called back. */
  isArmed: boolean;
};

type Prepared = Awaited<ReturnType<typeof prepareJob>>;

const held = { input: { held: true }, result: { held: true } };

/** One job and everybody around it, each of whom waits to be told what to answer. */
export class JobWorld {
  readonly #job: Prepared;
  readonly #ids = { j1: crypto.randomUUID(), j2: crypto.randomUUID() };
  #answered = 0;

  private constructor(job: Prepared) {
    this.#job = job;
  }

  static async create(): Promise<JobWorld> {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"], now: farUnixMs });
    vi.spyOn(AbortSignal, "timeout").mockImplementation(() => new AbortController().signal);
    return new JobWorld(await prepareJob({ rest: { isHeld: true }, plan: { always: held } }));
  }

  /** Brings the object into the state that holds these facts. */
  async begin(input: FeedbackInput) {
    const { isAssessed, isOwing, isFinal, tries } = input;
    if (!isAssessed && !isOwing && tries === 0) return this.ask("j1");
    const state = isFinal ? (isAssessed ? "READY" : "FAILED") : isAssessed ? "PARTIAL" : "WORKING";
    const inputHash = isAssessed ? await hashInput(this.#job.input(golden.strong)) : null;
    const draft = draftOf([rating("action", 3, quoteOf("U1", "I profiled one run"))]);
    await runInDurableObject(this.#job.stub(), (_, { storage }) => {
      const stored = new StoredJob(storage);
      stored.begin({ jobId: this.#ids.j1, interviewId: this.#job.id, now: Date.now() });
      stored.change({ tries, isOwing, isFinal, inputHash, state, failure: state === "FAILED" ? "quota" : null });
      if (isAssessed) stored.keep(assess(golden.strong, draft, { isUnsure: false }));
      stored.wakeAt(Date.now());
    });
  }

  async ask(jobId: keyof FeedbackIds) {
    const { status } = await this.#job.ask(this.#ids[jobId]);
    if (status !== 202) throw new Error(`Answered ${status}`);
  }

  /** The alarm begins to run; it ends where the chart rests. */
  async ring() {
    // If the object is given up meanwhile, the run rejects.
    void runDurableObjectAlarm(this.#job.stub()).catch(() => undefined);
  }

  /** The app answers what it was asked. */
  async appAnswers(answer: object) {
    await until("the app's being asked", async () => (await this.#job.held()) > 0);
    await this.#job.replan({ release: answer });
  }

  readInput(name: keyof typeof golden) {
    return this.appAnswers({ status: 200, body: JSON.stringify(this.#job.input(golden[name])) });
  }

  /** The text model answers what it was asked. */
  async modelAnswers(answer: object) {
    await until("the model's being asked", () => this.#job.releaseModel(answer));
    this.#answered++;
  }

  /** The model is busy, and the app is told so, unless that has lasted for a day. */
  async modelIsBusy({ isLate }: { isLate: boolean }) {
    if (isLate) vi.setSystemTime(Date.now() + feedbackLimits.giveUpMs + 1);
    await this.modelAnswers({ status: 503 });
    if (!isLate) await this.appAnswers({});
  }

  async remove() {
    const { status } = await this.#job.delete();
    if (status !== 204) throw new Error(`Answered ${status}`);
  }

  async observe(): Promise<JobOutside> {
    const [job, calls, requests, alarm] = await Promise.all([
      this.#job.stored(),
      this.#job.calls(),
      this.#job.requests(),
      this.#job.alarm(),
    ]);
    const unanswered = await this.#job.held();
    return {
      asked:
        unanswered === 0
          ? []
          : calls
              .filter(({ answered }) => answered === null)
              .slice(-unanswered)
              .map(({ route }) => route),
      writing: requests
        .slice(this.#answered)
        .map((it) => (JSON.stringify(it).includes("Now write the stronger answers") ? "coaching" : "assessment")),
      isEmpty: job === null && alarm === null,
      isOwing: job?.isOwing ?? null,
      isArmed: alarm !== null,
    };
  }
}

type FeedbackIds = { j1: string; j2: string };
