import { unifyLineBreaks } from "../../../contract/line-breaks.ts";
import type { Evidence, Feedback, Rating, ReportQuestion } from "../../../contract/report.ts";
import type { StarStatus } from "../../../contract/vocabulary.ts";
import { rubric, starNames } from "../../../report/rubric.ts";
import { clock } from "../../ui/clock.ts";
import { inUtc } from "../../ui/moment.tsx";
import { checksWords } from "../checks-words.ts";
import { atLeastWords, longPausesWords, measureWords, paceWords, secondsWords, typicalThinkingWords } from "../delivery/delivery-words.ts";
import { leftOutWords } from "../left-out-words.ts";
import type { SaidPhrase } from "../delivery/said-phrases.ts";
import { timelineWords } from "../report/answer-timeline.tsx";
import { answersTo, askedWords } from "../report/lookups.ts";
import { unratedWords } from "../report/reading.ts";
import { clockFrom } from "../turns.ts";
import { usedTurns } from "../used-text.ts";
import type { Exported } from "./report-json.ts";

/** Escapes a text so that Markdown shows it literally, without headings, links, lists or HTML. */
const escaped = (text: string): string =>
  unifyLineBreaks(text)
    .replace(/[\\`*_[\]<>&#|~]/g, "\\$&")
    .replace(/^(\s*)([-+])(?=\s)/gm, "$1\\$2")
    .replace(/^(\s*\d+)([.)])(?=\s)/gm, "$1\\$2")
    .replace(/\s*\n+\s*/g, " ");

const fromTheRight = /[\p{sc=Arab}\p{sc=Hebr}]/u;
/** The same behind English words: letters that run from right to left keep their own direction, and so does what ends the sentence. */
const escapedBeside = (text: string): string => (fromTheRight.test(text) ? `\u2068${escaped(text)}\u2069` : escaped(text));

/** The feedback for people, as Markdown: the page's content in its order. */
export const reportMarkdown = (exported: Exported): string => {
  const { interview, feedback, delivery } = exported;
  const { report, isStale } = feedback;
  const title = [interview.role, interview.company].filter((it) => it !== null).map(escaped);
  const blocks = [
    `# ${title.join(" · ")}`,
    `Mock interview on PrepPal, ${inUtc(interview.startedAt ?? interview.createdAt)}`,
    ...(report && isStale ? ["The transcript has changed since the report was made."] : []),
    ...(report?.next
      ? ["## Try this next", `**${escaped(report.next.text)}**`, escaped(report.next.how), quotes(exported, report.next.evidence)]
      : []),
    ...(report && report.strengths.length > 0
      ? ["## What worked", ...report.strengths.flatMap(({ text, evidence }) => [escaped(text), quotes(exported, evidence)])]
      : []),
    ...(report && report.questions.length > 0
      ? [
          "## Answers",
          ...report.questions.flatMap((question, index) => questionBlocks(exported, question, index + 1)),
          leftOutWords(feedback, "your"),
        ]
      : []),
    ...(report && report.drills.length > 0
      ? ["## Drills", report.drills.map(({ dim, prompt }) => `- ${rubric[dim].name}: ${escaped(prompt)}`).join("\n")]
      : []),
    ...(delivery.answers.length > 0 ? ["## Delivery", deliveryList(exported)] : []),
    "## What was said",
    ...usedTurns(exported.entries, interview.startedAt).map(
      ({ speaker, lines, offsetMs }) =>
        `**${speaker === "USER" ? "You" : "Interviewer"}** (${clock(offsetMs)}): ${escapedBeside(lines.join(" "))}`,
    ),
    ...(report ? ["## How this was made", madeHow(exported)] : []),
  ];
  return `${blocks.filter(Boolean).join("\n\n")}\n`;
};

/** Empty if there are none. */
const quotes = ({ entries, interview }: Exported, evidence: Evidence[]): string => {
  const offsetOf = clockFrom(entries, interview.startedAt);
  return evidence.map(({ quote, timestamp }) => `> “${escaped(quote)}” (${clock(offsetOf(timestamp))})`).join("\n>\n");
};

const statusWords: Record<StarStatus, string> = { present: "told", partial: "in part", missing: "not found" };

const questionBlocks = (exported: Exported, question: ReportQuestion, number: number): string[] => {
  const { feedback, delivery } = exported;
  const { report } = feedback;
  const { id, ratings, star } = question;
  return [
    `### ${number}. ${escaped(askedWords(question))}`,
    ...(report
      ? answersTo(report, question, delivery)
          .flatMap((answer) => timelineWords(answer) || [])
          .map((words) => `${words}.`)
      : []),
    ...(star.length > 0
      ? [`Parts of the story: ${star.map(({ part, status }) => `${starNames[part]} ${statusWords[status]}`).join(", ")}.`]
      : []),
    ...ratings.flatMap((rating) => [ratingLine(rating, feedback), quotes(exported, rating.evidence)]),
    ...(report?.stronger ?? []).filter((it) => it.question === id).map(({ text }) => `Stronger version: ${escapedBeside(text)}`),
  ];
};

const ratingLine = ({ dim, score, gap }: Rating, { isUnsure }: Pick<Feedback, "isUnsure">): string => {
  const { name, anchors } = rubric[dim];
  const words = score === null ? unratedWords(isUnsure).toLowerCase() : `${score} of 5, ${escaped(anchors[score - 1] ?? "")}`;
  return `**${name}**: ${words}.${gap ? ` Missing: ${escaped(gap)}` : ""}`;
};

const deliveryList = ({ delivery, entries, interview }: Exported): string => {
  const { answers, userCount, lengthMs, pace, unit, fillers, fillersPerMinute, hedges } = delivery;
  const offsetOf = clockFrom(entries, interview.startedAt);
  const placesOf = (found: SaidPhrase[]) =>
    found.length === 0 ? "" : ` (${found.map(({ phrase, timestamp }) => `${escaped(phrase)} ${clock(offsetOf(timestamp))}`).join(", ")})`;
  const ofWords = [
    `Typical pace (median): ${measureWords(pace, (value) => paceWords(value, unit))}`,
    `Fillers: ${fillers === null ? measureWords(fillersPerMinute, String) : atLeastWords(fillers)}${placesOf(answers.flatMap((it) => it.fillers ?? []))}`,
    ...(hedges === null
      ? []
      : [`Hedges: ${hedges === 0 ? "None in the transcript" : hedges}${placesOf(answers.flatMap((it) => it.hedges ?? []))}`]),
  ];
  return [
    `Answers: ${answers.length}`,
    `Typical answer length (median): ${measureWords(lengthMs, secondsWords)}`,
    `Typical time before you spoke (median): ${typicalThinkingWords(delivery)}`,
    `Pauses of 2 s or more: ${longPausesWords(delivery)}`,
    ...(userCount > 0 ? ofWords : []),
  ]
    .map((line) => `- ${line}`)
    .join("\n");
};

const madeHow = ({ feedback: { model, modelVersion, createdAt, checks, version, rubricVersion, promptVersion } }: Exported): string =>
  [
    `Written by AI (${escaped(modelVersion ?? model ?? "model not named")}${createdAt ? `, ${inUtc(createdAt, true)}` : ""}) from the transcript; practice feedback, not an assessment for hiring.`,
    checks ? checksWords(checks, "what was said") : "",
    `Version ${version}, rubric ${rubricVersion ?? "–"}, prompt ${promptVersion ?? "–"}.`,
  ]
    .filter(Boolean)
    .join(" ");
