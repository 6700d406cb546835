import { rubric } from "../../../report/rubric.ts";
import { type Attempt, languageOf, momentOf, valuesOf } from "./attempt.ts";
import { kindNames, languageName } from "./progress-words.ts";
import { fewestPoints } from "./trends.ts";

/** The ratings of one point for one kind of question, oldest interview first. */
export type StepTrend = { name: string; points: { id: string; at: string; value: number }[] };

/**
 * The ratings of each point over the interviews that rated it, if there are at least three: per language, and only the latest run by one
 * combination of model, prompt and rubric.
 */
export const stepTrendsOf = (attempts: Attempt[]): StepTrend[] => {
  const series = new Map<string, { written: string; points: StepTrend["points"] }>();
  const languages = new Set(attempts.map(languageOf));
  for (const attempt of [...attempts].sort((left, right) => momentOf(left).localeCompare(momentOf(right)))) {
    if (!attempt.report) continue;
    const { model, promptVersion, rubricVersion } = attempt.versions;
    const written = `${model} ${promptVersion} ${rubricVersion}`;
    const tongue = languages.size > 1 ? `, ${languageName(languageOf(attempt))}` : "";
    for (const { dim, kind, value } of valuesOf(attempt.report)) {
      const name = `${rubric[dim].name}, ${kindNames[kind]} questions${tongue}`;
      const before = series.get(name);
      const points = before?.written === written ? before.points : [];
      series.set(name, { written, points: [...points, { id: attempt.interview.id, at: momentOf(attempt), value }] });
    }
  }
  return [...series].flatMap(([name, { points }]) => (points.length < fewestPoints ? [] : [{ name, points }]));
};
