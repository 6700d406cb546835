import { randomUUID } from "node:crypto";
import type { Line } from "./line.ts";

type Waiting = { blocking: boolean; answered: () => void };

/** The function calls that wait for their answer. */
export class Calls {
  #line: Line;
  #behaviourOf: (name: string) => "BLOCKING" | "NON_BLOCKING" | undefined;
  #waiting = new Map<string, Waiting>();

  constructor(line: Line, behaviourOf: (name: string) => "BLOCKING" | "NON_BLOCKING" | undefined) {
    this.#line = line;
    this.#behaviourOf = behaviourOf;
  }

  get pending() {
    return this.#waiting.size > 0;
  }

  declares(name: string) {
    return this.#behaviourOf(name) !== undefined;
  }

  /** A model cannot call what the setup does not declare. Resolves at once, or when a blocking function has been answered. */
  async make(name: string, args: unknown, signal: AbortSignal): Promise<void> {
    const kind = this.#behaviourOf(name);
    if (kind === undefined) return;
    const id = `function-call-${randomUUID()}`;
    const blocking = kind === "BLOCKING";
    const answered = new Promise<void>((resolve, reject) => {
      this.#waiting.set(id, { blocking, answered: resolve });
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
    this.#line.send({ toolCall: { functionCalls: [{ id, name, args }] } });
    if (blocking) return answered;
    answered.catch(() => undefined);
  }

  /** What kind of call this answers; undefined when nobody asked. */
  answer(id: string): "BLOCKING" | "NON_BLOCKING" | undefined {
    const call = this.#waiting.get(id);
    if (!call) return undefined;
    this.#waiting.delete(id);
    call.answered();
    return call.blocking ? "BLOCKING" : "NON_BLOCKING";
  }

  cancelBlocking() {
    this.#cancel([...this.#waiting].filter(([, call]) => call.blocking).map(([id]) => id));
  }

  cancelAll() {
    this.#cancel([...this.#waiting.keys()]);
  }

  #cancel(ids: string[]) {
    if (ids.length === 0) return;
    ids.forEach((id) => this.#waiting.delete(id));
    this.#line.send({ toolCallCancellation: { ids } });
  }
}
