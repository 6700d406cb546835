import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import { commandOf } from "./ports.ts";
import { SetupError } from "./settings.ts";

const Holder = z.object({ pid: z.number(), what: z.string() });

/**
 * Claims the folder of local data for this process: other users cannot read it, and no second command runs on it. Throws SetupError naming
 * the process that already has it.
 */
export const takeState = (stateDir: string, what: string): void => {
  try {
    makeFolder(stateDir);
    chmodSync(stateDir, 0o700);
  } catch (cause) {
    throw new SetupError(`STATE_DIR: ${cause instanceof Error ? cause.message : cause}. Choose another with STATE_DIR=<folder>.`);
  }
  lock(join(stateDir, "running.json"), stateDir, what);
  // Wrangler's traces of earlier versions, with keys and tokens in them.
  rmSync(join(stateDir, "v3", "observability"), { recursive: true, force: true });
};

/** Makes the folders one by one, because below /proc Node's recursive mkdir never returns. */
const makeFolder = (folder: string): void => {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
};

const lock = (file: string, stateDir: string, what: string): void => {
  const holder = read(file);
  if (holder !== null && holder.pid !== process.pid && isOurs(holder.pid)) {
    const who = `process ${holder.pid} (${holder.what})`;
    throw new SetupError(`${stateDir} is in use by ${who}: end that, or run this one on data of its own with STATE_DIR=<folder>.`);
  }
  rmSync(file, { force: true });
  writeFileSync(file, JSON.stringify({ pid: process.pid, what }), { flag: "wx", mode: 0o600 });
  process.on("exit", () => rmSync(file, { force: true }));
};

const read = (file: string): z.infer<typeof Holder> | null => {
  try {
    return Holder.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
};

/** The system may have given the id of a killed process to another program. */
const isOurs = (pid: number): boolean => commandOf(pid).includes("scripts/commands/");
