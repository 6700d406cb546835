import type { SessionTimes } from "../../contract/app-api.ts";
import type { Feedback, InputEntry } from "../../contract/report.ts";
import { feedbackOf, spokenEntries, spokenSession } from "../feedback/testing/report.ts";
import type { Interview } from "../../contract/app-api.ts";
import { DB, type Visitor } from "./host.ts";

type Told = {
  entries?: InputEntry[];
  session?: SessionTimes | null;
  /** Null: no report was asked for. */
  feedback?: (Feedback & { inputHash?: string }) | null;
  setup?: Record<string, unknown>;
  startedAt?: string;
  endedAt?: string;
};

/** Stores an interview that is over, in the rows that the Worker's submissions and its report's job leave. */
export const tellInterview = async (
  visitor: Visitor,
  {
    entries = spokenEntries,
    session = spokenSession,
    feedback = feedbackOf("READY"),
    setup = {},
    startedAt = "2025-11-21T09:01:00.000Z",
    endedAt = "2025-11-21T09:02:38.000Z",
  }: Told = {},
): Promise<Interview> => {
  const interview = await visitor.startInterview({ role: "Backend Engineer", company: "Northwind", ...setup });
  const { id } = interview;
  await DB.batch([
    DB.prepare(
      "update interview set status = 'COMPLETED', started_at = ?, ended_at = ?, end_reason = 'USER_INITIATED', session = ? where id = ?",
    ).bind(startedAt, endedAt, session && JSON.stringify(session), id),
    ...entries.map((it) =>
      DB.prepare(
        "insert into transcript_entry (interview_id, timestamp, speaker, content, speech, is_typed) values (?, ?, ?, ?, ?, ?)",
      ).bind(id, it.timestamp, it.speaker, it.content, it.speech && JSON.stringify(it.speech), it.isTyped ? 1 : null),
    ),
  ]);
  if (feedback) await storeFeedback(id, feedback);
  return interview;
};

const storeFeedback = (interviewId: string, feedback: Feedback & { inputHash?: string }) => {
  const values = {
    id: crypto.randomUUID(),
    interview_id: interviewId,
    version: Math.max(1, feedback.version),
    job_id: crypto.randomUUID(),
    state: feedback.state,
    failure: feedback.failure,
    attempt: feedback.attempt,
    next_at: feedback.nextAt,
    input_hash: feedback.inputHash ?? null,
    model: feedback.model,
    model_version: feedback.modelVersion,
    prompt_version: feedback.promptVersion,
    rubric_version: feedback.rubricVersion,
    report: feedback.report && JSON.stringify(feedback.report),
    checks: feedback.checks && JSON.stringify(feedback.checks),
    created_at: feedback.createdAt ?? new Date().toISOString(),
    asked_at: new Date().toISOString(),
    finished_at: feedback.createdAt,
  };
  const names = Object.keys(values);
  return DB.prepare(`insert into feedback (${names.join(", ")}) values (${names.map(() => "?").join(", ")})`)
    .bind(...Object.values(values))
    .run();
};

/** A page's words as a reader without scripts sees them: tags become spaces, entities become characters. */
export const wordsOf = async (response: Response): Promise<string> =>
  (await response.text())
    .replace(/<script[\s\S]*?<\/script>|<head[\s\S]*?<\/head>/g, "")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&#x27;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ");
