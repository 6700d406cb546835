import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject, SELF } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import type { Interview, TranscriptEntry } from "../../contract/app-api.ts";
import { lastWordsMs } from "../../contract/limits.ts";
import { type FactName, Facts } from "../session/storage/facts.ts";
import type { InterviewSession } from "../session/interview-session.ts";
import type { Candidate } from "../../harness/candidate.ts";
import { type GeminiSession, SimulatorControl } from "../../harness/gemini.ts";
import { rowsOf } from "../../harness/object.ts";
import { mintToken } from "../../harness/token.ts";
import { until } from "../../harness/wait.ts";
import { open } from "./open.ts";
import { loggedPhase, loggedPhases } from "./log-lines.ts";
import type { Call, Plan, PlannedAnswer } from "./plan.ts";
import { testEnv } from "./test-env.ts";

const simulator = new SimulatorControl(testEnv.SIMULATOR_CONTROL_URL);

/** A step that needs an open Gemini session found none. */
export class NobodyThere extends Error {
  override name = "NobodyThere";
}

/** A turn of the interviewer: its words, and `ms` of sound. */
export const say = (text: string, ms = 40) => ({ say: { text, ms, fragments: 1 } });

/** Settings with which every frame goes to Gemini as it came, on any model. */
export const everyFrame = { GEMINI_TURN_TAKING: "automatic" };

type Options = { scenario?: object; interview?: Partial<Interview>; plan?: Plan; env?: Record<string, string> };

export type Prepared = Awaited<ReturnType<typeof prepareInterview>>;

