import type { TranscriptEntry } from "../../contract/app-api.ts";

/** What one speaker said until the other spoke. `offsetMs` counts from the start of the interview. */
export type Turn<Entry extends TranscriptEntry = TranscriptEntry> = {
  speaker: "USER" | "AI";
  entries: Entry[];
  offsetMs: number;
  timestamp: string;
};

/** Groups a transcript into turns: consecutive entries of one speaker. `startedAt` is ISO 8601; without it the first entry is at zero. */
export const turnsOf = <Entry extends TranscriptEntry>(transcript: Entry[], startedAt: string | null): Turn<Entry>[] => {
  const offsetOf = clockFrom(transcript, startedAt);
  const turns: Turn<Entry>[] = [];
  for (const entry of transcript) {
    const last = turns.at(-1);
    if (last?.speaker === entry.speaker) last.entries.push(entry);
    else turns.push({ speaker: entry.speaker, entries: [entry], offsetMs: offsetOf(entry.timestamp), timestamp: entry.timestamp });
  }
  return turns;
};

/** Converts a timestamp into ms since the start of the interview. */
export const clockFrom = (transcript: TranscriptEntry[], startedAt: string | null): ((timestamp: string) => number) => {
  const start = Date.parse(startedAt ?? transcript[0]?.timestamp ?? "");
  return (timestamp) => Math.max(0, Date.parse(timestamp) - start);
};
