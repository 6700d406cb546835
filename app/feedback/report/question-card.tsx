import type { Report, ReportQuestion } from "../../../contract/report.ts";
import type { QuestionKind } from "../../../contract/vocabulary.ts";
import { askedInLanguage } from "../../../contract/written-in.ts";
import type { AnswerDelivery } from "../delivery/delivery.ts";
import { AnswerTimeline, timelineWords } from "./answer-timeline.tsx";
import { askedWords } from "./lookups.ts";
import { questionAnchor } from "./places.ts";
import { PractiseThis } from "./practise-this.tsx";
import { useReading } from "./reading.ts";
import { Rating } from "./rating.tsx";
import { spokenParts } from "./spoken-parts.ts";
import { Story } from "./story.tsx";
import { StrongerAnswer } from "./stronger-answer.tsx";

type QuestionCardProps = {
  question: ReportQuestion;
  /** Counts from 1. */
  number: number;
  answers: AnswerDelivery[];
  stronger: Report["stronger"];
  /** The first words of the answer, if the page may show them. */
  firstLine: string | null;
};

/** One question with its follow-ups: how it was answered, rated in words, and what would make the answer stronger. */
export function QuestionCard({ question, number, answers, stronger, firstLine }: QuestionCardProps) {
  const { language, say } = useReading();
  const { id, kind, asked, ratings, star } = question;
  const told = answers.map((answer, index) => [timelineWords(answer), index > 0 ? "Follow-up: " : ""] as const);
  const inTime = answers.filter(({ span, pauses }) => span && pauses);
  return (
    <details open={number === 1} className="group/card rounded-2xl border border-line bg-surface shadow-card">
      <summary
        id={questionAnchor(id)}
        className="grid cursor-pointer grid-cols-[auto_minmax(0,1fr)] gap-x-3 rounded-2xl px-(--inside) py-4 sm:px-7 print:block"
      >
        <span
          aria-hidden="true"
          className="row-span-2 mt-1 inline-block self-start font-semibold text-accent-ink transition-transform group-open/card:rotate-90 print:hidden"
        >
          ›
        </span>
        <h3 lang={askedInLanguage(asked, language)} dir="auto" className="text-left text-lg wrap-anywhere">
          <bdi className="text-muted">{number}.</bdi> {askedWords(question)}
        </h3>
        <span className="mt-1 text-sm text-muted">
          {[say(...kindWords[kind]), ...told.map(([words, of]) => words && of + words)].filter(Boolean).map((words, index) => (
            <span key={index} className="block">
              {words}
            </span>
          ))}
        </span>
      </summary>
      <div className="space-y-6 border-t border-line px-(--inside) py-5 sm:px-7">
        {firstLine ? (
          <p lang={language} dir="auto" className="line-clamp-2 text-muted">
            “{firstLine}”
          </p>
        ) : null}
        {answers.map((answer, index) => (
          <AnswerTimeline
            key={answer.timestamps[0]}
            answer={answer}
            name={index > 0 ? `Question ${number}, follow-up ${index}` : `Question ${number}`}
            title={inTime.length < 2 ? null : index > 0 ? `Follow-up${answers.length > 2 ? ` ${index}` : ""}` : "First answer"}
            explained={answer === inTime[0] ? inTime.flatMap(spokenParts) : []}
          />
        ))}
        {star.length > 0 ? <Story star={star} /> : null}
        {ratings.map((rating) => (
          <Rating key={rating.dim} rating={rating} />
        ))}
        {ratings.length === 0 && kind === "other" ? (
          <p className="text-muted">This was no interview question, so it is not rated.</p>
        ) : null}
        {stronger.map((it) => (
          <StrongerAnswer key={it.text} stronger={it} />
        ))}
        <PractiseThis words="Say it again" about={askedWords(question)} question={asked} />
      </div>
    </details>
  );
}

/** For the candidate, and for others. */
const kindWords: Record<QuestionKind, [string, string]> = {
  behav: ["About your past", "About their past"],
  tech: ["Technical", "Technical"],
  design: ["System design", "System design"],
  case: ["Case", "Case"],
  general: ["About you and the role", "About them and the role"],
  other: ["", ""],
};
