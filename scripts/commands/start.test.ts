import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { longMs } from "../../harness/wait.ts";
import { secrets } from "../../harness/secrets.ts";
import { freePort, listeners } from "../product/ports.ts";
import { keepGroup } from "../product/process-group.ts";

const dir = mkdtempSync(join(tmpdir(), "preppal-start-"));
const stateDir = join(dir, "state");
const traces = join(stateDir, "v3", "observability");
const ports = { APP_PORT: 0, WORKER_PORT: 0, GEMINI_SIMULATOR_PORT: 0 };

/** Settings of the person's own that must not get in: a proxy that is not there, a key. */
const odd = { HTTP_PROXY: "http://127.0.0.1:9", http_proxy: "http://127.0.0.1:9", NODE_USE_ENV_PROXY: "1", GEMINI_API_KEY: "" };

const started: ChildProcess[] = [];
const start = (env: Record<string, string>, ...args: string[]) => {
  const npm = keepGroup(
    spawn("npm", ["start", "--", ...args], {
      env: { ...process.env, ...secrets, ...odd, STATE_DIR: stateDir, ...env },
      detached: true,
    }),
  );
  let output = "";
  for (const stream of [npm.stdout, npm.stderr]) stream.on("data", (chunk) => (output += chunk));
  started.push(npm);
  return { npm, output: () => output };
};

const freePorts = async () =>
  Object.fromEntries(await Promise.all(Object.keys(ports).map(async (name) => [name, await freePort()] as const))) as typeof ports;

let product: { npm: ChildProcess; output: () => string };

beforeAll(async () => {
  // As an earlier version left it.
  mkdirSync(join(stateDir, "logs"), { recursive: true });
  mkdirSync(traces, { recursive: true });
  writeFileSync(join(traces, "spans.sqlite"), "token=eyJ");
  writeFileSync(join(stateDir, "logs", "app.log"), "", { mode: 0o644 });
  writeFileSync(join(stateDir, ".migrated"), "said of a database that is gone");
  chmodSync(stateDir, 0o755);
  Object.assign(ports, await freePorts());
  product = start(strings(ports));
  await vi.waitFor(() => expect(product.output()).toContain(`Open http://localhost:${ports.APP_PORT}`), 4 * longMs);
});

afterAll(async () => {
  for (const npm of started) if (npm.exitCode === null) npm.kill("SIGTERM");
  await vi.waitFor(() => expect(family.filter(isAlive)).toEqual([]), longMs);
  rmSync(dir, { recursive: true, force: true });
});

const strings = (numbers: Record<string, number>) =>
  Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value)]));

/** The addresses of Wrangler's explorer and of Miniflare's other doors, as the installed ones have them. */
const developersAddresses = (): string[] => {
  const workers = "node_modules/miniflare/dist/src/workers";
  const explorer = readFileSync(`${workers}/local-explorer/explorer.worker.js`, "utf8");
  const api = [...explorer.matchAll(/app\.(?:get|post|put|patch|delete|all)\(\s*"(\/api[^"]*)"/g)].map(([, path = ""]) =>
    path.replaceAll(/:\w+(\{[^}]*\})?/g, "00000000-0000-0000-0000-000000000000"),
  );
  const core = readFileSync(`${workers}/core/entry.worker.js`, "utf8");
  const paths = [...core.matchAll(/^ {2}[A-Z0-9_]+: "(\/(?:cdn-cgi|__cf_local)[^"]*)"/gm)].map(([, path = ""]) => path);
  const roots = ["/cdn-cgi/local/explorer", "/cdn-cgi/explorer"];
  return [
    ...paths,
    ...roots.flatMap((root) => [root, `${root}/`, ...api.map((path) => root + path)]),
    "/cdn-cgi/mf/reload",
    "/__scheduled",
  ];
};

