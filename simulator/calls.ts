import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Line } from "./line.ts";
import type { Step } from "./scenario.ts";

const sentCalls = z.object({ toolCall: z.object({ functionCalls: z.array(z.object({ id: z.string() })) }) });

type Kind = "BLOCKING" | "NON_BLOCKING";

type Waiting = { kind: Kind; then: Step[]; continued: boolean; answered: () => void };

/** An answered call: the kind of its function, what the model says after the answer, and whether this call had an answer before. */
export type Answered = { kind: Kind; then: Step[]; continued: boolean };

/** The function calls that await their answer. */
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
   * Calls a function if the setup declares it. Resolves at once, or for a blocking function when it has been answered. `then` is what the
   * model says after the answer.
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

  /** Registers a call that a scenario sends word for word, so that its answer is taken like any other. It counts as non-blocking. */
  expect(message: unknown) {
    const calls = sentCalls.safeParse(message).data?.toolCall.functionCalls ?? [];
    for (const { id } of calls) this.#waiting.set(id, { kind: "NON_BLOCKING", then: [], continued: false, answered: () => {} });
  }

  /** Takes the answer to a call; undefined if there is no such call. A call whose answer will continue stays in wait for the final one. */
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
