import type { Speaker } from "../../../contract/vocabulary.ts";
import { spokenIn } from "./labels.ts";

/** Text as the recogniser gave it, from where so much of the turn's sound has come. */
export type Stretch = { text: string; soundMs: number };
/** Of a turn's sound, how much there was and how much of it the candidate heard, in ms. */
export type Hearing = { soundMs: number; heardMs: number };

/** Where an utterance stands in the conversation, and when it began. */
export type Place = { seq: number; atUnixMs: number };
export type Utterance = {
  speaker: Speaker;
  stretches: Stretch[];
  place: Place | null;
  isOpen: boolean;
  isMeasured?: true;
  /** So much of its text no session is told again. */
  settled?: number;
  /** A new session is told the rest again: its words take their place. */
  isRetold?: true;
};

/** Other words come for what is told again. */
export const forgetUnsettled = (utterance: Utterance) => {
  utterance.stretches = [{ text: textOf(utterance).slice(0, utterance.settled ?? 0), soundMs: 0 }];
  delete utterance.isRetold;
};

export const textOf = ({ stretches }: Utterance): string => stretches.map(({ text }) => text).join("");
/** "" where nothing was said. */
export const saidIn = (utterance: Utterance): string => spokenIn(textOf(utterance));
/** What was heard of a turn's text: a stretch's words are taken to be spread evenly over its sound. */
export const heardOf = (stretches: readonly Stretch[], { soundMs, heardMs }: Hearing): string =>
  stretches
    .map(({ text, soundMs: from }, at) => {
      const lengthMs = (stretches[at + 1]?.soundMs ?? soundMs) - from;
      if (heardMs <= from) return "";
      return heardMs - from >= lengthMs ? text : firstWords(text, (heardMs - from) / lengthMs);
    })
    .join("");

const words = new Intl.Segmenter(undefined, { granularity: "word" });

/** The whole words within this share of a text. */
const firstWords = (text: string, share: number): string => {
  const end = [...words.segment(text)].findLast(({ index, segment }) => index + segment.length <= share * text.length);
  return end ? text.slice(0, end.index + end.segment.length) : "";
};