const ask = (port: number, path: string, method: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; body: string }>((resolve, reject) => {
    const asked = request(
      { host: "127.0.0.1", port, path, method, headers: { "Content-Type": "application/json", ...headers } },
      (answer) => {
        let body = "";
        answer.on("data", (chunk) => (body += chunk)).on("end", () => resolve({ status: answer.statusCode ?? 0, body }));
      },
    );
    asked.on("error", reject).end(method === "POST" ? '{"sql":"SELECT 1"}' : undefined);
  });

it("serves no page or endpoint of Wrangler's developer tools on either port", async () => {
  const addresses = developersAddresses();
  expect(addresses.length).toBeGreaterThan(60);
  const served: string[] = [];
  for (const port of [ports.APP_PORT, ports.WORKER_PORT]) {
    for (const path of addresses) {
      for (const method of ["GET", "POST"]) {
        const { status } = await ask(port, path, method, { "MF-Op": "GET" });
        if (status < 400) served.push(`${method} ${port} ${path} ${status}`);
      }
    }
  }
  expect(served).toEqual([]);
});

it("serves none of the files meant for Pages itself", async () => {
  const answers = ["/_routes.json", "/_headers", "/_worker.js", "/wrangler.toml", "/.dev.vars"].map((path) =>
    ask(ports.APP_PORT, path, "GET"),
  );
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  expect((await ask(ports.APP_PORT, "/icon.svg", "GET")).status).toBe(200);
});

it("keeps no traces, and removes those of earlier versions", () => {
  expect(existsSync(traces)).toBe(false);
});

const processesOf = (leader: number): number[] => {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  const parents = rows.map((row) => row.trim().split(/\s+/).map(Number));
  const below = (pid: number): number[] => [pid, ...parents.flatMap(([child = 0, parent]) => (parent === pid ? below(child) : []))];
  return below(leader);
};

let family: number[] = [];
const ourListeners = () => listeners().filter(({ pid }) => family.includes(pid));

it("listens only on this machine, on every port", () => {
  family = processesOf(product.npm.pid ?? 0);
  expect(ourListeners().map(({ port }) => port)).toEqual(expect.arrayContaining(Object.values(ports)));
  expect(ourListeners().filter(({ host }) => host !== "127.0.0.1" && host !== "::1")).toEqual([]);
});

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);

it("makes data, secrets and logs readable by their owner only", () => {
  expect([mode(stateDir), mode(join(stateDir, "pages/.dev.vars")), mode(join(stateDir, "vars/worker.env"))]).toEqual(["700", "600", "600"]);
  const logs = globSync(join(stateDir, "logs/*.log"));
  expect([logs.length, ...new Set(logs.map(mode))]).toEqual([3, "600"]);
});

const app = (path: string, init: RequestInit) =>
  fetch(`http://localhost:${ports.APP_PORT}${path}`, { method: "POST", redirect: "manual", ...init });
let cookie = "";

it("creates missing tables that an earlier version recorded as created", async () => {
  const form = { name: "Ada", email: "ada@example.org", password: "correct horse battery staple 42" };
  const response = await app("/signup", { body: new URLSearchParams(form) });
  expect([response.status, response.headers.get("Location")]).toEqual([302, "/dashboard"]);
  cookie = response.headers
    .getSetCookie()
    .map((it) => it.split(";")[0])
    .join("; ");
});

it("refuses to start twice on one data folder, names the process using it, and leaves that one alone", async () => {
  const before = readFileSync(join(stateDir, "pages/.dev.vars"), "utf8");
  const second = start(strings(await freePorts()));
  const [code] = await once(second.npm, "close");
  const { pid } = JSON.parse(readFileSync(join(stateDir, "running.json"), "utf8")) as { pid: number };
  expect(code).toBe(1);
  expect(second.output()).toContain(`${stateDir} is in use by process ${pid} (http://localhost:${ports.APP_PORT}): end that`);
  expect(second.output()).not.toContain("Open http");
  expect(readFileSync(join(stateDir, "pages/.dev.vars"), "utf8")).toBe(before);
});

