import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
    while (!becomes(claim, file)) {
      const holder = holderOf(file);
      if (holder !== null) return { holder };
      rmSync(file, { force: true });
    }
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

/** Gives the file another name, in one step with all that it says. False if that name is taken. */
const becomes = (file: string, name: string): boolean => {
  try {
    linkSync(file, name);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
};

const holderOf = (file: string): Holder | null => {
  const holder = read(file);
  return holder !== null && holder.pid !== process.pid && isOurs(holder.pid) ? holder : null;
};

const read = (file: string): Holder | null => {
  try {
    return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
};

/** The system may have given the id of a killed process to another program. */
const isOurs = (pid: number): boolean => commandOf(pid).includes("scripts/commands/");
