import { feedbackLimits, type feedbackMachine } from "../../machines/feedback.ts";
import { addChecks } from "../../report/tally.ts";
import type { TextModel } from "../../report/ask.ts";
import type { PortsOf } from "../../machines/ports/shared-machine.ts";
import type { AppApi } from "../app/app-api.ts";
import { courier, reader } from "./app-tasks.ts";
import type { Desk } from "./desk.ts";
import { resultOf } from "./result.ts";
import type { StoredJob } from "./stored-job.ts";
import { model } from "./text-model.ts";

const { retry1Ms, retry2Ms, retry3Ms, retry4Ms, retry5Ms } = feedbackLimits;
const retriesMs = [retry1Ms, retry2Ms, retry3Ms, retry4Ms, retry5Ms];
const tellMs = 5_000;

type Dependencies = {
  interviewId: string;
  app: AppApi;
  stored: StoredJob;
  desk: Desk;
  textModel: TextModel;
  now: () => number;
  /** Takes work whose outcome does not matter. The run waits for it before it ends. */
  beside: (work: Promise<unknown>) => void;
};

/** Implements the chart's ports with storage, the app and the text model. */
export const provideFeedback = (dependencies: Dependencies): PortsOf<typeof feedbackMachine> => {
  const { interviewId, app, stored, desk, textModel, now, beside } = dependencies;
  const ends = { isOwing: true, isFinal: true, tries: 0, nextAtUnixMs: null } as const;
  return {
    actors: {
      reader: reader({ interviewId, app, stored, desk, model: textModel.model }),
      courier: courier({ interviewId, app, stored, desk, model: textModel.model }),
      model: model({ interviewId, textModel, stored, desk, now }),
    },
    actions: {
      adoptJob: (_, { jobId }) => {
        stored.begin({ jobId, interviewId, now: now() });
        stored.wakeAt(now());
      },
      scheduleRun: (_, { afterMs }) => {
        const { tries: before = 0, isOwing = false } = stored.job ?? {};
        const tries = before + 1;
        const waitMs = retriesMs[Math.min(tries, retriesMs.length) - 1] ?? retry5Ms;
        const nextAtUnixMs = now() + Math.max(afterMs ?? 0, waitMs);
        stored.change({ tries, nextAtUnixMs, ...(!isOwing && { attempt: tries + 1 }) });
        stored.wakeAt(nextAtUnixMs);
      },
      // Only so that the page can say when the next try is; it does not matter if the app misses it.
      tellWaiting: () => {
        const { job } = stored;
        if (job) beside(app.submitReport({ ...resultOf(stored, job, textModel.model), state: "WORKING" }, AbortSignal.timeout(tellMs)));
      },
      keepAbstention: (_, { gate }) => stored.change({ ...ends, state: gate, inputHash: desk.input?.hash ?? null }),
      keepAssessment: (_, { isFinal }) => {
        const { assessment, input, modelVersion } = desk;
        if (!assessment || !input) throw new Error("Nothing was assessed");
        stored.keep(assessment);
        const state = !isFinal ? "PARTIAL" : input.isUnsure ? "UNSURE_TRANSCRIPT" : "READY";
        stored.change({ isOwing: true, isFinal, tries: 0, nextAtUnixMs: null, state, inputHash: input.hash, modelVersion });
      },
      keepCoaching: () => {
        const { made } = stored;
        const { coaching } = desk;
        if (!made || !coaching) throw new Error("Nothing was coached");
        const { stronger, drills, checks } = coaching;
        stored.keep({ report: { ...made.report, stronger, drills }, checks: addChecks(made.checks, checks) });
        stored.change({ ...ends, state: "READY" });
      },
      keepUncoached: () => stored.change({ ...ends, state: "READY" }),
      keepFailure: (_, { failure }) => stored.change({ ...ends, state: "FAILED", failure, inputHash: desk.input?.hash ?? null }),
      keepDelivery: () => stored.change({ isOwing: false, tries: 0, attempt: 1 }),
      eraseJob: () => {
        Object.assign(desk, { input: null, assessment: null, coaching: null, modelVersion: null });
        stored.erase();
      },
    },
  };
};
