import type { Feedback, InputEntry, Report } from "../../../contract/report.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { leftOutWords } from "../left-out-words.ts";
import { Drills } from "./drills.tsx";
import { answersTo, firstLineOf, questionOf } from "./lookups.ts";
import { NextStep } from "./next-step.tsx";
import { useReading } from "./reading.ts";
import { QuestionCard } from "./question-card.tsx";
import { Strengths } from "./strengths.tsx";

type ReportViewProps = {
  report: Report;
  leftOut: Feedback["leftOut"];
  delivery: Delivery;
  /** The entries that the reader may see; empty if the transcript is not shown. */
  entries: InputEntry[];
  writer?: string | undefined;
};

/** The report, the most useful part first. */
export function ReportView({ report, leftOut, delivery, entries, writer = "AI" }: ReportViewProps) {
  const { say } = useReading();
  const { next, strengths, questions, stronger, drills } = report;
  const notLookedAt = leftOutWords({ report, leftOut }, say("your", "the"));
  const about = next ? questionOf(report, next.evidence) : undefined;
  return (
    <>
      <p className="text-sm text-muted">
        Written by {writer} from {say("your", "the")} transcript: practice, not an assessment.{" "}
        <a href="#how" className="text-accent-ink underline underline-offset-4 print:hidden">
          How it was made
        </a>
      </p>
      {next ? <NextStep next={next} about={about} /> : null}
      {strengths.length > 0 ? <Strengths strengths={strengths} /> : null}
      {questions.length > 0 ? (
        <section id="questions" aria-labelledby="questions-title" className="space-y-3">
          <h2 id="questions-title" className="text-xl">
            {say("Your answers", "Answers")}
          </h2>
          {questions.map((question, index) => (
            <QuestionCard
              key={question.id}
              question={question}
              number={index + 1}
              answers={answersTo(report, question, delivery)}
              stronger={stronger.filter((it) => it.question === question.id)}
              firstLine={firstLineOf(report, question, entries)}
            />
          ))}
          {notLookedAt ? <p className="text-sm text-muted">{notLookedAt}</p> : null}
        </section>
      ) : null}
      {drills.length > 0 ? <Drills drills={drills} questions={questions} /> : null}
    </>
  );
}
