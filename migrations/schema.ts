import type { Generated } from "kysely";
import type { EndReason, Speaker, Status } from "../contract/vocabulary.ts";

/** The tables of `migrations/*.sql` as Kysely types. Times are ISO 8601 UTC with milliseconds. */
export type Database = {
  user: {
    id: string;
    name: string;
    email: string;
    password_hash: string;
    created_at: string;
  };
  session: {
    id_hash: string;
    user_id: string;
    created_at: string;
    seen_at: string;
    expires_at: string;
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
    /** JSON of a question plan (contract/question-plan.ts). */
    plan: string | null;
  };
  spent_time: {
    user_id: string | null;
    started_at: string;
    ended_at: string;
  };
  consent: {
    user_id: string;
    subject: string;
    version: string;
    given_at: string;
    withdrawn_at: string | null;
  };
  transcript_entry: {
    interview_id: string;
    timestamp: string;
    speaker: Speaker;
    content: string;
  };
  rate_limit: {
    key: string;
    tokens: number;
    refilled_at_unix_ms: number;
  };
};
