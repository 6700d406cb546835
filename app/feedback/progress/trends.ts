import { median } from "../delivery/measured.ts";
import { paceWords, percentOf, rateWords, secondsWords } from "../delivery/delivery-words.ts";
import { answersTo } from "../report/lookups.ts";
import { type Attempt, languageOf, longPauseRateOf, momentOf } from "./attempt.ts";
import type { Unit } from "../delivery/units.ts";
import { kindNames, languageName } from "./progress-words.ts";

/** One interview's value. `isApart`: what made it differs from the point before, so no line joins them. */
export type Point = { id: string; at: string; value: number; words: string; isApart: boolean };
export type Trend = { name: string; points: Point[]; middle: string };

/** The fewest points shown as a trend: fewer show no direction. */
export const fewestPoints = 3;

/** In a shorter conversation the share of talk depends on where it broke off. */
const shortestTalkMs = 60_000;

type Reading = {
  /** The series: readings of one name are compared. */
  name: string;
  /** What else the value depends on, namely what wrote the report. Where it changes, no line joins two points. */
  by: string;
  value: number;
  words: (value: number) => string;
};

/**
 * The series in which interviews can be compared, oldest first, from three points on. Never across languages; thinking times never across
 * ways of timing; fillers not at all, because speech recognitions drop them differently.
 */
export const trendsOf = (attempts: Attempt[]): Trend[] => {
  const series = new Map<string, { reading: Reading; attempt: Attempt }[]>();
  for (const attempt of [...attempts].sort((left, right) => momentOf(left).localeCompare(momentOf(right))))
    for (const reading of readingsOf(attempt)) series.set(reading.name, [...(series.get(reading.name) ?? []), { reading, attempt }]);
  return [...series].flatMap(([name, readings]) => {
    const words = readings[0]?.reading.words;
    const middle = median(readings.map(({ reading }) => reading.value));
    if (readings.length < fewestPoints || !words || middle === null) return [];
    const points = readings.map(({ reading, attempt }, index) => ({
      id: attempt.interview.id,
      at: momentOf(attempt),
      value: reading.value,
      words: reading.words(reading.value),
      isApart: index > 0 && readings[index - 1]?.reading.by !== reading.by,
    }));
    return [{ name, points, middle: words(middle) }];
  });
};

const readingsOf = (attempt: Attempt): Reading[] => {
  const { delivery, report, versions } = attempt;
  const { unit, talkShare, timing, speechMs, aiMs } = delivery;
  const [pace, longPauses] = [delivery.pace.value, longPauseRateOf(delivery).value];
  const tongue = languageName(languageOf(attempt));
  const written = `${versions.model} ${versions.promptVersion} ${versions.rubricVersion}`;
  const ofKind = (report?.questions ?? []).flatMap((question) =>
    report && question.kind !== "other" ? [{ kind: kindNames[question.kind], answers: answersTo(report, question, delivery) }] : [],
  );
  const kinds = [...new Set(ofKind.map(({ kind }) => kind))].flatMap((kind): Reading[] => {
    const said = ofKind.filter((it) => it.kind === kind).flatMap((it) => it.answers);
    const length = median(said.flatMap(({ lengthMs }) => lengthMs.value ?? []));
    const thinking = median(said.flatMap(({ thinkingMs }) => thinkingMs.value ?? []));
    return [
      ...(length === null
        ? []
        : [{ name: `Length of an answer, ${kind} questions, ${tongue}`, by: written, value: length, words: secondsWords }]),
      ...(thinking === null || timing === null
        ? []
        : [
            {
              name: `Before you spoke, ${kind} questions, ${tongue}${timing === "estimated" ? ", to 0.2 s" : ""}`,
              by: written,
              value: thinking,
              words: secondsWords,
            },
          ]),
    ];
  });
  return [
    ...kinds,
    ...(pace === null
      ? []
      : [
          {
            // Another script is counted in another unit, and its pace is not comparable.
            name: `Pace${isUsual(unit, attempt) ? "" : ` in ${unit}`}, ${tongue}`,
            by: "",
            value: pace,
            words: (value: number) => paceWords(value, unit),
          },
        ]),
    ...(longPauses === null
      ? []
      : [
          {
            name: `Pauses of 2 s or more in a minute of speech, ${tongue}`,
            by: "",
            value: longPauses,
            words: rateWords,
          },
        ]),
    ...(talkShare?.of === "time" && (speechMs ?? 0) + (aiMs ?? 0) >= shortestTalkMs
      ? [
          {
            name: `Your part of the talking, ${tongue}`,
            by: "",
            value: talkShare.share,
            words: (value: number) => `${percentOf(value)} %`,
          },
        ]
      : []),
  ];
};

const isUsual = (unit: Unit, attempt: Attempt): boolean => (unit === "characters") === (languageOf(attempt) === "ja");
