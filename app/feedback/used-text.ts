import type { InputEntry } from "../../contract/report.ts";
import { type Turn, turnsOf } from "./turns.ts";

/** What counts of an entry: as the candidate corrected it; nothing where they took it back. */
export const usedText = ({ content, correction }: Pick<InputEntry, "content" | "correction">): string =>
  correction ? (correction.text ?? "") : content;

/** What somebody else may read: each entry as corrected, as if it had been heard so, and none that was taken back. */
export const usedEntries = (entries: InputEntry[]): InputEntry[] =>
  entries.flatMap((entry) => {
    const content = usedText(entry);
    return content === "" ? [] : [{ ...entry, content, correction: null }];
  });

/** The conversation by what counts of it: `lines` as corrected, and no turn of which all was taken back. */
export const usedTurns = (entries: InputEntry[], startedAt: string | null): (Turn<InputEntry> & { lines: string[] })[] =>
  turnsOf(entries, startedAt)
    .map((turn) => ({ ...turn, lines: turn.entries.map(usedText).filter((line) => line !== "") }))
    .filter(({ lines }) => lines.length > 0);
