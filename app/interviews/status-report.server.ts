import type * as z from "zod";
import type { Caller } from "../auth/require-caller.server.ts";
import type { App } from "../server/load-context.server.ts";
import type { statusReport } from "../../contract/app-api.ts";
import { log } from "../server/log.server.ts";
import { findInterview, type Move, type Moved, moveInterview } from "./interviews.server.ts";
import { endAtWorker } from "./worker-api.server.ts";

type Report = z.output<typeof statusReport>;

/** When it began and how it ended: as the Worker says; by a candidate's word it is given up or ended, now, whatever else they say. */
const timesAndReason = ({ by }: Caller, { status, startedAt, endedAt, endReason }: Report): Omit<Move, "to" | "by"> => {
  if (by === "worker") return { startedAt, endedAt, endReason };
  return { startedAt: null, endedAt: null, endReason: status === "ERROR" ? "CANCELLED" : "USER_INITIATED" };
};

/** Moves an interview as the Worker or its owner reports. "forbidden" is an owner reporting a start. A user's end also ends the live session. */
export const reportStatus = async (app: App, caller: Caller, id: string, report: Report): Promise<Moved | { outcome: "forbidden" }> => {
  const access = { id, userId: caller.userId };
  if (caller.by === "user" && report.status === "IN_PROGRESS") {
    return { outcome: (await findInterview(app.db, access)) ? "forbidden" : "missing" };
  }
  const to = report.status;
  const moved = await moveInterview(app.db, access, { to, by: caller.by, ...timesAndReason(caller, report) });
  if (moved.outcome === "moved") {
    log("interview.moved", { interviewId: id, status: to, endReason: moved.interview.endReason, by: caller.by });
    if (caller.by === "user") app.afterAnswer(endAtWorker(app, { interviewId: id, keepsTranscript: true }));
  }
  return moved;
};
