import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject, SELF } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import type { ReportInput, ReportResult } from "../../contract/report.ts";
import { farUnixMs } from "../../harness/clock.ts";
import { SimulatorControl } from "../../harness/gemini.ts";
import { until } from "../../harness/wait.ts";
import { golden } from "../../report/golden/transcripts.ts";
import type { FeedbackJob } from "../feedback/feedback-job.ts";
import { StoredJob } from "../feedback/stored-job.ts";
import type { Call, Plan, PlannedAnswer } from "./plan.ts";
import { testEnv } from "./test-env.ts";

const simulator = new SimulatorControl(testEnv.SIMULATOR_CONTROL_URL);

type Options = {
  input?: ReportInput;
  rest?: unknown;
  plan?: Plan;
  /** The clock stands still, far from the platform's own: after the first, a run begins when it is rung for, however slow the machine. */
  isRung?: boolean;
};

/** A job of one interview and everything around its object: the app that has the transcript, and a text model that plays its script. */
export const prepareJob = async ({ input = golden.strong, rest = [], plan = {}, isRung = false }: Options = {}) => {
  if (isRung) vi.useFakeTimers({ toFake: ["Date"], now: farUnixMs });
  const id = crypto.randomUUID();
  const key = `role-${id}`;
  const app = `${testEnv.APP_URL}/control/interviews/${id}`;
  const stub = () => env.FEEDBACK_JOB.get(env.FEEDBACK_JOB.idFromName(id));
  const put = async (change: object) => {
    const { ok, status } = await fetch(app, { method: "PUT", body: JSON.stringify(change) });
    if (!ok) throw new Error(`The fake app answered ${status}`);
  };
  await simulator.play(key, { pace: 0, turns: [], rest });
  const keyed = (it: ReportInput): ReportInput => ({ ...it, setup: { ...it.setup, role: key } });
  await put({ interview: { status: "COMPLETED" }, plan, input: keyed(input) });

  const known = async (): Promise<{ calls: Call[]; held: number }> => (await fetch(app)).json();
  const results = async (): Promise<ReportResult[]> =>
    (await known()).calls.flatMap(({ route, body, answered }) => (route === "result" && answered === 200 ? [body as ReportResult] : []));
  const stored = () => runInDurableObject(stub(), (_, { storage }) => new StoredJob(storage).job);
  const ring = () => runDurableObjectAlarm(stub());
  const ask = (jobId: string, bearer = testEnv.WORKER_SHARED_SECRET) =>
    SELF.fetch(`http://worker/${id}/feedback`, {
      method: "POST",
      headers: { Authorization: `Bearer ${bearer}` },
      body: JSON.stringify({ jobId }),
    });

  return {
    id,
    stub,
    ask,
    results,
    stored,
    calls: async () => (await known()).calls,
    held: async () => (await known()).held,
    /** A transcript as the app has it: with a set-up by which the text model finds its script. */
    input: keyed,
    replan: ({ input, ...change }: { plan?: Plan; release?: PlannedAnswer; input?: ReportInput }) =>
      put({ ...change, ...(input && { input: keyed(input) }) }),
    /** Every request that the text model got. */
    requests: () => simulator.requests(key),
    releaseModel: (answer: object) => simulator.release(key, answer),
    play: (rest: unknown) => simulator.play(key, { pace: 0, turns: [], rest }),
    forget: async () => void (await fetch(app, { method: "DELETE" })),
    delete: (search = "") =>
      SELF.fetch(`http://worker/${id}${search}`, {
        method: "DELETE",
        headers: { Authorization: `Bearer ${testEnv.WORKER_SHARED_SECRET}` },
      }),
    /** Asks for a new job. Returns its id. */
    begin: async () => {
      const jobId = crypto.randomUUID();
      const { status } = await ask(jobId);
      if (status !== 202) throw new Error(`Answered ${status}`);
      // If the object is given up meanwhile, the run rejects.
      if (isRung) void ring().catch(() => undefined);
      return jobId;
    },
    /** Waits until the app has a result in this state. */
    reported: (state: ReportResult["state"]) =>
      until(`a result ${state}`, async () => (await results()).findLast((it) => it.state === state)),
    /** Waits until the object holds nothing. */
    emptied: () => until("the object's being empty", async () => (await stored()) === null),
    /** Waits until the job rests after so many tries. */
    waiting: (tries: number) =>
      until(`${tries} tries`, async () => {
        const job = await stored();
        return job?.tries === tries && job;
      }),
    /** Runs what the job waits for, now. */
    ring,
    alarm: () => runInDurableObject(stub(), (_, { storage }) => storage.getAlarm()),
    /** The object dies, with all that it holds in memory. */
    crash: async () => {
      await runInDurableObject(stub(), (_: FeedbackJob, { storage }) => storage.sync());
      await abortAllDurableObjects();
    },
    /** Makes the next run fail before it has done anything. */
    breakOnce: () =>
      runInDurableObject(stub(), (_, { storage }) => void vi.spyOn(storage, "setAlarm").mockRejectedValueOnce(new Error("injected"))),
    /** All that the object stores, as text. */
    everything: () => runInDurableObject(stub(), (_, { storage }) => JSON.stringify([...storage.kv.list()])),
    /** Stores as many uses as if the text model had been asked so often before. */
    useOften: (times: number) =>
      runInDurableObject(stub(), (_, { storage }) => {
        const used = { inputTokens: 0, outputTokens: 0, thoughtTokens: 0, finish: "429", model: "a-model" };
        const at = new Date(0).toISOString();
        for (let time = 0; time < times; time++) new StoredJob(storage).addUse({ purpose: "assess", at, ...used });
      }),
    changeStored: (change: Parameters<StoredJob["change"]>[0]) =>
      runInDurableObject(stub(), (_, { storage }) => new StoredJob(storage).change(change)),
  };
};