it("names the process that holds its port", async () => {
  const second = start({ ...strings(ports), STATE_DIR: join(dir, "other") });
  const [code] = await once(second.npm, "close");
  const holder = listeners().find(({ port }) => port === ports.APP_PORT)?.pid;
  expect([code, second.output()]).toEqual([1, expect.stringContaining(`Port ${ports.APP_PORT} is in use: process ${holder} (`)]);
});

it("names the process that holds the inspector's port, before it builds", async () => {
  const env = { ...strings(await freePorts()), INSPECTOR_PORT: String(ports.APP_PORT), STATE_DIR: join(dir, "other") };
  const { npm, output } = start(env, "--inspect");
  expect(await once(npm, "close")).toEqual([1, null]);
  expect(output()).toMatch(/^PrepPal\nPort \d+ is in use: process \d+ \(.* choose another with INSPECTOR_PORT=<port>\.\n$/m);
});

it("keeps an interview live while a rebuild runs", async () => {
  const headers = { Cookie: cookie, "Content-Type": "application/json" };
  const created = await app("/api/interviews", { headers, body: JSON.stringify({ role: "Engineer" }) });
  const { interview } = (await created.json()) as { interview: { id: string } };
  const { token } = (await (await app(`/api/interviews/${interview.id}/token`, { headers })).json()) as { token: string };
  const socket = new WebSocket(`ws://localhost:${ports.WORKER_PORT}/${interview.id}?token=${token}`);
  let closed: number | null = null;
  socket.on("close", (code) => (closed = code));
  await once(socket, "message");
  const now = new Date();
  for (const file of [...globSync("build/{worker,client}/*.js"), "worker/wrangler.toml", "wrangler.toml"]) utimesSync(file, now, now);
  // Another start takes seconds, far more than Wrangler takes to notice.
  await once(start(strings(ports)).npm, "close");
  expect([closed, readFileSync(join(stateDir, "logs/worker.log"), "utf8")]).toEqual([null, expect.not.stringContaining("Reloading")]);
  socket.terminate();
});

/** Node's option by which the app is never ready, so that a start lasts for as long as its test needs. */
const withoutApp = `--import=data:text/javascript,${encodeURIComponent('if (process.argv.includes("pages")) await new Promise(() => setInterval(() => {}, 1e9));')}`;

it("prints no address when one of its parts ends during the start", async () => {
  const other = await freePorts();
  const broken = start({ ...strings(other), STATE_DIR: join(dir, "broken"), NODE_OPTIONS: withoutApp });
  const find = () => listeners().find(({ port }) => port === other.GEMINI_SIMULATOR_PORT)?.pid ?? 0;
  await vi.waitFor(() => expect(find()).toBeGreaterThan(0), { timeout: 2 * longMs, interval: 10 });
  process.kill(find(), "SIGKILL");
  const [code] = await once(broken.npm, "close");
  expect([code, broken.output().match(/The .* stopped.*/g)]).toEqual([1, ["The simulator stopped: it ended (SIGKILL)."]]);
  expect(broken.output()).not.toContain("Open http");
});

it("ends on an interrupt sent to npm alone, as without a terminal", async () => {
  const other = await freePorts();
  const { npm } = start({ ...strings(other), STATE_DIR: join(dir, "interrupted") });
  const isThere = () => listeners().some(({ port }) => port === other.GEMINI_SIMULATOR_PORT);
  await vi.waitFor(() => expect(isThere()).toBe(true), { timeout: 2 * longMs, interval: 10 });
  const interrupted = processesOf(npm.pid ?? 0);
  npm.kill("SIGINT");
  await vi.waitFor(() => expect(interrupted.filter(isAlive)).toEqual([]), longMs);
});

it("ends with npm, even when npm is killed", async () => {
  family = processesOf(product.npm.pid ?? 0);
  expect(family.length).toBeGreaterThan(6);
  product.npm.kill("SIGKILL");
  await vi.waitFor(() => expect(family.filter(isAlive)).toEqual([]), longMs);
});
