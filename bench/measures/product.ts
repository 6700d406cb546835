import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { WebSocket } from "ws";
import * as z from "zod";
import { ClientToServerMessage, ServerToClientMessage } from "../../proto/gen/interview.ts";
import { newInterview, newToken, openAccount } from "../../scripts/product/account.ts";
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

/** What a person waits for apart from the sound, on the whole product with the simulator: table rows of a name and a figure. */
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
    const waits: Awaited<ReturnType<typeof hold>>[] = [];
    for (let at = 0; at < begins; at += 1) waits.push(await hold(person, settings.workerUrl));
    const html = await person.page(`/interview/${await person.interview()}/session`);
    for (let at = 0; at < interviews; at += 1) await person.interview();
    const dashboard = await times(pages, () => person.page("/dashboard"));
    const half = (values: number[]) => shown(quantile(values, 0.5));
    const most = (values: number[]) => shown(quantile(values, 0.99));
    const waitsFor = (what: keyof (typeof waits)[number]) => half(waits.map((it) => it[what]));
    return [
      ["start of what is built, ms", shown(startMs)],
      [`token, p50 / p99 of ${tokens}, ms`, `${half(minted)} / ${most(minted)}`],
      [`dashboard with ${interviews} interviews, p50 / p99 of ${pages}, ms`, `${half(dashboard)} / ${most(dashboard)}`],
      ["begin (token, socket) to live, p50, ms", waitsFor("liveMs")],
      ["begin to the first sound, p50, ms", waitsFor("soundMs")],
      ["EndRequest to stored in the app, p50, ms", waitsFor("storedMs")],
      ["JavaScript of the session page, kB gzip", shown(scriptKilobytes(html))],
    ];
  } finally {
    await services.stop();
  }
};

type Person = Awaited<ReturnType<typeof signUp>>;

const signUp = async (origin: string) => {
  const { cookie, ask } = await openAccount(origin, "Bench");
  return {
    page: async (path: string) => {
      const response = await fetch(origin + path, { headers: { Cookie: cookie } });
      if (!response.ok) throw new Error(`GET ${path}: ${response.status}`);
      return response.text();
    },
    interview: () => newInterview(ask, { role: "Engineer" }),
    token: (id: string) => newToken(ask, id),
    status: async (id: string) => asked.parse(await ask("GET", `/api/interviews/${id}`)).interview.status,
  };
};

const asked = z.object({ interview: z.object({ status: z.string() }) });

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

/** Begins one interview, hears the first sound and ends it: ms from the token to live and to that sound, and from the end to stored. */
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
