import type { InterviewSetup } from "./setup.ts";
import type { EndReason, Speaker, Status } from "./vocabulary.ts";

/** An interview as the JSON routes answer it. Times are ISO 8601 UTC with milliseconds. */
export type Interview = InterviewSetup & {
  id: string;
  userId: string;
  status: Status;
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
  endReason: EndReason | null;
};

export type TranscriptEntry = { speaker: Speaker; content: string; timestamp: string };

/** Body of `POST /api/interviews/:id/transcript`. */
export type TranscriptSubmission = { transcript: TranscriptEntry[]; endedAt: string; endReason?: EndReason };

/** Body of `POST /api/interviews/:id/status`. */
export type StatusReport = { status: Status; startedAt?: string; endedAt?: string; endReason?: EndReason };

/** Body of every refused JSON request. */
export type ApiError = { error: { code: string; message: string } };

/**
 * Sent by the Worker with `GET /api/interviews/:id` where the interview is about to begin: 409 where the account has as many live, or
 * as many minutes used, as it may. Tokens that were saved up then open nothing.
 */
export const beginHeader = "X-PrepPal-Begins";
