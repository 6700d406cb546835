import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { StoredJob } from "../../worker/feedback/stored-job.ts";
import { SimulatorControl } from "../../harness/gemini.ts";
import { until } from "../../harness/wait.ts";
import type { SeenFeedback } from "./app-side.ts";
import { carryCall } from "./carry-call.ts";
import { places } from "./places.ts";
import type { Scene } from "./scene.ts";

const simulator = new SimulatorControl(places.SIMULATOR_URL);

/** The job that makes the report of a scene's interview. */
export class JobSide {
  readonly #scene: Scene;

  private constructor(scene: Scene) {
    this.#scene = scene;
  }

  /**
   * Holds an interview of two answers, ends it, and carries the app's request for a report to the Worker. `rest` is what the text model
   * will answer.
   */
  static async begin(scene: Scene, rest: unknown): Promise<JobSide> {
    await scene.gemini.play({ rest });
    await scene.converse();
    await scene.exchange(answers[0], "Why not add hardware?");
    await scene.exchange(answers[1], "Thank you.");
    await scene.endByUser();
    const { status } = await carryCall(`/${scene.id}/feedback`);
    if (status !== 202) throw new Error(`The Worker answered ${status}`);
    return new JobSide(scene);
  }

  get #object() {
    return env.FEEDBACK_JOB.get(env.FEEDBACK_JOB.idFromName(this.#scene.id));
  }

  stored() {
    return runInDurableObject(this.#object, (_, { storage }) => new StoredJob(storage).job);
  }

  /** Waits until this many tries have failed. Gives the ms until the next is due. */
  async failed(tries: number): Promise<number> {
    const job = await until(`${tries} tries`, async () => {
      const job = await this.stored();
      return job?.tries === tries && job;
    });
    return (job.nextAtUnixMs ?? 0) - Date.now();
  }

  ring() {
    return runDurableObjectAlarm(this.#object);
  }

  /** Makes the job look older by `ms`. */
  age(ms: number) {
    return runInDurableObject(this.#object, (_, { storage }) => {
      const stored = new StoredJob(storage);
      stored.change({ beganAtUnixMs: (stored.job?.beganAtUnixMs ?? 0) - ms });
    });
  }

  async crash() {
    await runInDurableObject(this.#object, (_, { storage }) => storage.sync());
    await abortAllDurableObjects();
  }

  /** How many requests the text model has had. */
  async asked(): Promise<number> {
    return (await simulator.requests(this.#scene.role)).length;
  }

  /** Which of the first two requests to the text model contain these words. */
  async haveIn(words: string): Promise<boolean[]> {
    return (await simulator.requests(this.#scene.role)).slice(0, 2).map((it) => JSON.stringify(it).includes(words));
  }

  /** Waits until the owner sees the report in this state. */
  shown(state: SeenFeedback["state"]): Promise<SeenFeedback> {
    return until(`the report's being ${state}`, async () => {
      const feedback = await this.#scene.account.readFeedback(this.#scene.id);
      return feedback.state === state && feedback;
    });
  }

  emptied(): Promise<unknown> {
    return until("the job's being empty", async () => (await this.stored()) === null);
  }
}

export const answers = [
  "At Northwind our nightly import took nine hours and missed the shop's opening, so I profiled one run and batched the lookups",
  "We tried one larger box for a day: eleven per cent faster, because the database was waiting on round trips",
] as const;
