import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { WebSocket } from "ws";
import * as z from "zod";
import { ClientToServerMessage, ServerToClientMessage } from "../../proto/gen/interview.ts";
import { freePort } from "../../scripts/product/ports.ts";
import { migrate } from "../../scripts/product/database.ts";
import { Services } from "../../scripts/product/processes.ts";
import { startApp, startSimulator, startWorker } from "../../scripts/product/product.ts";
import { readSettings } from "../../scripts/product/settings.ts";
import { secrets } from "../../harness/secrets.ts";
import { quantile } from "../../scripts/statistics.ts";
import { shown } from "../figures/shown.ts";

const tokens = 200;
const interviews = 1_000;
const pages = 50;
const begins = 5;

/** What a person waits for beside the sound itself, on the whole product against the simulator: rows of what, and how much. */
export const measureProduct = async (folder: string): Promise<string[][]> => {
  const [app, worker, simulator] = [await freePort(), await freePort(), await freePort()];
  const settings = readSettings({
    ...process.env,
    ...secrets,
    GEMINI_API_KEY: "",
    STATE_DIR: join(folder, "state"),
    RATE_LIMIT_SCALE: "1000000",
    DAILY_MINUTES: "0",
    MAX_LIVE_INTERVIEWS: "0",
    APP_PORT: String(app),
    WORKER_PORT: String(worker),
    GEMINI_SIMULATOR_PORT: String(simulator),
    APP_ORIGIN: `http://localhost:${app}`,
    WORKER_URL: `ws://localhost:${worker}`,
  });
  const services = new Services(join(folder, "logs"));
  try {
    await migrate(settings.stateDir);
    const startedAt = performance.now();
    await Promise.all([startSimulator(services, settings), startWorker(services, settings, "built"), startApp(services, settings)]);
    const startMs = performance.now() - startedAt;
    const person = await signUp(settings.appOrigin);
    const first = await person.interview();
    const minted = await times(tokens, () => person.token(first));
    const waits = [];
    for (let at = 0; at < begins; at += 1) waits.push(await hold(person, settings.workerUrl));
    const html = await person.page(`/interview/${await person.interview()}/session`);
    for (let at = 0; at < interviews; at += 1) await person.interview();
    const dashboard = await times(pages, () => person.page("/dashboard"));
    const both = (values: number[]) => `${shown(quantile(values, 0.5))} / ${shown(quantile(values, 0.99))}`;
    return [
      ["start of what is built, ms", shown(startMs)],
      [`token, p50 / p99 of ${tokens}, ms`, both(minted)],
      [`dashboard with ${interviews} interviews, p50 / p99 of ${pages}, ms`, both(dashboard)],
      [
        "begin (token, socket) to live, p50, ms",
        shown(
          quantile(
            waits.map((it) => it.liveMs),
            0.5,
          ),
        ),
      ],
      [
        "begin to the first sound, p50, ms",
        shown(
          quantile(
            waits.map((it) => it.soundMs),
            0.5,
          ),
        ),
      ],
      [
        "EndRequest to stored in the app, p50, ms",
        shown(
          quantile(
            waits.map((it) => it.storedMs),
            0.5,
          ),
        ),
      ],
      ["JavaScript of the session page, kB gzip", shown(scriptKilobytes(html))],
    ];
  } finally {
    await services.stop();
  }
};

type Person = Awaited<ReturnType<typeof signUp>>;

const signUp = async (origin: string) => {
  const form = { name: "Bench", email: `bench-${crypto.randomUUID()}@example.test`, password: "correct horse battery staple 42" };
  const entered = await fetch(`${origin}/signup`, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });
  const cookies = entered.headers.getSetCookie().map((it) => it.split(";")[0]);
  const ask = async (method: string, path: string, body?: object): Promise<string> => {
    const headers = { Cookie: cookies.join("; "), "Content-Type": "application/json" };
    const response = await fetch(origin + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
    return response.text();
  };
  return {
    page: (path: string) => ask("GET", path),
    interview: async () => made.parse(JSON.parse(await ask("POST", "/api/interviews", { role: "Engineer" }))).interview.id,
    token: async (id: string) => signed.parse(JSON.parse(await ask("POST", `/api/interviews/${id}/token`, {}))).token,
    status: async (id: string) => stands.parse(JSON.parse(await ask("GET", `/api/interviews/${id}`))).interview.status,
  };
};

const made = z.object({ interview: z.object({ id: z.string() }) });
const signed = z.object({ token: z.string() });
const stands = z.object({ interview: z.object({ status: z.string() }) });

const times = async (count: number, act: () => Promise<unknown>): Promise<number[]> => {
  const took: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const from = performance.now();
    await act();
    took.push(performance.now() - from);
  }
  return took;
};

const endRequest = ClientToServerMessage.encode({ payload: { $case: "endRequest", value: {} } }).finish();

/** Begins one interview, hears the first sound and ends it. */
const hold = async (person: Person, workerUrl: string) => {
  const id = await person.interview();
  const from = performance.now();
  const socket = new WebSocket(`${workerUrl}/${id}?token=${await person.token(id)}`);
  let liveMs = NaN;
  const soundMs = await new Promise<number>((resolve, reject) => {
    socket.on("message", (data: Buffer) => {
      const { payload } = ServerToClientMessage.decode(data);
      if (payload?.$case === "sessionStarted") liveMs = performance.now() - from;
      if (payload?.$case === "audioResponse") resolve(performance.now() - from);
    });
    socket.on("error", reject);
    socket.on("close", (code) => reject(new Error(`closed with ${code}`)));
  });
  const endedAt = performance.now();
  socket.send(endRequest);
  while ((await person.status(id)) !== "COMPLETED") await setTimeout(2);
  const storedMs = performance.now() - endedAt;
  socket.terminate();
  return { liveMs, soundMs, storedMs };
};

/** Every script that the page names, as it is sent. */
const scriptKilobytes = (html: string): number => {
  const scripts = new Set([...html.matchAll(/\/assets\/[\w.$-]+\.js/g)].map(([path]) => path));
  return [...scripts].reduce((sum, path) => sum + gzipSync(readFileSync(join("build/client", path)), { level: 9 }).length, 0) / 1_000;
};
