import type { InputEntry } from "../../contract/report.ts";
import { type Turn, turnsOf } from "./turns.ts";

/** The text of an entry that counts: as the candidate corrected it, or empty if they took it back. */
export const usedText = ({ content, correction }: Pick<InputEntry, "content" | "correction">): string =>
  correction ? (correction.text ?? "") : content;

/** What others may read: each entry as corrected, as if it had been heard so, without withdrawn ones. */
export const usedEntries = (entries: InputEntry[]): InputEntry[] =>
  entries.flatMap((entry) => {
    const content = usedText(entry);
    return content === "" ? [] : [{ ...entry, content, correction: null }];
  });

/** The turns as corrected; turns whose every line was taken back are left out. */
export const usedTurns = (entries: InputEntry[], startedAt: string | null): (Turn<InputEntry> & { lines: string[] })[] =>
  turnsOf(entries, startedAt)
    .map((turn) => ({ ...turn, lines: turn.entries.map(usedText).filter((line) => line !== "") }))
    .filter(({ lines }) => lines.length > 0);
