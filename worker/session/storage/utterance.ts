import type { Speaker } from "../../../contract/vocabulary.ts";
import { spokenIn } from "./labels.ts";
import { joinedParts } from "./sentence.ts";

/** Text as the recogniser gave it, and how much of the turn's sound came before it. */
export type Stretch = { text: string; soundMs: number };
/** Ms of a turn's sound: how much there was, and how much of it the candidate heard. */
export type Hearing = { soundMs: number; heardMs: number };

/** Where an utterance stands in the conversation, and when it began. */
export type Place = { seq: number; atUnixMs: number };
export type Utterance = {
  speaker: Speaker;
  stretches: Stretch[];
  place: Place | null;
  isOpen: boolean;
  isMeasured?: true;
  /** When something was typed after it, in Unix ms; its words may still come. */
  overtakenAtUnixMs?: number;
  /** Characters at its beginning that are final: no session will hear their sound again. */
  settled?: number;
  /** The text after those as the session before wrote it. A new one has heard the sound again, and may write it once more. */
  earlier?: string;
};

/** An utterance without words. A closed one keeps a place for words that come late. */
export const wordless = (speaker: Speaker, isOpen = true): Utterance => ({ speaker, stretches: [], place: null, isOpen });

/** A new session hears again what is not settled: what was written of it so far is set apart from the words that will come. */
export const retell = (utterance: Utterance) => {
  const text = textOf(utterance);
  const settled = text.slice(0, utterance.settled ?? 0);
  utterance.earlier = text.slice(settled.length);
  utterance.stretches = settled === "" ? [] : [{ text: settled, soundMs: 0 }];
};

/** Settles what was said so far, unless the words of something that was heard again are still to come. */
export const settle = (utterance: Utterance) => {
  if (utterance.earlier === undefined) utterance.settled = textOf(utterance).length;
};

/** The text of an utterance, labels included; what two sessions wrote of the same sound is merged. */
export const textOf = ({ stretches, settled = 0, earlier }: Utterance): string => {
  const text = stretches.map(({ text }) => text).join("");
  return earlier === undefined ? text : text.slice(0, settled) + onceOf(earlier, text.slice(settled));
};
/** The spoken words of an utterance; "" if nothing was said. */
export const saidIn = (utterance: Utterance): string => spokenIn(textOf(utterance));
/** The part of a turn's text that was heard, on the assumption that a stretch's words are spread evenly over its sound. */
export const heardOf = (stretches: readonly Stretch[], { soundMs, heardMs }: Hearing): string =>
  stretches
    .map(({ text, soundMs: from }, at) => {
      const lengthMs = (stretches[at + 1]?.soundMs ?? soundMs) - from;
      if (heardMs <= from) return "";
      return heardMs - from >= lengthMs ? text : firstWords(text, (heardMs - from) / lengthMs);
    })
    .join("");

const words = new Intl.Segmenter(undefined, { granularity: "word" });

/** The same sound is hardly ever transcribed alike twice: two texts with this share of their words in common count as one. */
const sameShare = 0.6;

/** Merges what two sessions wrote of an answer: the fuller text if they heard the same, otherwise one after the other. */
const onceOf = (earlier: string, later: string): string => {
  const [one, other] = [wordsIn(earlier), wordsIn(later)];
  if (other.length === 0) return earlier;
  const count = Math.min(one.length, other.length);
  const left = one.slice(0, count);
  const common = other.slice(0, count).filter((word) => {
    // The last word of the first session may be cut short.
    const at = left.findIndex((it) => it === word || (it === one.at(-1) && word.startsWith(it)));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  const isAgain = common.length >= sameShare * count;
  if (isAgain && other.length < one.length) return earlier;
  const [space = ""] = /^\s*/.exec(earlier) ?? [];
  return isAgain ? `${space}${later.trimStart()}` : joinedParts(earlier, later);
};

const wordsIn = (text: string): string[] =>
  [...words.segment(spokenIn(text).toLowerCase())].flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : []));

/** The whole words within the first `share` of a text. */
const firstWords = (text: string, share: number): string => {
  const end = [...words.segment(text)].findLast(({ index, segment }) => index + segment.length <= share * text.length);
  return end ? text.slice(0, end.index + end.segment.length) : "";
};
