import { type DraftQuestion, planBounds, type QuestionPlan, topicOf } from "../../contract/question-plan.ts";
import type { InterviewSetup } from "../../contract/setup.ts";
import type { InterviewType, Level, PlannedKind } from "../../contract/vocabulary.ts";
import { bank } from "./bank.ts";
import { questionCount } from "./setup-words.ts";

/** The order of question kinds in each type of interview. After the last kind it starts again. */
const courses: Record<InterviewType, readonly PlannedKind[]> = {
  BEHAVIOURAL: ["ACHIEVEMENT", "CONFLICT", "FAILURE", "TEAMWORK", "PROBLEM", "LEADERSHIP"],
  TECHNICAL: ["EXPERIENCE", "SKILL", "PROBLEM", "SKILL", "FAILURE", "SKILL"],
  MIXED: ["MOTIVATION", "EXPERIENCE", "SKILL", "PROBLEM", "TEAMWORK", "FAILURE", "ACHIEVEMENT"],
  SYSTEM_DESIGN: ["EXPERIENCE", "DESIGN", "SKILL"],
  CASE: ["MOTIVATION", "CASE", "PROBLEM"],
  HR_SCREEN: ["MOTIVATION", "EXPERIENCE", "TEAMWORK", "PLANS"],
  LEADERSHIP: ["LEADERSHIP", "CONFLICT", "LEADERSHIP", "FAILURE", "TEAMWORK"],
  ADMISSION: ["MOTIVATION", "PLANS", "ACHIEVEMENT", "PLANS", "FAILURE"],
};
/** Levels that are not asked about leading: they have led nobody yet. */
const beginners: readonly (Level | null)[] = ["INTERN", "JUNIOR"];
const minutesEach = 3;

/** Numbers the questions of a plan: the candidate's own first, word for word, then as many of `others` as its length has room for. */
export const planOf = (setup: InterviewSetup, others: DraftQuestion[]): QuestionPlan => {
  const own = (setup.questions ?? []).map((question) => draft({ kind: "SKILL", topic: topicOf(question), question, source: "own" }));
  const room = Math.max(0, questionCount(setup.minutes) - own.length);
  return { questions: [...own, ...others.slice(0, room)].map((it, at) => ({ ...it, id: `q${at + 1}` })) };
};

/** A plan from the question bank, by type, level, length and focus. The same `seed` always gives the same plan. */
export const bankPlan = (setup: InterviewSetup, seed: string): QuestionPlan => {
  const isBeginner = setup.type !== "LEADERSHIP" && beginners.includes(setup.level);
  const course = courses[setup.type ?? "MIXED"].filter((kind) => !isBeginner || kind !== "LEADERSHIP");
  const focused = (setup.focus ?? []).map((topic) =>
    draft({ kind: "SKILL", topic, question: `What is your experience with this, and what is hard about it: ${topic}?`, source: "role" }),
  );
  const asked = new Map<PlannedKind, number>();
  const usual = Array.from({ length: planBounds.questions }, (_, at): DraftQuestion => {
    const kind = course[at % course.length] ?? "EXPERIENCE";
    const count = asked.get(kind) ?? 0;
    asked.set(kind, count + 1);
    const [topic, question] = bank[kind][(numberOf(seed + kind) + count) % bank[kind].length] ?? ["", ""];
    return draft({ kind, topic, question, source: "role" });
  });
  return planOf(setup, [...usual.slice(0, 1), ...focused, ...usual.slice(1)]);
};

const draft = (it: Pick<DraftQuestion, "kind" | "topic" | "question" | "source">): DraftQuestion => ({
  ...it,
  probes: [],
  minutes: minutesEach,
});

/** FNV-1a. */
const numberOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
};
