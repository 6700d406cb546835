import { type ChildProcess } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { mintToken } from "../../harness/token.ts";
import { secrets } from "../../harness/secrets.ts";
import { defineInspector, withoutProcess } from "../../scripts/product/artifacts.ts";
import { endGroup, spawnGroup } from "../../scripts/product/process-group.ts";
import { freePort } from "../../scripts/product/ports.ts";
import { runTool } from "../../scripts/product/processes.ts";
import { type Collection, collectionIn } from "../figures/collections.ts";
import { type WorkerdService, writeWorkerdConfig } from "./workerd.ts";

/** The addresses of a relay's neighbours, and the folder in which it may write. */
export type Around = {
  geminiUrl: string;
  appUrl: string;
  folder: string;
  /** The processor that the relay has to itself; null for any. */
  core: number | null;
  /** Where workerd's inspector listens, if at all. */
  inspectorPort?: number;
  /** Whether a Worker is built with the names of its functions. */
  isNamed?: boolean;
  /** Told of each collection of garbage. */
  collected?: (collection: Collection) => void;
};
/** A running relay, and the address of a candidate's socket. */
type Running = { pid: number; urlOf: (id: string) => Promise<string>; stop: () => Promise<void> };
export type Relay = { name: string; start: (around: Around) => Promise<Running> };

const launch = async (command: string, args: string[], { core, collected }: Around, port: number, env: NodeJS.ProcessEnv = {}) => {
  const [program, ...rest] = core === null ? [command, ...args] : ["taskset", "-c", String(core), command, ...args];
  const child = spawnGroup(program, rest, { env: { ...process.env, ...env }, stdio: ["ignore", collected ? "pipe" : "ignore", "pipe"] });
  if (child.stdout && collected) {
    createInterface(child.stdout).on("line", (line) => {
      const collection = collectionIn(line);
      if (collection) collected(collection);
    });
  }
  let said = "";
  child.stderr?.on("data", (chunk) => (said = `${said}${chunk}`.slice(-2_000)));
  const until = performance.now() + 20_000;
  while (!(await answers(port))) {
    if (child.exitCode !== null || performance.now() > until) throw new Error(`${command} does not listen:\n${said}`);
    await setTimeout(50);
  }
  return { pid: pidOf(child), stop: () => endGroup(pidOf(child)) };
};

/** workerd on a Worker; whoever knows its port knows its inspector's. */
const serve = (folder: string, service: WorkerdService, around: Around) => {
  const inspector = around.inspectorPort === undefined ? [] : [`--inspector-addr=127.0.0.1:${around.inspectorPort}`];
  const config = writeWorkerdConfig(folder, { ...service, v8Flags: around.collected ? ["--trace-gc"] : [] });
  return launch("workerd", ["serve", ...inspector, config], around, service.port);
};

const built = new Map<string, Promise<unknown>>();
/** Bundles a Worker, once for each run, and answers its script. The entry is the configuration's own, because its aliases are resolved from there. */
const bundle = async (name: string, out: string, args: string[]): Promise<string> => {
  if (!built.has(out)) built.set(out, runTool("wrangler", ["deploy", "--dry-run", "--outdir", out, ...args]));
  await built.get(out);
  return join(out, `${name}.js`);
};

const pidOf = (child: ChildProcess): number => child.pid ?? 0;

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });

/** A Worker of ours beside the product, with a single object class. */
const benchWorker = (name: string, source: string, flags: string[], more: Record<string, string> = {}): Relay => ({
  name,
  start: async (around) => {
    const folder = join(around.folder, name.replaceAll(/\W+/g, "-"));
    mkdirSync(folder, { recursive: true });
    const minify = around.isNamed === true ? [] : ["--minify"];
    const args = [`bench/workers/${source}.ts`, "--name", source, ...minify, "-c", "bench/workers/wrangler.toml"];
    const script = await bundle(source, join(folder, "built"), args);
    const port = await freePort();
    const service = { script, port, objects: { RELAY: "Relay" }, vars: { GEMINI_BASE_URL: around.geminiUrl, ...more }, flags };
    const running = await serve(folder, service, around);
    return { ...running, urlOf: (id) => Promise.resolve(`ws://127.0.0.1:${port}/${id}`) };
  },
});

