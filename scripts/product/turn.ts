import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import * as z from "zod";
import { commandOf } from "./ports.ts";
import { say } from "./processes.ts";

const lookEveryMs = 200;

const schema = z.object({ pid: z.number(), what: z.string() });
type Holder = z.output<typeof schema>;

/**
 * Has `file` say that this process has it, until that ends or calls `letGo`. If another command of this project has it and still runs, that
 * is told instead.
 */
export const take = (file: string, what: string): { holder: Holder } | { holder: null; letGo: () => void } => {
  const claim = `${file}.${process.pid}`;
  writeFileSync(claim, JSON.stringify({ pid: process.pid, what }), { mode: 0o600 });
  try {
    const holder = claimed(claim, file);
    if (holder !== null) return { holder };
  } finally {
    rmSync(claim);
  }
  const remove = () => rmSync(file, { force: true });
  process.once("exit", remove);
  const letGo = () => {
    process.off("exit", remove);
    remove();
  };
  return { holder: null, letGo };
};

/** Runs `work`, of which `file` says who is at it. Another command of this project that is at it is waited for. */
export const inTurn = async (file: string, what: string, work: () => Promise<void>): Promise<void> => {
  let turn = take(file, what);
  if (turn.holder) say(what, `waiting for process ${turn.holder.pid}, which is at it…`);
  while (turn.holder) {
    await setTimeout(lookEveryMs);
    turn = take(file, what);
  }
  try {
    await work();
  } finally {
    turn.letGo();
  }
};

/**
 * Has `file` say what `claim` says, or answers who has it or is about to. What a killed process left is replaced by one process at a time: a
 * second one that had seen it as well would replace what the first has made of it.
 */
const claimed = (claim: string, file: string): Holder | null => {
  while (!becomes(claim, file)) {
    const holder = holderOf(file);
    // It was let go since.
    if (holder === "nobody") continue;
    if (holder !== "killed") return holder;
    const replacing = `${file}.replacing`;
    const other = claimed(claim, replacing);
    if (other !== null) return other;
    if (holderOf(file) === "killed") {
      renameSync(replacing, file);
      return null;
    }
    rmSync(replacing);
  }
  return null;
};

/** Gives the file another name, in one step with all that it says. False if that name is taken. */
const becomes = (file: string, name: string): boolean => {
  try {
    linkSync(file, name);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
};

const holderOf = (file: string): Holder | "killed" | "nobody" => {
  const text = read(file);
  if (text === null) return "nobody";
  const holder = parse(text);
  if (holder !== null && holder.pid !== process.pid && isOurs(holder.pid)) return holder;
  // One that has ended since has let it go, and it may be another one's by now.
  return read(file) === text ? "killed" : "nobody";
};

const read = (file: string): string | null => {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
};

const parse = (text: string): Holder | null => {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
};

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : null);

/** The system may have given the id of a killed process to another program. */
const isOurs = (pid: number): boolean => commandOf(pid).includes("scripts/commands/");
