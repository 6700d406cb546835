import { type ChildProcess } from "node:child_process";
import { chmodSync, createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { endGroup, spawnGroup } from "./process-group.ts";
import { SetupError } from "./settings.ts";

/** One line of progress: what, and how it stands. */
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

/** Wrangler serves the database, the objects and its traces (with keys and tokens in them) to whoever asks on its port. */
const wranglerEnvironment = { X_LOCAL_EXPLORER: "false", X_LOCAL_OBSERVABILITY: "false", WRANGLER_SEND_METRICS: "false" };

/** What Wrangler says when one of its two runtimes has died. It starts both again, but behind a new front one nothing is answered any more. */
const crash = "runtime crashed unexpectedly";

/** A service that has just been started may take this long. */
const readyLimitMs = 60_000;
/** A runtime that Wrangler has started again answers within a second or two. */
const backLimitMs = 10_000;

type Service = { name: string; child: ChildProcess; output: string[]; url?: string };

/** The long-running processes of one command; the output of each goes to a file in the logs' folder. */
export class Services {
  readonly #running: Service[] = [];
  readonly #logsDir: string;
  #stopping: Promise<unknown> | undefined;
  #fail: (failure: SetupError) => void = () => undefined;
  /** Never resolves; rejects with a SetupError when a service ends by itself. */
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

  /** A service whose runtime died is waited for as long as a start takes, then it has stopped. */
  async #isBack(service: Service): Promise<void> {
    if (service.url === undefined) return;
    await this.#answers(service.name, service.url, backLimitMs).catch(() => this.#tell(service, "its runtime crashed and does not answer"));
  }

  #openLog(name: string) {
    const file = join(this.#logsDir, `${name}.log`);
    const log = createWriteStream(file, { flags: "a", mode: 0o600 });
    // One of an earlier version was everybody's to read.
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

const codesOfTheDisk = ["EACCES", "EPERM", "EROFS", "ENOSPC"];

/** A file that is not this person's, or a full disk, is theirs to fix: Node's line names the file. */
const isOfTheDisk = (error: unknown): error is Error =>
  error instanceof Error && "path" in error && "code" in error && codesOfTheDisk.includes(String(error.code));

/** A flag that is mistyped, or none of the command's. */
const isOfTheFlags = (error: unknown): error is Error =>
  error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS_");

/** First of a command that takes none. Throws what `main` says in a line: a flag that is passed over is a real deployment for `--dry-run`. */
export const takeNoArguments = (): void => void parseArgs();

/**
 * Runs a command's main function: a SetupError is one clear line and exit code 1, and so are what the disk refuses and what parseArgs does
 * not know; anything else is a bug with its stack.
 * The command ends when what started it does (bootstrap.mjs holds the other end of the channel).
 */
export const main = (run: () => Promise<unknown>): void => {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel?.unref();
  run().catch((error: unknown) => {
    if (error instanceof SetupError || isOfTheFlags(error)) console.error(error.message);
    else if (isOfTheDisk(error)) console.error(`${error.message}. PrepPal reads and writes in ${process.cwd()} as who runs it.`);
    else console.error(error);
    process.exit(1);
  });
};
