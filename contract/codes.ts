import { idleMs, longestFrameBytes, mostUnreadableFrames } from "./limits.ts";

/** WebSocket close codes of the interview socket, and the code of an `ErrorResponse` about one frame. Every code lives here, once. */
export const closeCode = {
  ended: 1000,
  policyViolated: 1008,
  frameTooLarge: 1009,
  overloaded: 1013,
  tokenRefused: 4001,
  geminiFailed: 4002,
  replaced: 4003,
  alreadyEnded: 4004,
} as const;
export type CloseCode = (typeof closeCode)[keyof typeof closeCode];

/** `ErrorResponse.code` of one frame that could not be understood; the interview goes on. */
export const unreadableFrame = 5000;

/** Why Gemini ended the interview in ERROR. */
export type Failure = "geminiUnreachable" | "geminiRefused" | "geminiMisconfigured" | "geminiLost" | "geminiSilent" | "openedTooOften";

/** What a refusal by Gemini means: it has no capacity for us now, or our key, region, model or set-up is wrong. */
export type Refusal = Extract<Failure, "geminiRefused" | "geminiMisconfigured">;

/** What the candidate is told, by cause. Sent as `ErrorResponse.message` before a 4xxx close. */
export const failureMessage: Record<Failure, string> = {
  geminiUnreachable: "The interviewer could not be reached. Start a new interview to try again.",
  geminiRefused: "The interviewer is fully booked. Try again in a few minutes.",
  geminiMisconfigured: "PrepPal is not set up to reach the interviewer. Only whoever runs it can fix that; your set-up is kept.",
  geminiLost: "The connection to the interviewer was lost. What was said so far is kept.",
  geminiSilent: "The interviewer no longer answers. What was said so far is kept.",
  openedTooOften: "This interview was opened too often without beginning. Start a new interview.",
};

/** What each close code means to a client: when it comes, and what becomes of the interview. */
export const closeMeaning: Record<CloseCode, { when: string; interview: string }> = {
  1000: { when: "after SessionEnded", interview: "COMPLETED" },
  1008: {
    when: `more than ${mostUnreadableFrames} undecodable frames, or more frames, sound, requests or typing than a person makes`,
    interview: "ends as if the browser left; the second time at once",
  },
  1009: { when: `frame over ${longestFrameBytes / 1024} KiB`, interview: "ends as if the browser left" },
  1013: { when: `a reader too slow for its speech, or no frame for ${idleMs / 1000} s`, interview: "ends as if the browser left" },
  4001: {
    when: "token missing, malformed, expired, wrong secret or algorithm, revoked, or for another interview or person; foreign Origin",
    interview: "unchanged; Gemini is not contacted",
  },
  4002: { when: "Gemini could not be reached, or failed for good", interview: "ERROR, partial transcript kept" },
  4003: { when: "a newer connection of the same interview took over", interview: "unchanged" },
  4004: { when: "the interview has already ended, or may not begin now (then also sent as ErrorResponse)", interview: "unchanged" },
};
