import { fromCallback } from "xstate";
import { type FeedbackEvent, feedbackLimits, type ModelInput } from "../../machines/feedback.ts";
import type { ReportFailure } from "../../contract/vocabulary.ts";
import { assess } from "../../report/assess.ts";
import { askModel, type Question, type Reply, type TextModel } from "../../report/ask.ts";
import { coach } from "../../report/coach.ts";
import { assessmentDraft, coachingDraft } from "../../report/draft.ts";
import { assessmentPrompt, coachingPrompt, fenceWord } from "../../report/prompt.ts";
import { assessmentSchema, coachingSchema } from "../../report/schema.ts";
import { describe, log } from "../log.ts";
import type { Desk } from "./desk.ts";
import type { StoredJob } from "./stored-job.ts";

type Dependencies = { interviewId: string; textModel: TextModel; stored: StoredJob; desk: Desk; now: () => number };
type Input = NonNullable<Desk["input"]>;

/** An actor that asks the text model once, verifies the draft, and puts the result on the desk. */
export const model = (dependencies: Dependencies) =>
  fromCallback<{ type: "none" }, ModelInput>(({ input: asked, sendBack }) => {
    const stopped = new AbortController();
    const ask = async () => {
      const { input } = dependencies.desk;
      const { job } = dependencies.stored;
      if (!input || !job) throw new Error("Nothing was read");
      const reply = await askModel(dependencies.textModel, questionOf(dependencies, input, asked), stopped.signal);
      dependencies.stored.addUse(reply.use);
      const { kind, use } = reply;
      log("report.asked", { interviewId: dependencies.interviewId, purpose: asked.purpose, kind, finish: use.finish, tries: job.tries });
      const isLate = dependencies.now() - job.beganAtUnixMs > feedbackLimits.giveUpMs;
      const news = newsOf(dependencies, reply, { input, purpose: asked.purpose, isLate });
      if (news.type === "model.failed")
        console.error(`The text model failed with ${kind} (${use.finish}) for interview ${dependencies.interviewId}`);
      sendBack(news);
    };
    ask().catch((cause: unknown) => {
      if (stopped.signal.aborted) return;
      log("report.broken", { interviewId: dependencies.interviewId, cause: describe(cause) });
      sendBack({ type: "model.failed", failure: "unavailable" });
    });
    return () => stopped.abort();
  });

const questionOf = ({ stored }: Dependencies, input: Input, { purpose, isPlain, isShort }: ModelInput): Question => {
  const way = { word: fenceWord(), isShort };
  if (purpose === "assess") return { purpose, prompt: assessmentPrompt(input, way), schema: assessmentSchema, isPlain };
  const { made } = stored;
  if (!made) throw new Error("Nothing was assessed");
  return { purpose, prompt: coachingPrompt(input, made.report, way), schema: coachingSchema, isPlain };
};

/** Failures that another try would not cure, by the kind of reply. */
const lasting = {
  blocked: "blocked",
  exhausted: "quota",
  misconfigured: "configuration",
  refused: "refused",
} as const satisfies Partial<Record<Reply["kind"], ReportFailure>>;

type Asked = { input: Input; purpose: ModelInput["purpose"]; isLate: boolean };

/**
 * Translates a reply for the chart; a draft is first verified and put on the desk. `isLate`: a busy model has been tried for long enough.
 */
const newsOf = (dependencies: Dependencies, reply: Reply, { input, purpose, isLate }: Asked): FeedbackEvent => {
  switch (reply.kind) {
    case "written":
      dependencies.desk.modelVersion = reply.modelVersion;
      return {
        type: "model.wrote",
        isCoachable: purpose === "assess" ? layAssessment(dependencies, input, reply.draft) : layCoaching(dependencies, input, reply.draft),
      };
    case "busy":
      return { type: "model.busy", afterMs: reply.afterMs, isLate };
    case "cut":
    case "strayed":
    case "misunderstood":
      return { type: `model.${reply.kind}` };
    case "blocked":
    case "exhausted":
    case "misconfigured":
    case "refused":
      return { type: "model.failed", failure: lasting[reply.kind] };
    default:
      return reply satisfies never;
  }
};

/** Verifies the assessment. Returns whether it is enough for stronger answers and drills. */
const layAssessment = ({ desk }: Dependencies, input: Input, draft: object): boolean => {
  desk.assessment = assess(input, assessmentDraft.parse(draft), { isUnsure: input.isUnsure });
  const { report, checks } = desk.assessment;
  return !input.isUnsure && checks.kept > 0 && report.questions.length > 0;
};

/** Verifies stronger answers and drills. Returns false, because nothing is made after them. */
const layCoaching = ({ desk, stored }: Dependencies, input: Input, draft: object): boolean => {
  const { made } = stored;
  if (!made) throw new Error("Nothing was assessed");
  desk.coaching = coach(input, made.report, coachingDraft.parse(draft));
  return false;
};
