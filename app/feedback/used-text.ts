import type { InputEntry } from "../../contract/report.ts";
import { type Turn, turnsOf } from "./turns.ts";

/** What counts of an entry: as the candidate corrected it; nothing where they took it back. */
export const usedText = ({ content, correction }: Pick<InputEntry, "content" | "correction">): string =>
  correction ? (correction.text ?? "") : content;

/** The conversation by what counts of it: `lines` as corrected, and no turn of which all was taken back. */
export const usedTurns = (entries: InputEntry[], startedAt: string | null): (Turn<InputEntry> & { lines: string[] })[] =>
  turnsOf(entries, startedAt)
    .map((turn) => ({ ...turn, lines: turn.entries.map(usedText).filter((line) => line !== "") }))
    .filter(({ lines }) => lines.length > 0);
