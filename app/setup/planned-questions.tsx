import { useEffect, useState } from "react";
import { counted } from "../../contract/amounts.ts";
import type { QuestionPlan } from "../../contract/question-plan.ts";

type PlannedQuestionsProps = {
  interviewId: string;
  /** Null if it has not been made yet. */
  plan: QuestionPlan | null;
  /** Topics alone leave the questions a surprise. */
  showsQuestions: boolean;
  /** The language of the questions, BCP 47. */
  language: string;
};

/** Delays between polls for a plan in the making, in ms. */
const looksMs = [1_000, 1_500, 2_500, 4_000];

/** The questions that the interviewer intends to ask, once they are planned. The interview can begin without them. */
export function PlannedQuestions({ interviewId, plan: first, showsQuestions, language }: PlannedQuestionsProps) {
  const { plan, isAwaited } = useAwaitedPlan(interviewId, first);
  if (!plan) return isAwaited ? <p className="text-sm text-muted">Your questions are being planned. You need not wait for them.</p> : null;
  const shown = plan.questions.map(({ id, topic, question }) => ({ id, words: showsQuestions ? question : topic }));
  const [only, ...others] = shown;
  if (only && others.length === 0)
    return (
      <p className="wrap-anywhere">
        <span className="font-semibold">{showsQuestions ? "The one question: " : "What it is about: "}</span>
        <bdi lang={language}>{only.words}</bdi>
      </p>
    );
  return (
    <details className="group">
      <summary className="inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-lg font-semibold text-accent-ink">
        <span aria-hidden="true" className="inline-block transition-transform group-open:rotate-90">
          ›
        </span>
        {showsQuestions ? `The ${counted(shown.length, "question")}` : `What it is about: ${counted(shown.length, "topic")}`}
      </summary>
      <ol lang={language} dir="auto" className="mt-2 list-decimal space-y-1 ps-6">
        {shown.map(({ id, words }) => (
          <li key={id} dir="auto" className="wrap-anywhere">
            {words}
          </li>
        ))}
      </ol>
    </details>
  );
}

const useAwaitedPlan = (interviewId: string, first: QuestionPlan | null) => {
  const [plan, setPlan] = useState(first);
  const [looks, setLooks] = useState(0);
  const waitMs = plan ? undefined : looksMs[looks];
  useEffect(() => {
    if (waitMs === undefined) return;
    const leaving = new AbortController();
    const timer = setTimeout(() => {
      void lookFor(interviewId, leaving.signal).then((found) => {
        if (leaving.signal.aborted) return;
        setPlan(found);
        setLooks(looks + 1);
      });
    }, waitMs);
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [interviewId, waitMs, looks]);
  return { plan, isAwaited: waitMs !== undefined };
};

const lookFor = async (interviewId: string, signal: AbortSignal): Promise<QuestionPlan | null> => {
  try {
    const [{ readPlan }, response] = await Promise.all([
      import("./read-plan.ts"),
      fetch(`/api/interviews/${interviewId}?plan`, { signal }),
    ]);
    return readPlan(await response.json());
  } catch {
    return null;
  }
};
