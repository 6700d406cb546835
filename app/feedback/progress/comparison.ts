import { counted } from "../../../contract/amounts.ts";
import { type Measured, unknown } from "../delivery/measured.ts";
import { isPartlyMeasured, measureWords, paceWords, rateWords, secondsWords } from "../delivery/delivery-words.ts";
import { rubric } from "../../../report/rubric.ts";
import { type Attempt, languageOf, longPauseRateOf, valuesOf, type Versions } from "./attempt.ts";
import { kindNames } from "./progress-words.ts";

export type Row = { name: string; before: string; after: string };
/** Rows to compare, or a text that says why there are none. */
export type Comparison = { measures: Row[] | string; scores: Row[] | string };

/** Compares two interviews: measures if the language is the same, scores if model, prompt and rubric are. */
export const comparisonOf = (before: Attempt, after: Attempt): Comparison => ({
  measures: languageOf(before) === languageOf(after) ? measureRows(before, after) : "not comparable: they were held in different languages",
  scores: difference(before, after) ?? scoreRows(before, after),
});

const measureRows = (before: Attempt, after: Attempt): Row[] => {
  // No row if neither interview has the measure, as when both were typed.
  const row = (name: string, of: (it: Attempt) => Measured, words: (value: number) => string): Row[] =>
    of(before).value === null && of(after).value === null
      ? []
      : [{ name, before: measureWords(of(before), words), after: measureWords(of(after), words) }];
  const isTimedAlike = before.delivery.timing === after.delivery.timing;
  const isPacedAlike = before.delivery.unit === after.delivery.unit;
  const countOf = ({ delivery }: Attempt) => String(delivery.answers.length);
  return [
    { name: "Answers", before: countOf(before), after: countOf(after) },
    ...row("Typical answer length (median)", ({ delivery }) => delivery.lengthMs, secondsWords),
    ...row("Longest answer", ({ delivery }) => (isPartlyMeasured(delivery) ? unknown("unmeasured") : delivery.longestMs), secondsWords),
    ...(isTimedAlike ? row("Typical time before you spoke (median)", ({ delivery }) => delivery.thinkingMs, secondsWords) : []),
    ...(isPacedAlike
      ? row(
          "Typical pace (median)",
          ({ delivery }) => delivery.pace,
          (value) => paceWords(value, before.delivery.unit),
        )
      : []),
    ...row("Pauses of 2 s or more in a minute of speech", ({ delivery }) => longPauseRateOf(delivery), rateWords),
  ];
};

const names: Record<keyof Versions, string> = { model: "model", promptVersion: "prompt", rubricVersion: "rubric" };

const difference = (before: Attempt, after: Attempt): string | null => {
  if (!before.report || !after.report) return "not comparable: one of them has no report";
  const changed = (Object.keys(names) as (keyof Versions)[]).find((name) => before.versions[name] !== after.versions[name]);
  return changed ? `not comparable (${names[changed]} ${before.versions[changed]} → ${after.versions[changed]})` : null;
};

const scoreWords = (value: number, from: number, of: number): string => `${value} of 5, from ${from} of ${counted(of, "question")}`;

const scoreRows = ({ report: before }: Attempt, { report: after }: Attempt): Row[] => {
  const [earlier, later] = [before ? valuesOf(before) : [], after ? valuesOf(after) : []];
  return earlier.flatMap(({ dim, kind, value, from, of }) => {
    const match = later.find((it) => it.dim === dim && it.kind === kind);
    return match
      ? [
          {
            name: `${rubric[dim].name}, ${kindNames[kind]} questions`,
            before: scoreWords(value, from, of),
            after: scoreWords(match.value, match.from, match.of),
          },
        ]
      : [];
  });
};
