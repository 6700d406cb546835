import { type AnyStateMachine, type NonReducibleUnknown, fromPromise } from "xstate";

/**
 * Stand-ins for all effects that the chart names: each writes down its name and its params. A new effect of the chart needs nothing here.
 */
export const standInEffects = (machine: AnyStateMachine, write: (name: string, ...params: unknown[]) => void) => {
  const named = Object.entries<unknown>(machine.implementations.actions);
  const effects = named.filter(([, action]) => typeof action === "function" && !("type" in action));
  return Object.fromEntries(effects.map(([name]) => [name, (_: unknown, params?: object) => write(name, ...Object.values(params ?? {}))]));
};

type Answer<Output> = { resolve: (output: Output) => void; reject: (error: unknown) => void };

/** A stand-in for a host's task, which answers when it is told to. */
export class StandInTask<Output, Input extends NonReducibleUnknown> {
  readonly #waiting: Answer<Output>[] = [];
  readonly asked: Input[] = [];
  readonly logic = fromPromise<Output, Input>(({ input }) => {
    this.asked.push(input);
    return new Promise<Output>((resolve, reject) => this.#waiting.push({ resolve, reject }));
  });

  /** Answers the newest call. Does nothing if there was none. */
  async answer(output: Output): Promise<void> {
    this.#waiting.pop()?.resolve(output);
    await settled();
  }

  async fail(error: unknown): Promise<void> {
    this.#waiting.pop()?.reject(error);
    await settled();
  }
}

/** Waits until a settled promise has reached its machine: it does so in a handful of microtasks, without a timer. */
const settled = async (): Promise<void> => {
  for (let reaction = 0; reaction < 8; reaction++) await Promise.resolve();
};
