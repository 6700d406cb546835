import type { EndReason } from "../../contract/vocabulary.ts";

/** Why an interview ended, in one plain line. */
export const endReasonWords: Record<EndReason, string> = {
  USER_INITIATED: "You ended it",
  GEMINI_ENDED: "The interviewer brought it to a close",
  TIMEOUT: "The time was up",
  DISCONNECTED: "Your connection was lost and did not come back in time",
  GEMINI_FAILED: "The interviewer could not be reached any more",
  CANCELLED: "You cancelled it",
};

/** The same for a reader who was not the candidate. */
export const endReasonToldWords: Record<EndReason, string> = {
  ...endReasonWords,
  USER_INITIATED: "The candidate ended it",
  DISCONNECTED: "The candidate’s connection was lost and did not come back in time",
  CANCELLED: "The candidate cancelled it",
};
