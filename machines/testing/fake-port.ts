import { type EventObject, type NonReducibleUnknown, fromCallback } from "xstate";

/** What a machine did to the world, by kind and in order. `all` has the lines of every kind, in one order. */
type Diary<Kind extends string> = { readonly [K in Kind | "all"]: string[] };

/** Writes one line: its words, without the missing ones, with spaces between them. */
export type Note<Kind extends string> = (kind: Kind, ...words: unknown[]) => void;

/** Returns the function that writes into `diary`. */
export const keepDiary = <Kind extends string>(diary: Diary<Kind>): Note<Kind> => {
  return (kind, ...words) => {
    const line = words.filter((it) => it !== undefined && it !== null).join(" ");
    diary[kind].push(line);
    diary.all.push(`${kind} ${line}`);
  };
};

/** A fake resource that writes down when it was opened (with what), what it was told, and when it was closed. */
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
