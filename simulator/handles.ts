import { randomUUID } from "node:crypto";
import type { Script } from "./playbook.ts";
import type { Context } from "./usage.ts";

/** What a session remembers, and a resumption handle brings back. */
export type Memory = { nextTurn: number; lastLine: string; context: Context };

export type Conversation = { model: string; script: Script; openConnections: Set<string>; endedAtUnixMs: number };

type Saved = { memory: Memory; conversation: Conversation };

/** The resumption handles of one simulator. */
export class Handles {
  #saved = new Map<string, Saved>();

  /** Issues a handle that brings back the memory as it is now, or as it will be at the end of the session. */
  issue(memory: Memory, conversation: Conversation, remembers: "issue" | "end"): string {
    const handle = randomUUID();
    this.#saved.set(handle, { memory: remembers === "issue" ? structuredClone(memory) : memory, conversation });
    return handle;
  }

  find(handle: string): Saved | undefined {
    const saved = this.#saved.get(handle);
    return saved && { ...saved, memory: structuredClone(saved.memory) };
  }
}
