import type { TranscriptEntry } from "../../contract/app-api.ts";

/** What one speaker said until the other spoke. `offsetMs` counts from the start of the interview. */
export type Turn = { speaker: "USER" | "AI"; lines: string[]; offsetMs: number; timestamp: string };

/** The transcript as a conversation: entries in a row by one speaker are one turn. `startedAt` is ISO 8601; without it the first entry is zero. */
export const turnsOf = (transcript: TranscriptEntry[], startedAt: string | null): Turn[] => {
  const start = Date.parse(startedAt ?? transcript[0]?.timestamp ?? "");
  const turns: Turn[] = [];
  for (const { speaker, content, timestamp } of transcript) {
    const last = turns.at(-1);
    if (last?.speaker === speaker) last.lines.push(content);
    else turns.push({ speaker, lines: [content], offsetMs: Math.max(0, Date.parse(timestamp) - start), timestamp });
  }
  return turns;
};
