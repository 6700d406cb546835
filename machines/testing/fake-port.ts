import { type AnyStateMachine, type EventObject, type NonReducibleUnknown, fromCallback, fromPromise } from "xstate";

/** What a machine did to the world, by kind and in order. `all` holds every line of the others, in one order. */
export type Diary<Kind extends string> = { readonly [K in Kind | "all"]: string[] };

/** Writes one line: the words that are there, with spaces between them. */
export type Note<Kind extends string> = (kind: Kind, ...words: unknown[]) => void;

export const keepDiary = <Kind extends string>(diary: Diary<Kind>): Note<Kind> => {
  return (kind, ...words) => {
    const line = words.filter((it) => it !== undefined && it !== null).join(" ");
    diary[kind].push(line);
    diary.all.push(`${kind} ${line}`);
  };
};

/** A resource that writes down when it was opened (with what), what it was told and when it was closed. */
export const fakeResource = <Command extends EventObject, Input extends NonReducibleUnknown>(
  name: string,
  note: Note<"opened" | "heard" | "closed">,
  describe: (input: Input) => string | undefined,
) =>
  fromCallback<Command, Input>(({ input, receive }) => {
    note("opened", name, describe(input));
    receive(({ type, ...fields }) => note("heard", name, type, ...Object.values(fields)));
    return () => note("closed", name);
  });

/** Every effect that the chart names, as a fake that writes down its name and its params: one more in the chart needs no word here. */
export const fakeEffects = (machine: AnyStateMachine, write: (name: string, ...params: unknown[]) => void) => {
  const named = Object.entries<unknown>(machine.implementations.actions);
  const effects = named.filter(([, action]) => typeof action === "function" && !("type" in action));
  return Object.fromEntries(effects.map(([name]) => [name, (_: unknown, params?: object) => write(name, ...Object.values(params ?? {}))]));
};

type Answer<Output> = { resolve: (output: Output) => void; reject: (error: unknown) => void };

/** A task that answers when it is told to. */
export class FakeTask<Output, Input extends NonReducibleUnknown> {
  readonly #waiting: Answer<Output>[] = [];
  readonly asked: Input[] = [];
  readonly logic = fromPromise<Output, Input>(({ input }) => {
    this.asked.push(input);
    return new Promise<Output>((resolve, reject) => this.#waiting.push({ resolve, reject }));
  });

  async answer(output: Output): Promise<void> {
    this.#next().resolve(output);
    await settled();
  }

  async fail(error: unknown): Promise<void> {
    this.#next().reject(error);
    await settled();
  }

  #next(): Answer<Output> {
    const waiting = this.#waiting.pop();
    if (waiting === undefined) throw new Error("Nobody waits for this task");
    return waiting;
  }
}

/** A settled promise reaches its machine through a handful of reactions: there is no timer in between to wait for. */
const settled = async (): Promise<void> => {
  for (let reaction = 0; reaction < 8; reaction++) await Promise.resolve();
};
