import { randomUUID } from "node:crypto";
import type { Script } from "./playbook.ts";

/** What a session remembers and a handle brings back. */
export type Memory = { nextTurn: number; lastLine: string };

export type Conversation = { model: string; script: Script; openConnections: Set<string>; endedAtUnixMs: number };

type Saved = { memory: Memory; conversation: Conversation };

/** Resumption handles of one simulator. Each brings back the moment in which it was issued. */
export class Handles {
  #saved = new Map<string, Saved>();

  issue(memory: Memory, conversation: Conversation): string {
    const handle = randomUUID();
    this.#saved.set(handle, { memory: { ...memory }, conversation });
    return handle;
  }

  find(handle: string): Saved | undefined {
    return this.#saved.get(handle);
  }
}
