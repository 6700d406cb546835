import { spawnGroup } from "../product/process-group.ts";
import type { Progress } from "./progress.ts";
import type { Tally } from "./tally.ts";

/** Far above what either runner takes, so that one that hangs fails. */
const limitMs = 20 * 60_000;

/** What workerd prints about the aborts, broken connections and refusals that tests cause. */
const workerdNoise = /^[·x,-]*(?:exception = |stack: |uncaught exception; |console warning; |NOSENTRY ).*\n/gm;

type RunOptions = { name: string; command: string; args: string[]; lastFiles?: number; env?: NodeJS.ProcessEnv };

/** One test runner. What it prints is kept until it is known whether anybody needs it. */
export class Run {
  readonly end: Promise<void>;
  /** Resolves when no more than `lastFiles` of its files are left, so that the next runner can begin. */
  readonly nearEnd: Promise<void>;
  #left = Infinity;

  constructor(tally: Tally, { name, command, args, lastFiles = 0, env }: RunOptions) {
    const child = spawnGroup(command, args, {
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      env: { ...process.env, NO_COLOR: "1", ...env },
      timeout: limitMs,
    });
    let isNear = () => {};
    this.nearEnd = new Promise((resolve) => (isNear = resolve));
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (printed += chunk));
    child.on("message", (progress: Progress) => {
      if (progress.is === "planned") tally.plan(progress.files);
      if (progress.is === "planned") this.#left = progress.files;
      if (progress.is === "file") this.#left -= 1;
      if (this.#left <= lastFiles) isNear();
      if (progress.is === "file") tally.add(progress);
      if (progress.is === "error") tally.fail(`${name}: ${progress.message}`);
    });
    this.end = new Promise((resolve) => {
      const over = (code: number | null) => {
        if (this.#left > 0) tally.fail(`${name} did not run to its end.`);
        else if (code !== 0 && tally.failed === 0) tally.fail(`${name} ended with code ${code}.`);
        if (code !== 0) tally.keep(printed.replaceAll(workerdNoise, ""));
        isNear();
        resolve();
      };
      child.on("error", ({ message }) => over(tally.fail(`${name} could not be started: ${message}`)));
      child.on("close", over);
    });
  }
}
