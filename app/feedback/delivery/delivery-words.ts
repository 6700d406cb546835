import { counted } from "../../../contract/amounts.ts";
import type { Delivery } from "./delivery.ts";
import type { Measured, Unknown } from "./measured.ts";
import type { Unit } from "./units.ts";

/** Why a measure is not shown, exactly. */
export const unknownWords: Record<Unknown, string> = {
  unmeasured: "Not measured",
  typed: "Typed",
  reconnected: "Not known: the connection was away",
  muted: "Not known: the microphone was muted",
  mismatched: "Not known: words and sound do not fit together",
  tooShort: "Too short to tell",
  unlisted: "Not counted in this language",
};

/** A length of time to a tenth of a second below a minute: "5.4 s", "1 min 12 s". */
export const secondsWords = (ms: number): string => {
  const tenths = Math.round(ms / 100) / 10;
  if (tenths < 60) return `${tenths} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min${seconds % 60 === 0 ? "" : ` ${seconds % 60} s`}`;
};

/** A measure in words; for an unknown one, why it is unknown. */
export const measureWords = ({ value, unknown }: Measured, words: (value: number) => string): string =>
  value === null ? unknownWords[unknown] : words(value);

export const paceWords = (value: number, unit: Unit): string => `${Math.round(value)} ${unit} a minute`;

export const countWordsOf = (count: number, unit: Unit): string => counted(count, unit === "words" ? "word" : "character");

/** A count of what recognisers often leave out: never zero, never exact. */
export const atLeastWords = (count: number): string => (count === 0 ? "None in the transcript" : `At least ${count}`);

/** Whether the sound of some answer was lost: what is counted or compared over all of them is so over the rest. */
export const isPartlyMeasured = ({ answers }: Pick<Delivery, "answers">): boolean =>
  answers.some(({ lengthMs }) => lengthMs.unknown === "unmeasured");

/** "None", or where the sound of some answer was lost as much as is known. */
export const longPausesWords = (delivery: Delivery): string =>
  measureWords(delivery.longPauses, (count) => {
    if (!isPartlyMeasured(delivery)) return count === 0 ? "None" : String(count);
    return count === 0 ? "None where it was measured" : `At least ${count}`;
  });

/** "longest", or what it is where a longer one may not have been measured. */
export const longestName = (delivery: Pick<Delivery, "answers">): string =>
  isPartlyMeasured(delivery) ? "longest that was measured" : "longest";
