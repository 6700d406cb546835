import type { InputEntry } from "../../contract/report.ts";

/** What counts of an entry: as the candidate corrected it; nothing where they took it back. */
export const usedText = ({ content, correction }: Pick<InputEntry, "content" | "correction">): string =>
  correction ? (correction.text ?? "") : content;
