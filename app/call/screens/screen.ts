import type { CallSnapshot } from "../ports/use-call.ts";

/** What the page shows: one screen for each thing that the candidate can do next. */
export type Screen =
  | "lobby"
  | "openingMicrophone"
  | "blocked"
  | "connecting"
  | "unconnected"
  | "live"
  | "finishing"
  | "playingOut"
  | "closing"
  | "over"
  | "unbegun"
  | "failed"
  | "replaced"
  | "lost";

export const screenOf = (snapshot: CallSnapshot): Screen => {
  if (snapshot.matches("live")) return "live";
  if (snapshot.matches({ initializing: "lobby" })) return "lobby";
  if (snapshot.matches({ initializing: "opening" })) return "openingMicrophone";
  if (snapshot.matches({ initializing: "blocked" })) return "blocked";
  if (snapshot.matches({ connecting: "failed" }) || snapshot.matches({ connecting: "refused" })) return "unconnected";
  if (snapshot.matches("connecting")) return "connecting";
  if (snapshot.matches({ ending: "draining" })) return "playingOut";
  if (snapshot.matches({ ending: "unbegun" })) return "unbegun";
  if (snapshot.matches({ ending: "failed" })) return "failed";
  if (snapshot.matches({ ending: "replaced" })) return "replaced";
  if (snapshot.matches({ ending: "lost" })) return "lost";
  if (snapshot.matches({ ending: "closing" })) return "closing";
  if (snapshot.matches({ ending: "over" })) return "over";
  return "finishing";
};
