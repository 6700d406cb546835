import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Line } from "./line.ts";
import type { Step } from "./scenario.ts";

const sentCalls = z.object({ toolCall: z.object({ functionCalls: z.array(z.object({ id: z.string() })) }) });

type Kind = "BLOCKING" | "NON_BLOCKING";

type Waiting = { kind: Kind; then: Step[]; continued: boolean; answered: () => void };

/** One answer to a call: what kind of call, what the model says once it is answered, and whether an answer came before. */
export type Answered = { kind: Kind; then: Step[]; continued: boolean };

/** The function calls that wait for their answer. */
export class Calls {
  #line: Line;
  #behaviourOf: (name: string) => Kind | undefined;
  #waiting = new Map<string, Waiting>();

  constructor(line: Line, behaviourOf: (name: string) => Kind | undefined) {
    this.#line = line;
    this.#behaviourOf = behaviourOf;
  }

  get pending() {
    return this.#waiting.size > 0;
  }

  declares(name: string) {
    return this.#behaviourOf(name) !== undefined;
  }

  /**
   * A model cannot call what the setup does not declare. Resolves at once, or when a blocking function has been answered.
   * `then` is what the model says after the answer.
   */
  async make(name: string, args: unknown, signal: AbortSignal, then: Step[] = []): Promise<void> {
    const kind = this.#behaviourOf(name);
    if (kind === undefined) return;
    const id = `function-call-${randomUUID()}`;
    const answered = new Promise<void>((resolve, reject) => {
      this.#waiting.set(id, { kind, then, continued: false, answered: resolve });
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
    answered.catch(() => undefined);
    this.#line.send({ toolCall: { functionCalls: [{ name, args, id }] } });
    if (kind === "BLOCKING") await answered;
  }

  /** A call in a scenario's own words is answered like one that the model made; a function that was never declared is none that blocks. */
  expect(message: unknown) {
    const calls = sentCalls.safeParse(message).data?.toolCall.functionCalls ?? [];
    for (const { id } of calls) this.#waiting.set(id, { kind: "NON_BLOCKING", then: [], continued: false, answered: () => {} });
  }

  /** Undefined when nobody asked. A call whose answer will continue still waits for the last one. */
  answer(id: string, willContinue: boolean): Answered | undefined {
    const call = this.#waiting.get(id);
    if (!call) return undefined;
    const { kind, then, continued } = call;
    if (willContinue) this.#waiting.set(id, { ...call, then: [], continued: true });
    else this.#waiting.delete(id);
    if (!willContinue) call.answered();
    return { kind, then, continued };
  }

  cancelBlocking() {
    this.#cancel([...this.#waiting].filter(([, call]) => call.kind === "BLOCKING").map(([id]) => id));
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
