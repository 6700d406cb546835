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

type Parts = { interviewId: string; textModel: TextModel; stored: StoredJob; desk: Desk; now: () => number };
type Input = NonNullable<Desk["input"]>;

/** Asks the text model once, verifies what it wrote, and lays that on the desk. */
export const model = (parts: Parts) =>
  fromCallback<{ type: "none" }, ModelInput>(({ input: asked, sendBack }) => {
    const stopped = new AbortController();
    const ask = async () => {
      const { input } = parts.desk;
      const { job } = parts.stored;
      if (!input || !job) throw new Error("Nothing was read");
      const reply = await askModel(parts.textModel, questionOf(parts, input, asked), stopped.signal);
      parts.stored.addUse(reply.use);
      const { kind, use } = reply;
      const failure = kind in lasting ? kind : null;
      log("report.asked", { interviewId: parts.interviewId, purpose: asked.purpose, kind, finish: use.finish, tries: job.tries });
      if (failure) console.error(`The text model failed with ${failure} (${use.finish}) for interview ${parts.interviewId}`);
      sendBack(newsOf(parts, input, asked, reply, parts.now() - job.beganAtUnixMs > feedbackLimits.giveUpMs));
    };
    ask().catch((cause: unknown) => {
      if (stopped.signal.aborted) return;
      log("report.broken", { interviewId: parts.interviewId, cause: describe(cause) });
      sendBack({ type: "model.failed", failure: "unavailable" });
    });
    return () => stopped.abort();
  });

const questionOf = ({ stored }: Parts, input: Input, { purpose, isPlain, isShort }: ModelInput): Question => {
  const way = { word: fenceWord(), isShort };
  if (purpose === "assess") return { purpose, prompt: assessmentPrompt(input, way), schema: assessmentSchema, isPlain };
  const { made } = stored;
  if (!made) throw new Error("Nothing was assessed");
  return { purpose, prompt: coachingPrompt(input, made.report, way), schema: coachingSchema, isPlain };
};

const lasting: Partial<Record<Reply["kind"], ReportFailure>> = {
  blocked: "blocked",
  exhausted: "quota",
  misconfigured: "configuration",
  refused: "refused",
};

const newsOf = (parts: Parts, input: Input, { purpose }: ModelInput, reply: Reply, isLate: boolean): FeedbackEvent => {
  switch (reply.kind) {
    case "written":
      parts.desk.modelVersion = reply.modelVersion;
      return {
        type: "model.wrote",
        isCoachable: purpose === "assess" ? layAssessment(parts, input, reply.draft) : layCoaching(parts, input, reply.draft),
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
      return { type: "model.failed", failure: lasting[reply.kind] ?? "refused" };
    default:
      return reply satisfies never;
  }
};

const layAssessment = ({ desk }: Parts, input: Input, draft: object): boolean => {
  desk.assessment = assess(input, assessmentDraft.parse(draft), { isUnsure: input.isUnsure });
  const { report, checks } = desk.assessment;
  return !input.isUnsure && checks.kept > 0 && report.questions.length > 0;
};

const layCoaching = ({ desk, stored }: Parts, input: Input, draft: object): boolean => {
  const { made } = stored;
  if (!made) throw new Error("Nothing was assessed");
  desk.coaching = coach(input, made.report, coachingDraft.parse(draft));
  return false;
};
