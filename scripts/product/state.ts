import { chmodSync, mkdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { SetupError } from "./settings.ts";
import { take } from "./turn.ts";

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
  const { holder } = take(join(stateDir, "running.json"), what);
  if (holder !== null) {
    const who = `process ${holder.pid} (${holder.what})`;
    throw new SetupError(`${stateDir} is in use by ${who}: end that, or run this one on data of its own with STATE_DIR=<folder>.`);
  }
  // Wrangler's traces of earlier versions, with keys and tokens in them.
  rmSync(join(stateDir, "v3", "observability"), { recursive: true, force: true });
};

/** Makes the folders one by one, because below /proc Node's recursive mkdir never returns. */
const makeFolder = (folder: string): void => {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
};
