import type { Measured } from "../delivery/measured.ts";
import { measureWords, paceWords, secondsWords } from "../delivery/delivery-words.ts";
import { rubric } from "../../../report/rubric.ts";
import { type Attempt, languageOf, valuesOf, type Versions } from "./attempt.ts";
import { kindNames } from "./progress-words.ts";

export type Row = { name: string; before: string; after: string };
/** Rows to compare, or in their place a text that says why there are none. */
export type Comparison = { measures: Row[] | string; scores: Row[] | string };

/** Two interviews beside each other: numbers of one language, scores by one model, prompt and rubric. */
export const comparisonOf = (before: Attempt, after: Attempt): Comparison => ({
  measures: languageOf(before) === languageOf(after) ? measureRows(before, after) : "not comparable: they were held in different languages",
  scores: difference(before, after) ?? scoreRows(before, after),
});

const measureRows = ({ delivery: before }: Attempt, { delivery: after }: Attempt): Row[] => {
  // Nothing is compared where neither has it, as where both were typed.
  const row = (name: string, of: (it: Attempt["delivery"]) => Measured, words: (value: number) => string): Row[] =>
    of(before).value === null && of(after).value === null
      ? []
      : [{ name, before: measureWords(of(before), words), after: measureWords(of(after), words) }];
  const isTimedAlike = before.timing === after.timing;
  return [
    { name: "Answers", before: String(before.answers.length), after: String(after.answers.length) },
    ...row("Typical answer length (median)", ({ lengthMs }) => lengthMs, secondsWords),
    ...row("Longest answer", ({ longestMs }) => longestMs, secondsWords),
    ...(isTimedAlike ? row("Typical time before you spoke (median)", ({ thinkingMs }) => thinkingMs, secondsWords) : []),
    ...(before.unit === after.unit
      ? row(
          "Typical pace (median)",
          ({ pace }) => pace,
          (value) => paceWords(value, before.unit),
        )
      : []),
    ...row("Pauses of 2 s or more", ({ longPauses }) => longPauses, String),
  ];
};

const names: Record<keyof Versions, string> = { model: "model", promptVersion: "prompt", rubricVersion: "rubric" };

const difference = (before: Attempt, after: Attempt): string | null => {
  if (!before.report || !after.report) return "not comparable: one of them has no report";
  const changed = (Object.keys(names) as (keyof Versions)[]).find((name) => before.versions[name] !== after.versions[name]);
  return changed ? `not comparable (${names[changed]} ${before.versions[changed]} → ${after.versions[changed]})` : null;
};

const scoreRows = ({ report: before }: Attempt, { report: after }: Attempt): Row[] => {
  const [earlier, later] = [before ? valuesOf(before) : [], after ? valuesOf(after) : []];
  return earlier.flatMap(({ dim, kind, value, from, of }) => {
    const match = later.find((it) => it.dim === dim && it.kind === kind);
    return match
      ? [
          {
            name: `${rubric[dim].name}, ${kindNames[kind]} questions`,
            before: `${value} of 5, from ${from} of ${of}`,
            after: `${match.value} of 5, from ${match.from} of ${match.of}`,
          },
        ]
      : [];
  });
};
