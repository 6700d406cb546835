import type { SnapshotFrom } from "xstate";
import type { Hush } from "../contract/vocabulary.ts";
import type { interviewMachine } from "./interview.ts";

/** Why nothing is due from the interviewer, to be known after a crash; null if something is due, or nobody is there to hear it. */
export const hushOf = (snapshot: SnapshotFrom<typeof interviewMachine>): Hush | null => {
  const isIn = (floor: object | string) => snapshot.matches({ IN_PROGRESS: { floor } } as never);
  if (isIn({ answering: { held: "thinking" } }) || isIn({ open: { unfinished: "thinking" } })) return "PONDERING";
  if (isIn("answering") || isIn({ open: "unfinished" })) return "ANSWERING";
  if (!isIn("open") || snapshot.context.isOwed) return null;
  if (isIn({ open: "thinking" })) return "THINKING";
  return snapshot.context.hasClient ? "HEARD" : null;
};
