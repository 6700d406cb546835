-- What the interviewer means to ask, as JSON (contract/question-plan.ts); null until it is made.
ALTER TABLE interview ADD COLUMN plan TEXT CHECK (json_valid(plan) AND json_type(plan) = 'object' AND length(plan) <= 100000);

-- What a person agreed to: which words (subject and their version), when, and when they took it back.
CREATE TABLE IF NOT EXISTS consent (
  user_id TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  subject TEXT NOT NULL,
  version TEXT NOT NULL,
  given_at TEXT NOT NULL,
  withdrawn_at TEXT,
  PRIMARY KEY (user_id, subject, version)
) STRICT, WITHOUT ROWID;
