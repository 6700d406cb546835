import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "./settings.ts";

/** One line of progress: what, and how it stands. */
export const say = (what: string, how: string): void => console.log(`  ${what.padEnd(10)} ${how}`);

/** Runs a tool to its end; on failure its output is the error's message. */
export const runTool = (command: string, args: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("exit", (code) => (code === 0 ? resolve(output) : reject(new SetupError(`${command} ${args.join(" ")} failed:\n${output}`))));
  });

type Service = { name: string; child: ChildProcess; output: string[] };

/**
 * The long-running processes of one command. Each leads a process group of its own, so that stopping it ends what it
 * started too; its output goes to a file in the logs' folder.
 */
export class Services {
  private readonly running: Service[] = [];
  private readonly logsDir: string;
  private isStopping = false;

  constructor(logsDir: string) {
    this.logsDir = logsDir;
    mkdirSync(logsDir, { recursive: true });
  }

  /** Starts a process; the whole command ends when it dies by itself. */
  start(name: string, command: string, args: string[], { env = {}, cwd = "." }: { env?: NodeJS.ProcessEnv; cwd?: string } = {}): number {
    const log = createWriteStream(join(this.logsDir, `${name}.log`), { flags: "a" });
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"], detached: true });
    const service: Service = { name, child, output: [] };
    this.running.push(service);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.pipe(log, { end: false });
      stream?.on("data", (chunk) => {
        service.output.push(String(chunk));
        if (service.output.length > 50) service.output.shift();
      });
    }
    child.on("error", (error) => this.fail(service, error.message));
    child.on("exit", (code, signal) => this.fail(service, `it ended (${signal ?? code})`));
    return child.pid ?? 0;
  }

  private fail(service: Service, why: string): void {
    if (this.isStopping) return;
    console.error(`The ${service.name} stopped: ${why}.\n${service.output.join("").trim()}`);
    void this.stop().then(() => process.exit(1));
  }

  /** Waits until `url` answers, at most `limitMs`. */
  async ready(name: string, url: string, limitMs = 60_000): Promise<void> {
    const until = Date.now() + limitMs;
    while (Date.now() < until && !this.isStopping) {
      const answered = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
        (response) => response.status < 500,
        () => false,
      );
      if (answered) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    if (!this.isStopping)
      throw new SetupError(`The ${name} did not answer at ${url} within ${limitMs / 1000} s: see ${this.logsDir}/${name}.log`);
  }

  /** Ends every process group: SIGTERM, and SIGKILL for what is left after 3 s. */
  async stop(): Promise<void> {
    if (this.isStopping) return;
    this.isStopping = true;
    await Promise.all(this.running.map(({ child }) => endGroup(child)));
  }
}

const endGroup = async (child: ChildProcess): Promise<void> => {
  if (child.pid === undefined) return;
  const isAlive = signalGroup(child.pid, "SIGTERM");
  const until = Date.now() + 3_000;
  while (isAlive && Date.now() < until && signalGroup(child.pid, 0)) await new Promise((resolve) => setTimeout(resolve, 50));
  signalGroup(child.pid, "SIGKILL");
};

const signalGroup = (pid: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
};

/** Runs a command's main function: a SetupError is one clear line and exit code 1; anything else is a bug with its stack. */
export const main = (run: () => Promise<unknown>): void => {
  run().catch((error: unknown) => {
    console.error(error instanceof SetupError ? error.message : error);
    process.exit(1);
  });
};
