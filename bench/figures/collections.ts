/** One garbage collection: whether it was a major one, MB alive after it, and ms for which everything waited. */
export type Collection = { isWhole: boolean; aliveMegabytes: number; pauseMs: number };

const shape = /ms: (Scavenge|Mark-Compact)\b.*? -> ([\d.]+) \([\d.]+\) MB, pooled: [\d.]+ MB, ([\d.]+) \/ /;

/** The collection that a line of V8's `--trace-gc` tells of; null for any other line. */
export const collectionIn = (line: string): Collection | null => {
  const [, kind, alive, pause] = shape.exec(line) ?? [];
  return kind === undefined ? null : { isWhole: kind === "Mark-Compact", aliveMegabytes: Number(alive), pauseMs: Number(pause) };
};
