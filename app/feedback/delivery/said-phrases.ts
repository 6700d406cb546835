import type { SpokenEntry } from "./answers.ts";
import type { Found } from "./found-phrases.ts";

/** A listed phrase where it was said: its characters in what counts of the entry, UTF-16. */
export type SaidPhrase = Found & { timestamp: string };

/** The words of an answer, line by line, as phrases are looked for in them. */
export const textOf = (said: SpokenEntry[]): string => said.map(({ content }) => content).join("\n");

/** What was found in {@link textOf} an answer, each in its line; of a phrase that runs into the next line the part where it begins. */
export const placedIn = (said: SpokenEntry[], found: Found[]): SaidPhrase[] => {
  let start = 0;
  return said.flatMap(({ timestamp, content }) => {
    const [from, to] = [start, start + content.length];
    start = to + 1;
    return found
      .filter((it) => it.from >= from && it.from < to)
      .map((it) => ({ phrase: it.phrase, timestamp, from: it.from - from, to: Math.min(it.to, to) - from }));
  });
};
