import type { Speaker } from "../../contract/vocabulary.ts";

/**
 * One utterance as shown. Until `isFinal` a later text replaces it. The Worker numbers its utterances with `seq`, and then even a final one
 * may grow. `atMs` is when it began, in ms since the interview's start. `aheadMs`: ms of the interviewer's voice that arrive after the
 * caption and before its words.
 */
export type Caption = {
  speaker: Speaker;
  text: string;
  isFinal: boolean;
  seq?: number;
  isTyped?: boolean;
  atMs?: number;
  aheadMs?: number;
};

/**
 * `replayed`: how many captions without a `seq` the replay after a reconnection has confirmed. Those after them are stale until it reaches
 * them.
 */
export type Shown = { captions: Caption[]; replayed: number };

/** What is shown once `next` has come. Captions that do not change keep their identity, and so does the list if none does. */
export const withCaption = ({ captions, replayed }: Shown, next: Caption): Shown => {
  if (next.seq !== undefined) {
    const all = next.text === "" ? without(captions, next.seq) : numbered(captions, next, next.seq);
    return { captions: all, replayed: all.length };
  }
  if (replayed < captions.length) {
    return next.isFinal || isSame(captions[replayed], next)
      ? { captions: replaced(captions, replayed, next), replayed: replayed + 1 }
      : { captions: [...captions.slice(0, replayed), next], replayed: replayed + 1 };
  }
  const open = captions.findLastIndex((it) => it.speaker === next.speaker && !it.isFinal);
  const all = open < 0 ? [...captions, next] : replaced(captions, open, next);
  return { captions: all, replayed: all.length };
};

/** Removes the line of an utterance of which nothing was heard. */
const without = (captions: Caption[], seq: number): Caption[] =>
  captions.some((it) => it.seq === seq) ? captions.filter((it) => it.seq !== seq) : captions;

/** A caption with a new number is placed by when its utterance began, so that words that come late stand before the question that followed. */
const numbered = (captions: Caption[], next: Caption, seq: number): Caption[] => {
  const known = captions.findLastIndex((it) => it.seq === seq);
  if (known >= 0) return replaced(captions, known, next);
  const before = captions.findLastIndex((it) => (it.atMs ?? 0) <= (next.atMs ?? 0));
  return captions.toSpliced(before + 1, 0, next);
};

const replaced = (captions: Caption[], at: number, next: Caption): Caption[] =>
  isSame(captions[at], next) ? captions : captions.with(at, next);

const isSame = (one: Caption | undefined, other: Caption): boolean =>
  one !== undefined &&
  one.text === other.text &&
  one.isFinal === other.isFinal &&
  one.speaker === other.speaker &&
  one.seq === other.seq &&
  one.isTyped === other.isTyped &&
  one.atMs === other.atMs;
