import type { InputEntry } from "../contract/report.ts";

/** A transcript entry with the id that a report uses for it: `U1`, `A1`, numbered per speaker in order of time. */
export type NamedEntry = {
  id: string;
  speaker: "USER" | "AI";
  timestamp: string;
  /** The text that counts: the correction if there is one, null if the candidate took the line back. */
  text: string | null;
  used: "original" | "corrected";
  original: string;
  speechMs: number | null;
};

/** One exchange: what the interviewer said, and what the candidate answered before the interviewer spoke again. */
export type Exchange = { id: string; ai: NamedEntry[]; user: NamedEntry[] };

/** Gives the entries of a transcript their ids and the text that counts. */
export const nameEntries = (entries: readonly InputEntry[]): NamedEntry[] => {
  const counts = { USER: 0, AI: 0 };
  return entries.map(({ speaker, timestamp, content, correction, speech }) => ({
    id: `${speaker === "USER" ? "U" : "A"}${++counts[speaker]}`,
    speaker,
    timestamp,
    text: correction ? correction.text : content,
    used: correction && correction.text !== content ? "corrected" : "original",
    original: content,
    speechMs: speech?.speechMs ?? null,
  }));
};

/** Splits the conversation into exchanges `E1`, `E2` and so on. In the first, `ai` is empty if the candidate spoke first. */
export const exchangesOf = (entries: readonly NamedEntry[]): Exchange[] => {
  const exchanges: Exchange[] = [];
  for (const entry of entries) {
    const open = exchanges.at(-1);
    if (!open || (entry.speaker === "AI" && open.user.length > 0)) exchanges.push({ id: `E${exchanges.length + 1}`, ai: [], user: [] });
    exchanges.at(-1)?.[entry.speaker === "AI" ? "ai" : "user"].push(entry);
  }
  return exchanges;
};

/** The most characters of an interview that are judged: three hours of talk. What comes after is left out by whole exchanges. */
const mostCharacters = 200_000;
/**
 * The most characters of a line. The interviewer's lines are cut only in an interview longer than `mostCharacters`, the candidate's always.
 */
const longestOf = { AI: 300, USER: 40_000 } as const;

/** The exchanges that a report is made from, with lines short enough for one request. Lines that the candidate took back are left out. */
export const judgedExchanges = (entries: readonly NamedEntry[]): Exchange[] => {
  const exchanges = exchangesOf(entries).map(({ id, ai, user }) => ({ id, ai, user: user.filter(({ text }) => text !== null) }));
  const isLong = entries.reduce((sum, { text }) => sum + (text?.length ?? 0), 0) > mostCharacters;
  const cut = (entry: NamedEntry): NamedEntry => {
    const longest = entry.speaker === "USER" ? longestOf.USER : isLong ? longestOf.AI : Infinity;
    return entry.text !== null && entry.text.length > longest ? { ...entry, text: entry.text.slice(0, longest).toWellFormed() } : entry;
  };
  const judged: Exchange[] = [];
  let left = mostCharacters;
  for (const { id, ai, user } of exchanges) {
    const exchange = { id, ai: ai.map(cut), user: user.map(cut) };
    left -= [...exchange.ai, ...exchange.user].reduce((sum, { text }) => sum + (text?.length ?? 0), 0);
    if (left < 0) break;
    judged.push(exchange);
  }
  return judged;
};
