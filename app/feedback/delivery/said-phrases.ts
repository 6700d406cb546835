import type { SpokenEntry } from "./answers.ts";
import type { Found } from "./found-phrases.ts";

/** A listed phrase and where it was said, as UTF-16 offsets in the text of the entry that counts. */
export type SaidPhrase = Found & { timestamp: string };

/** The text of an answer in which phrases are searched, one line per entry. */
export const textOf = (said: SpokenEntry[]): string => said.map(({ content }) => content).join("\n");

/** Maps matches in {@link textOf} to their entries. A phrase that continues in the next entry is cut at the end of its first. */
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
