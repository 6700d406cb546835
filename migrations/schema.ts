import type { Generated } from "kysely";
import type { Retention } from "../contract/account.ts";
import type { EndReason, ReportFailure, ReportState, Speaker, Status } from "../contract/vocabulary.ts";

/** The tables of `migrations/*.sql` as Kysely types. Times are ISO 8601 UTC with milliseconds. */
export type Database = {
  user: {
    id: string;
    name: string;
    email: string;
    password_hash: string;
    created_at: string;
    retention: Generated<Retention>;
    blocked_at: string | null;
    email_confirmed_at: string | null;
  };
  session: {
    id_hash: string;
    user_id: string;
    created_at: string;
    seen_at: string;
    expires_at: string;
    device: Generated<string>;
    place: Generated<string>;
  };
  account_link: {
    token_hash: string;
    purpose: "RESET" | "EMAIL";
    user_id: string;
    email: string;
    created_at: string;
    expires_at: string;
  };
  mail: {
    id: string;
    user_id: string | null;
    recipient: string;
    kind: string;
    /** JSON of what the letter tells (app/mail/letters.server.ts). */
    facts: string;
    tries: Generated<number>;
    due_unix_ms: number;
  };
  consent: {
    user_id: string;
    subject: string;
    version: string;
    given_at: string;
    withdrawn_at: string | null;
  };
  passkey: {
    id: string;
    user_id: string;
    name: string;
    public_key: string;
    counter: number;
    /** JSON of WebAuthn's list. */
    transports: string;
    created_at: string;
    used_at: string | null;
  };
  challenge: {
    hash: string;
    purpose: "PASSKEY" | "SIGN_IN" | "PROOF";
    user_id: string | null;
    expires_at: string;
  };
  erasure: {
    interview_id: string;
    tries: Generated<number>;
    due_unix_ms: number;
  };
  interview: {
    id: string;
    user_id: string;
    status: Generated<Status>;
    role: string;
    /** JSON of the set-up's optional fields (contract/setup.ts). */
    setup: string;
    created_at: string;
    started_at: string | null;
    ended_at: string | null;
    end_reason: EndReason | null;
    token_minted_at: string | null;
    begun_at: string | null;
    untold_revocation_unix_ms: number | null;
    /** JSON of the interview's times and tokens (contract/app-api.ts). */
    session: string | null;
    usage: string | null;
    handovers: number | null;
    report_read_at: string | null;
    words_deleted_at: string | null;
    /** JSON of a question plan (contract/question-plan.ts). */
    plan: string | null;
  };
  spent_time: {
    user_id: string | null;
    started_at: string;
    ended_at: string;
  };
  spent_cost: {
    /** UTC, as `2026-11-21`. */
    day: string;
    micros: number;
  };
  transcript_entry: {
    interview_id: string;
    timestamp: string;
    speaker: Speaker;
    content: string;
    /** JSON of how it was said (contract/app-api.ts). */
    speech: string | null;
    is_typed: 0 | 1 | null;
  };
  feedback: {
    id: string;
    interview_id: string;
    version: number;
    job_id: string;
    state: Generated<Exclude<ReportState, "NONE">>;
    failure: ReportFailure | null;
    attempt: Generated<number>;
    next_at: string | null;
    input_hash: string | null;
    model: string | null;
    model_version: string | null;
    prompt_version: number | null;
    rubric_version: number | null;
    /** JSON of what contract/report.ts describes, as are `checks` and `uses`. */
    report: string | null;
    checks: string | null;
    uses: Generated<string>;
    cost_micros: number | null;
    created_at: string;
    /** When the Worker was last asked for it. */
    asked_at: string;
    finished_at: string | null;
  };
  transcript_correction: {
    interview_id: string;
    timestamp: string;
    created_at: string;
    text: string | null;
  };
  share: {
    token_hash: string;
    interview_id: string;
    with_transcript: 0 | 1;
    created_at: string;
    expires_at: string;
    revoked_at: string | null;
  };
  rate_limit: {
    key: string;
    tokens: number;
    refilled_at_unix_ms: number;
  };
};
