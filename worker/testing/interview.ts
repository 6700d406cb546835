import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { SignJWT } from "jose";
import { vi } from "vitest";
import type { Interview, TranscriptEntry } from "../../proto/app-api.ts";
import { InterviewSession } from "../session/interview-session.ts";
import { Client, patience } from "./client.ts";
import type { Call, Plan } from "./fake-app.ts";
import { testEnv } from "./test-env.ts";

/** What the simulator recorded of one Live connection. */
export type GeminiSession = {
  id: string;
  openedAtUnixMs: number;
  closedAtUnixMs: number | null;
  closeCode: number | null;
  path: string;
  extensions: string;
  setup: Record<string, unknown> | null;
  audioBytes: number;
  audioSha256: string;
  texts: string[];
  toolResponses: unknown[];
};

type Options = { scenario?: object; interview?: Partial<Interview>; plan?: Plan; env?: Record<string, string> };

/** One interview and its other sides: the app that knows it, the Gemini that plays its scenario, its object. */
export const prepareInterview = async ({ scenario = {}, interview, plan, env: overrides }: Options = {}) => {
  const id = crypto.randomUUID();
  const key = `role-${id}`;
  const stub = env.INTERVIEW_SESSION.get(env.INTERVIEW_SESSION.idFromName(id));
  await put(`${testEnv.SIMULATOR_CONTROL_URL}/control/scripts/${key}`, { pace: 0, turns: [], ...scenario });
  const app = `${testEnv.APP_URL}/control/interviews/${id}`;
  await put(app, { interview: { role: key, ...interview }, plan: plan ?? {} });
  const configure = () =>
    runInDurableObject(
      stub,
      (instance: InterviewSession) =>
        // A key of its own lets the simulator refuse this interview before its setup is read.
        void Reflect.set(instance, "env", { ...env, GEMINI_API_KEY: `key-of-${key}`, ...overrides }),
    );
  await configure();

  const sessions = async (): Promise<GeminiSession[]> =>
    (await fetch(`${testEnv.SIMULATOR_CONTROL_URL}/control/sessions?key=${key}`)).json();
  const known = async (): Promise<{ interview: Interview; transcript: TranscriptEntry[]; calls: Call[] }> => (await fetch(app)).json();
  const token = (claims: object = {}) => mintToken({ userId: "user-1", interviewId: id, ...claims });

  return {
    id,
    stub,
    configure,
    token,
    join: async ({ rate, token: given }: { rate?: number; token?: string } = {}) =>
      Client.open(`/${id}?token=${given ?? (await token())}${rate ? `&rate=${rate}` : ""}`),
    replan: (change: { interview?: Partial<Interview>; plan?: Plan }) => put(app, change),
    forget: async () => void (await fetch(app, { method: "DELETE" })),
    app: known,
    /** Waits until the app has the interview in this status. */
    became: (status: Interview["status"]) =>
      vi.waitFor(async () => {
        const it = await known();
        if (it.interview.status !== status) throw new Error(`The app has it ${it.interview.status}`);
        return it;
      }, patience),
    sessions,
    /** The n-th Live connection once it is set up, 1 is the first. */
    session: (count = 1) =>
      vi.waitFor(async () => {
        const session = (await sessions())[count - 1];
        if (!session?.setup) throw new Error(`There is no Gemini session ${count}`);
        return session;
      }, patience),
    /** Waits until something is true of a session as the simulator recorded it. */
    recorded: (count: number, holds: (session: GeminiSession) => boolean) =>
      vi.waitFor(async () => {
        const session = (await sessions())[count - 1];
        if (!session || !holds(session)) throw new Error(`Gemini session ${count} is ${JSON.stringify(session)}`);
        return session;
      }, patience),
    act: async (step: object, count?: number) => {
      const all = await sessions();
      const { id: sessionId } = all[count === undefined ? all.length - 1 : count - 1] ?? { id: "none" };
      const response = await fetch(`${testEnv.SIMULATOR_CONTROL_URL}/control/sessions/${sessionId}/act`, {
        method: "POST",
        body: JSON.stringify(step),
      });
      if (!response.ok) throw new Error(`The simulator did not ${JSON.stringify(step)}: ${response.status} ${await response.text()}`);
    },
    heard: async (sessionId: string) =>
      new Uint8Array(await (await fetch(`${testEnv.SIMULATOR_CONTROL_URL}/control/sessions/${sessionId}/audio`)).arrayBuffer()),
    alarm: () => runDurableObjectAlarm(stub),
    /** The kinds of alarm that are set. */
    alarms: () =>
      runInDurableObject(stub, (_, { storage }) =>
        storage.sql
          .exec(`SELECT kind FROM alarm ORDER BY kind`)
          .toArray()
          .map(({ kind }) => kind),
      ),
    /** The names of the tables that the object holds. */
    tables: () =>
      runInDurableObject(stub, (_, { storage }) =>
        storage.sql
          .exec(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'`)
          .toArray()
          .map(({ name }) => name),
      ),
    /** Brings one alarm forward and runs it. */
    expire: async (kind: string) => {
      await runInDurableObject(stub, async (_, { storage }) => {
        storage.sql.exec(`UPDATE alarm SET at_unix_ms = 1 WHERE kind = ?`, kind);
        storage.sql.exec(`DELETE FROM fact WHERE name = 'alarmAtUnixMs'`);
        await storage.setAlarm(Date.now() + 3_600_000);
      });
      return runDurableObjectAlarm(stub);
    },
  };
};

export const mintToken = async (claims: object, { secret = testEnv.JWT_SECRET, alg = "HS256", expiresIn = 300 } = {}) => {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg })
    .setIssuedAt(now)
    .setExpirationTime(now + expiresIn)
    .sign(new TextEncoder().encode(secret));
};

const put = async (url: string, body: object) => {
  const response = await fetch(url, { method: "PUT", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
};