/** One interview and everything around its object: the app that knows it, and a Gemini that plays its scenario. */
export const prepareInterview = async ({ scenario = {}, interview, plan, env: overrides }: Options = {}) => {
  const id = crypto.randomUUID();
  const key = `role-${id}`;
  // A crash breaks every stub of the object, so each use takes a new one.
  const stub = () => env.INTERVIEW_SESSION.get(env.INTERVIEW_SESSION.idFromName(id));
  await simulator.play(key, { pace: 0, turns: [], ...scenario });
  const app = `${testEnv.APP_URL}/control/interviews/${id}`;
  await put(app, { interview: { role: key, ...interview }, plan: plan ?? {} });
  const configure = () =>
    runInDurableObject(
      stub(),
      (instance: InterviewSession) =>
        // A key of its own lets the simulator refuse this interview before its setup is read.
        void Reflect.set(instance, "env", { ...env, GEMINI_API_KEY: `key-of-${key}`, ...overrides }),
    );
  await configure();

  const sessions = () => simulator.sessions(key);
  const known = async (): Promise<{ interview: Interview; transcript: TranscriptEntry[]; calls: Call[]; held: number; hanging: number }> =>
    (await fetch(app)).json();
  const token = (claims: object = {}) => mintToken({ userId: "user-1", interviewId: id, ...claims });

  const act = async (step: object, count?: number) => {
    const all = await sessions();
    const { id: sessionId } = all[count === undefined ? all.length - 1 : count - 1] ?? { id: "none" };
    if (!(await simulator.act(sessionId, step))) throw new NobodyThere(`No Gemini session is open to ${JSON.stringify(step)}`);
  };

  /** Kills the object. Gemini refuses to resume a session that it still holds, so this waits until it holds none. */
  const crash = async () => {
    await abortAllDurableObjects();
    await until("the end of Gemini's connections", async () => (await sessions()).every(({ closedAtUnixMs }) => closedAtUnixMs !== null));
    await configure();
  };

  const phase = (phase: string) =>
    until(
      () => `${phase}, after ${loggedPhase(id)}`,
      () => loggedPhase(id) === phase,
    );
  const pass = (ms: number) => runInDurableObject(stub(), () => vi.advanceTimersByTimeAsync(ms).then(() => undefined));

  return {
    id,
    stub,
    configure,
    crash,
    token,
    join: async ({ rate, token: given, playing }: { rate?: number; token?: string; playing?: string } = {}) =>
      open(`/${id}?token=${given ?? (await token())}${rate ? `&rate=${rate}` : ""}${playing ? `&playing=${playing}` : ""}`),
    replan: (change: { interview?: Partial<Interview>; plan?: Plan; release?: PlannedAnswer }) => put(app, change),
    forget: async () => void (await fetch(app, { method: "DELETE" })),
    /** Deletes the object, as the app does if its interview is over or deleted. */
    deleteObject: async (search = "") => {
      const headers = { Authorization: `Bearer ${testEnv.WORKER_SHARED_SECRET}` };
      const { status } = await SELF.fetch(`http://worker/${id}${search}`, { method: "DELETE", headers });
      if (status !== 204) throw new Error(`Deleting answered ${status}`);
    },
    app: known,
    /** Waits until the app has the interview in this status. */
    became: (status: Interview["status"]) =>
      until(`the app's having it ${status}`, async () => {
        const it = await known();
        return it.interview.status === status && it;
      }),
    sessions,
    /** Waits for the n-th Live connection (1 is the first) to be set up. */
    session: (count = 1) =>
      until(`Gemini's session ${count}`, async () => {
        const session = (await sessions())[count - 1];
        return session?.setup ? session : undefined;
      }),
    /** Waits until something is true of a session as the simulator recorded it. */
    recorded: (count: number, holds: (session: GeminiSession) => boolean) => {
      let all: GeminiSession[] = [];
      return until(
        () => `what is awaited of Gemini's session ${count} in ${loggedPhase(id)}, among ${JSON.stringify(all)}`,
        async () => {
          const session = (all = await sessions())[count - 1];
          return session !== undefined && holds(session) && session;
        },
      );
    },
    act,
    heard: (sessionId: string) => simulator.audio(sessionId),
    alarm: () => runDurableObjectAlarm(stub()),
    /** The kinds of alarm that are set. */
    alarms: async () => (await rowsOf<{ kind: string }>(stub(), "SELECT kind FROM alarm ORDER BY kind")).map(({ kind }) => kind),
    /** The names of the tables that the object holds. */
    tables: () =>
      runInDurableObject(stub(), (_, { storage }) =>
        storage.sql
          .exec(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'`)
          .toArray()
          .map(({ name }) => name),
      ),
    /** One stored fact, or null. */
    fact: (name: FactName) => runInDurableObject(stub(), (_, { storage }) => new Facts(storage.sql).read(name)),
    /** Waits until the chart is in this phase, according to the log. */
    phase,
    /** Every phase that the chart has been in, in order. */
    phases: () => loggedPhases(id),
    /** Makes Gemini issue a handle that knows all that was said, and waits until it is stored, which the end of a turn brings about. */
    renewHandle: async () => {
      const read = () => runInDurableObject(stub(), (_, { storage }) => new Facts(storage.sql).read("handle"));
      const before = await read();
      await act({ issueHandle: true });
      await act({ send: { serverContent: { turnComplete: true } } });
      return until("a newer handle", async () => ((await read()) === before ? undefined : ((await read()) ?? undefined)));
    },
    /** Waits for a resumption handle to be stored. */
    handle: () =>
      until(
        "a handle",
        async () => (await runInDurableObject(stub(), (_, { storage }) => new Facts(storage.sql).read("handle"))) ?? undefined,
      ),
    /** Ms until each alarm. */
    dueInMs: async () =>
      (await rowsOf<{ atUnixMs: number }>(stub(), "SELECT at_unix_ms AS atUnixMs FROM alarm ORDER BY kind")).map(
        ({ atUnixMs }) => atUnixMs - Date.now(),
      ),
    /** Lets `ms` pass on the chart's clock, which is the object's setTimeout, under fake timers. */
    pass,
    /**
     * The candidate ends in the middle of an answer that gets no more words, and the time given to those passes. The clock stands still
     * from here on.
     */
    endMidAnswer: async (client: Candidate) => {
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: Date.now() });
      client.requestEnd();
      await phase("IN_PROGRESS.gemini.finishing.awaiting client.present");
      await pass(lastWordsMs);
    },
    /** Brings one alarm forward and runs it. */
    expire: async (kind: string) => {
      await runInDurableObject(stub(), async (_, { storage }) => {
        storage.sql.exec(`UPDATE alarm SET at_unix_ms = 1 WHERE kind = ?`, kind);
        storage.sql.exec(`DELETE FROM fact WHERE name = 'alarmAtUnixMs'`);
        await storage.setAlarm(Date.now() + 3_600_000);
      });
      return runDurableObjectAlarm(stub());
    },
  };
};

const put = async (url: string, body: object) => {
  const response = await fetch(url, { method: "PUT", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
};
