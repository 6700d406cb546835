import { counted } from "../../../contract/amounts.ts";
import type { Delivery } from "./delivery.ts";
import type { Measured, Unknown } from "./measured.ts";
import type { Unit } from "./units.ts";

/** Why a measure is not shown. */
export const unknownWords: Record<Unknown, string> = {
  unmeasured: "Not measured",
  typed: "Typed",
  reconnected: "Not known: the connection was away",
  muted: "Not known: the microphone was muted",
  mismatched: "Not known: words and sound do not fit together",
  tooShort: "Too short to tell",
  unlisted: "Not counted in this language",
};

/** A duration, below a minute to a tenth of a second: "5.4 s", "1 min 12 s". */
export const secondsWords = (ms: number): string => {
  const tenths = Math.round(ms / 100) / 10;
  if (tenths < 60) return `${tenths} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min${seconds % 60 === 0 ? "" : ` ${seconds % 60} s`}`;
};

/** A measure in words; if it is unknown, the reason. */
export const measureWords = ({ value, unknown }: Measured, words: (value: number) => string): string =>
  value === null ? unknownWords[unknown] : words(value);

export const paceWords = (value: number, unit: Unit): string => `${Math.round(value)} ${unit} a minute`;

export const countWordsOf = (count: number, unit: Unit): string => counted(count, unit === "words" ? "word" : "character");

/** A count of what speech recognition often leaves out: so never "0" and never exact. */
export const atLeastWords = (count: number): string => (count === 0 ? "None in the transcript" : `At least ${count}`);

/** Whether some answers have no sound measured. Counts and comparisons over all answers then cover only the rest. */
export const isPartlyMeasured = ({ answers }: Pick<Delivery, "answers">): boolean =>
  answers.some(({ lengthMs }) => lengthMs.unknown === "unmeasured");

/** A rate to a tenth; one that would round to nothing is not nothing. */
export const rateWords = (value: number): string => (value > 0 && value < 0.05 ? "under 0.1" : value.toFixed(1));

/** A share of two, 0 to 1, in whole per cent: all and none only where it is all or none. */
export const percentOf = (share: number): number =>
  share <= 0 || share >= 1 ? Math.round(share * 100) : Math.min(99, Math.max(1, Math.round(share * 100)));

/** The typical time before the candidate spoke, with the uncertainty of an estimate. */
export const typicalThinkingWords = ({ thinkingMs, timing }: Pick<Delivery, "thinkingMs" | "timing">): string =>
  measureWords(thinkingMs, (ms) => `${secondsWords(ms)}${timing === "estimated" ? " (± 0.2 s)" : ""}`);

/** The number of long pauses. If the sound of some answers is missing, only what is known. */
export const longPausesWords = (delivery: Delivery): string =>
  measureWords(delivery.longPauses, (count) => {
    if (!isPartlyMeasured(delivery)) return count === 0 ? "None" : String(count);
    return count === 0 ? "None where it was measured" : `At least ${count}`;
  });

/** "longest", qualified if a longer answer may not have been measured. */
export const longestName = (delivery: Pick<Delivery, "answers">): string =>
  isPartlyMeasured(delivery) ? "longest that was measured" : "longest";
