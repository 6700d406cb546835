import { counted } from "../../../contract/count-words.ts";
import type { Measured, Unknown } from "./measured.ts";
import type { Unit } from "./units.ts";

/** Why a measure is not shown, exactly. */
export const unknownWords: Record<Unknown, string> = {
  unmeasured: "Not measured",
  typed: "Typed",
  reconnected: "Not known: the connection was away",
  muted: "Not known: the microphone was muted",
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
