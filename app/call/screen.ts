import type { MicrophoneProblem } from "../../machines/call.ts";
import type { CallSnapshot } from "./use-call.ts";

/** What the page shows: one screen for each thing that the candidate can do next. */
export type Screen =
  | "lobby"
  | "openingMicrophone"
  | MicrophoneProblem
  | "connecting"
  | "unconnected"
  | "live"
  | "ending"
  | "draining"
  | "failed"
  | "replaced"
  | "lost";

const problems = ["permissionRefused", "missing", "busy", "unsupported"] as const;

export const screenOf = (snapshot: CallSnapshot): Screen => {
  if (snapshot.matches("live")) return "live";
  if (snapshot.matches({ initializing: "lobby" })) return "lobby";
  if (snapshot.matches({ initializing: "opening" })) return "openingMicrophone";
  if (snapshot.matches({ connecting: "failed" }) || snapshot.matches({ connecting: "refused" })) return "unconnected";
  if (snapshot.matches("connecting")) return "connecting";
  if (snapshot.matches({ ending: "draining" })) return "draining";
  if (snapshot.matches({ ending: "failed" })) return "failed";
  if (snapshot.matches({ ending: "replaced" })) return "replaced";
  if (snapshot.matches({ ending: "lost" })) return "lost";
  return problems.find((problem) => snapshot.matches({ initializing: { blocked: problem } })) ?? "ending";
};
