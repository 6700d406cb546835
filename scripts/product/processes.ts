import { type ChildProcess } from "node:child_process";
import { chmodSync, createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { endGroup, spawnGroup } from "./process-group.ts";
import { SetupError } from "./settings.ts";

/** Prints one line of progress. */
export const say = (what: string, how: string): void => console.log(`  ${what.padEnd(10)} ${how}`);

/** Runs a tool to its end; on failure its output is the error's message. */
export const runTool = (command: string, args: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawnGroup(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
    child.on("error", (cause) => reject(new SetupError(`${command} could not be run: ${cause.message}`)));
    child.on("close", (code) => (code === 0 ? resolve(output) : reject(new SetupError(`${command} ${args.join(" ")} failed:\n${output}`))));
  });

/**
 * Runs a tool that talks to the person itself, to its end or until this process ends, however that happens. Resolves to its exit code, 1 if
 * it was killed.
 */
export const runShown = (command: string, args: string[], options: { stdin?: "inherit"; cwd?: string; env?: NodeJS.ProcessEnv } = {}) =>
  new Promise<number>((resolve, reject) => {
    const { stdin = "ignore", ...where } = options;
    const child = spawnGroup(command, args, { ...where, stdio: [stdin, "inherit", "inherit"] });
    child.on("error", (cause) => reject(new SetupError(`${command} could not be run: ${cause.message}`)));
    child.on("exit", (code) => resolve(code ?? 1));
  });

/** Without these Wrangler serves the database, the objects and its traces, which hold keys and tokens, to anybody who asks on its port. */
const wranglerEnvironment = { X_LOCAL_EXPLORER: "false", X_LOCAL_OBSERVABILITY: "false", WRANGLER_SEND_METRICS: "false" };

/** What Wrangler prints when one of its two runtimes has died. It restarts both, but nothing answers behind a restarted front one. */
const crash = "runtime crashed unexpectedly";

/** What Wrangler prints of a source that it cannot build. Until it can, what is asked gets no answer. */
const unbuilt = "Build failed";

/** How long a service may take to start. */
const readyLimitMs = 60_000;
/** How long a runtime that Wrangler has restarted may take: it needs a second or two. */
const backLimitMs = 10_000;

type Service = { name: string; child: ChildProcess; output: string[]; url?: string };

/** The long-running processes of one command; the output of each goes to a file in the logs' folder. */
export class Services {
  readonly #running: Service[] = [];
  readonly #logsDir: string;
  #stopping: Promise<unknown> | undefined;
  #fail: (failure: SetupError) => void = () => undefined;
  /** Never resolves; rejects with a SetupError when a service ends on its own. */
  readonly ended = new Promise<never>((_, reject) => (this.#fail = reject));

  constructor(logsDir: string) {
    this.#logsDir = logsDir;
    mkdirSync(logsDir, { recursive: true, mode: 0o700 });
    this.ended.catch(() => undefined);
  }

  /** Starts a process in a group of its own, and answers the group's id. */
  start(name: string, command: string, args: string[], { env = {}, cwd = "." }: { env?: NodeJS.ProcessEnv; cwd?: string } = {}): number {
    const child = spawnGroup(command, args, {
      cwd,
      env: { ...process.env, ...wranglerEnvironment, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const log = this.#openLog(name);
    const service: Service = { name, child, output: [] };
    this.#running.push(service);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.pipe(log, { end: false });
      stream?.on("data", (chunk) => {
        service.output.push(String(chunk));
        if (service.output.length > 50) service.output.shift();
        if (String(chunk).includes(crash)) void this.#isBack(service);
        if (String(chunk).includes(unbuilt))
          say(name, `does not build, and its requests wait until it does: see ${this.#logsDir}/${name}.log`);
      });
    }
    child.on("error", (error) => this.#tell(service, error.message));
    child.on("exit", (code, signal) => this.#tell(service, `it ended (${signal ?? code})`));
    return child.pid ?? 0;
  }

  /** The process group of a service, 0 where there is none of that name. */
  groupOf(name: string): number {
    return this.#running.find((service) => service.name === name)?.child.pid ?? 0;
  }

  /** Waits until `url` answers. Throws a SetupError when it does not, or when a service ends meanwhile. */
  async ready(name: string, url: string): Promise<void> {
    await Promise.race([this.ended, this.#answers(name, url, readyLimitMs)]);
    const service = this.#running.find((it) => it.name === name);
    if (service) service.url = url;
  }

  /** Ends every process group. */
  async stop(): Promise<void> {
    await (this.#stopping ??= Promise.all(this.#running.map(({ child }) => (child.pid === undefined ? undefined : endGroup(child.pid)))));
  }

  #tell(service: Service, why: string): void {
    if (this.#stopping === undefined) this.#fail(new SetupError(`The ${service.name} stopped: ${why}.\n${service.output.join("").trim()}`));
  }

  /** A service whose runtime died counts as stopped unless it answers again within `backLimitMs`. */
  async #isBack(service: Service): Promise<void> {
    if (service.url === undefined) return;
    await this.#answers(service.name, service.url, backLimitMs).catch(() => this.#tell(service, "its runtime crashed and does not answer"));
  }

  #openLog(name: string) {
    const file = join(this.#logsDir, `${name}.log`);
    const log = createWriteStream(file, { flags: "a", mode: 0o600 });
    // Earlier versions made it readable by everybody.
    log.on("open", () => chmodSync(file, 0o600));
    return log;
  }

  async #answers(name: string, url: string, limitMs: number): Promise<void> {
    const until = Date.now() + limitMs;
    while (Date.now() < until) {
      const answered = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
        (response) => response.status < 500,
        () => false,
      );
      if (answered) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new SetupError(`The ${name} did not answer at ${url} within ${limitMs / 1000} s: see ${this.#logsDir}/${name}.log`);
  }
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
let asked = (): void => undefined;

/** Has `end` be called for every signal that asks the command to end, instead of what was called before. */
export const endBy = (end: () => void): void => {
  for (const signal of signals) process.off(signal, asked).on(signal, end);
  asked = end;
};

const diskErrors = ["EACCES", "EPERM", "EROFS", "ENOSPC"];

/** A file that may not be read or written, or a full disk, is for the person to fix; Node's message names the file. */
const isDiskError = (error: unknown): error is Error =>
  error instanceof Error && "path" in error && "code" in error && diskErrors.includes(String(error.code));

/**
 * Runs a command. Of a SetupError and a disk error the message is printed, anything else is a bug and printed with its stack; both
 * exit with 1. The command ends when the process that started it does (bootstrap.mjs holds the other end of the channel).
 */
export const main = (run: () => Promise<unknown>): void => {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel?.unref();
  // Nobody reads on, as after `npm start | head`.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => process.exit(1));
  run().catch((error: unknown) => {
    if (error instanceof SetupError) console.error(error.message);
    else if (isDiskError(error)) console.error(`${error.message}. PrepPal reads and writes in ${process.cwd()} as the user who runs it.`);
    else console.error(error);
    process.exit(1);
  });
};
