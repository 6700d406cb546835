import type { InputEntry, Report } from "../../../contract/report.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { Drills } from "./drills.tsx";
import { answersTo, firstLineOf, questionOf } from "./lookups.ts";
import { NextStep } from "./next-step.tsx";
import { useReading } from "./reading.ts";
import { QuestionCard } from "./question-card.tsx";
import { Strengths } from "./strengths.tsx";

type ReportViewProps = {
  report: Report;
  delivery: Delivery;
  /** Those that the reader may see, none where the transcript is not shown. */
  entries: InputEntry[];
  writer?: string | undefined;
};

/** What the report says, the most useful first. */
export function ReportView({ report, delivery, entries, writer = "AI" }: ReportViewProps) {
  const { say } = useReading();
  const { next, strengths, questions, stronger, drills } = report;
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
        </section>
      ) : null}
      {drills.length > 0 ? <Drills drills={drills} questions={questions} /> : null}
    </>
  );
}
