/** One collection of garbage: whether of all of the heap, MB that were alive after it, and ms that everything waited for it. */
export type Collection = { isWhole: boolean; aliveMegabytes: number; pauseMs: number };

const shape = /ms: (Scavenge|Mark-Compact)\b.*? -> ([\d.]+) \([\d.]+\) MB, pooled: [\d.]+ MB, ([\d.]+) \/ /;

/** Calls `found` where a line of V8's `--trace-gc` tells of one. */
export const collectionIn = (line: string, found: (collection: Collection) => void): void => {
  const [, kind, alive, pause] = shape.exec(line) ?? [];
  if (kind !== undefined) found({ isWhole: kind === "Mark-Compact", aliveMegabytes: Number(alive), pauseMs: Number(pause) });
};
