import type { SnapshotFrom } from "xstate";
import { thinkMs } from "../../contract/limits.ts";
import type { Hush } from "../../contract/vocabulary.ts";
import type { interviewMachine } from "../../machines/interview.ts";
import { hushOf } from "../../machines/hush.ts";
import { thinkForMs } from "../../machines/interview/limits.ts";
import { describe, log } from "../log.ts";
import type { Facts } from "./storage/facts.ts";

type Snapshot = SnapshotFrom<typeof interviewMachine>;
type Dependencies = {
  interviewId: string;
  facts: Facts;
  /** For how long the candidate still hears the interviewer, in ms. */
  audibleForMs: () => number;
  now: () => number;
};

/** Stores what the next life of the object is to know of where the chart stands, whenever that changes. */
export const remembering = ({ interviewId, facts, audibleForMs, now }: Dependencies) => {
  let why = facts.read("hush")?.why ?? null;
  let refusals = facts.read("endRefusals") ?? 0;

  const write = (snapshot: Snapshot) => {
    const [hush, { context }] = [hushOf(snapshot), snapshot];
    if (hush === null && why !== null) facts.forget("hush");
    if (hush !== null && hush !== why) facts.write("hush", { why: hush, untilUnixMs: now() + lengthOf(hush, context) });
    why = hush;
    if (context.refusals !== refusals) facts.write("endRefusals", context.refusals);
    refusals = context.refusals;
  };
  const lengthOf = (hush: Hush, context: Snapshot["context"]) =>
    hush === "HEARD" ? audibleForMs() : hush === "ANSWERING" ? 0 : thinkForMs(context);

  return (snapshot: Snapshot) => {
    if (!snapshot.matches("IN_PROGRESS")) return;
    try {
      write(snapshot);
    } catch (cause) {
      log("hush.unstored", { interviewId, cause: describe(cause) });
    }
  };
};

/** Why nothing was due from the interviewer in the life before, and for how long the candidate may still think. */
export const hushIn = (facts: Facts, nowUnixMs: number): { hush: Hush | null; thinkForMs: number | null } => {
  const { why = null, untilUnixMs = 0 } = facts.read("hush") ?? {};
  const leftMs = Math.max(0, untilUnixMs - nowUnixMs);
  // What they had not heard of the interviewer yet is lost.
  if (why === null || (why === "HEARD" && leftMs > 0)) return { hush: null, thinkForMs: null };
  return { hush: why, thinkForMs: why === "THINKING" || why === "PONDERING" ? Math.min(leftMs, thinkMs) : null };
};
