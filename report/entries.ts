import type { InputEntry } from "../contract/report.ts";

/** An entry under the name that a report knows it by: `U1`, `A1`, counted for each speaker in the order of time. */
export type NamedEntry = {
  id: string;
  speaker: "USER" | "AI";
  timestamp: string;
  /** What counts: the correction where there is one, null where these were not the candidate's words. */
  text: string | null;
  used: "original" | "corrected";
  original: string;
  speechMs: number | null;
};

/** What the interviewer said, and what was answered before they spoke again. */
export type Exchange = { id: string; ai: NamedEntry[]; user: NamedEntry[] };

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

/** The conversation in exchanges `E1`, `E2`…; the first has no words of the interviewer where the candidate spoke first. */
export const exchangesOf = (entries: readonly NamedEntry[]): Exchange[] => {
  const exchanges: Exchange[] = [];
  for (const entry of entries) {
    const open = exchanges.at(-1);
    if (!open || (entry.speaker === "AI" && open.user.length > 0)) exchanges.push({ id: `E${exchanges.length + 1}`, ai: [], user: [] });
    exchanges.at(-1)?.[entry.speaker === "AI" ? "ai" : "user"].push(entry);
  }
  return exchanges;
};