const flagsOfWorker = (): string[] => {
  const [, flags = ""] = /^compatibility_flags = \[(.*)\]$/m.exec(readFileSync("worker/wrangler.toml", "utf8")) ?? [];
  return [...flags.matchAll(/"(.+?)"/g)].map(([, flag = ""]) => flag);
};

/** The built product, set to send every frame to Gemini as it came, which is what the others do. The detector still hears them all. */
const product = (hz: number, { name = "PrepPal", built = "build/worker/index.js", timesClock = 1 } = {}): Relay => ({
  name: `${name} ${hz / 1000} kHz`,
  start: async (around) => {
    const folder = join(around.folder, `${name}-${hz}`);
    mkdirSync(folder, { recursive: true });
    const port = await freePort();
    const { JWT_SECRET, WORKER_SHARED_SECRET } = secrets;
    const vars = {
      JWT_SECRET,
      WORKER_SHARED_SECRET,
      APP_URL: around.appUrl,
      APP_ORIGIN: "http://localhost:3000",
      GEMINI_API_KEY: "bench",
      GEMINI_BASE_URL: around.geminiUrl,
      GEMINI_TURN_TAKING: "automatic",
    };
    const objects = { INTERVIEW_SESSION: "InterviewSession", FEEDBACK_JOB: "FeedbackJob" };
    const named = join(around.folder, "named");
    const script =
      around.isNamed === true
        ? await bundle("index", named, ["-c", "worker/wrangler.toml", ...withoutProcess, ...defineInspector("")])
        : resolve(built);
    const timed = timesClock === 1 ? script : hurriedScript(script, join(folder, "hurried.js"), timesClock);
    const running = await serve(folder, { script: timed, port, objects, vars, flags: flagsOfWorker() }, around);
    const urlOf = async (id: string) =>
      `ws://127.0.0.1:${port}/${id}?rate=${hz}&token=${await mintToken({ userId: "bench", interviewId: id })}`;
    return { ...running, urlOf };
  },
});

const bareNode: Relay = {
  name: "bare Node",
  start: async (around) => {
    const port = await freePort();
    const env = { PORT: String(port), GEMINI_BASE_URL: around.geminiUrl };
    const running = await launch(process.execPath, ["bench/relays/node-relay.ts"], around, port, env);
    return { ...running, urlOf: (id) => Promise.resolve(`ws://127.0.0.1:${port}/${id}`) };
  },
};

const flags = ["no_web_socket_compression", "no_websocket_standard_binary_type"];

/** What is compared: the floor, the platform's own cost, the naive first version, and the product at both rates. */
export const relays: Readonly<Record<string, Relay>> = {
  node: bareNode,
  bytes: benchWorker("bytes-only Worker", "bytes", flags),
  hibernating: benchWorker("bytes-only, hibernating", "bytes", flags, { HIBERNATES: "yes" }),
  naive: benchWorker("naive Worker", "naive", []),
  preppal24: product(24_000),
  preppal16: product(16_000),
};

/** PrepPal on a clock that runs `timesClock` times as fast. Alarms keep real time, so no interview is told that its hour is over. */
export const hurried = (timesClock: number): Relay => product(24_000, { name: `PrepPal, clock × ${timesClock},`, timesClock });

/** Writes a copy of `script` whose dates and timers run `times` times as fast, and answers its path. */
const hurriedScript = (script: string, to: string, times: number): string => {
  const clock = `{
  const [{ now }, { setTimeout: wait }, begun] = [Date, globalThis, Date.now()];
  Date.now = () => begun + ${times} * (now() - begun);
  globalThis.setTimeout = (act, ms, ...rest) => wait(act, ms / ${times}, ...rest);
}
`;
  writeFileSync(to, clock + readFileSync(script, "utf8"));
  return to;
};

/** PrepPal from an earlier build: `built` is that build's script of the Worker. */
export const builtBefore = (built: string): Record<string, Relay> => {
  const before = { name: "PrepPal before", built };
  return { before24: product(24_000, before), before16: product(16_000, before) };
};
