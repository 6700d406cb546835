import type { EndReason, Level, Speaker, Status } from "./vocabulary.ts";

/** What the candidate sets an interview up with. Lengths in characters: role and company 120, the two texts 20,000. */
export type InterviewSetup = {
  role: string;
  company: string | null;
  level: Level | null;
  jobDescription: string | null;
  resume: string | null;
};

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
export type StatusReport = { status: Status; endedAt?: string; endReason?: EndReason };

/** Body of every refused JSON request. */
export type ApiError = { error: { code: string; message: string } };
