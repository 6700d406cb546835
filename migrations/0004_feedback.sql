-- How an entry was said or typed, and how the whole interview was, as JSON (contract/app-api.ts); null where nobody measured it.
ALTER TABLE transcript_entry ADD COLUMN speech TEXT CHECK (speech IS NULL OR (json_valid(speech) AND json_type(speech) = 'object'));
ALTER TABLE transcript_entry ADD COLUMN is_typed INTEGER CHECK (is_typed IN (0, 1));
ALTER TABLE interview ADD COLUMN session TEXT CHECK (session IS NULL OR (json_valid(session) AND json_type(session) = 'object'));
ALTER TABLE interview ADD COLUMN usage TEXT CHECK (usage IS NULL OR (json_valid(usage) AND json_type(usage) = 'object'));

-- One row a version; the newest is the current job. report, checks and uses are JSON (contract/report.ts).
CREATE TABLE feedback (
  id TEXT PRIMARY KEY,
  interview_id TEXT NOT NULL REFERENCES interview (id) ON DELETE CASCADE,
  version INTEGER NOT NULL CHECK (version >= 1),
  job_id TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL DEFAULT 'QUEUED'
    CHECK (state IN ('QUEUED', 'WORKING', 'PARTIAL', 'READY', 'SILENT', 'TOO_SHORT', 'UNSURE_TRANSCRIPT', 'FAILED')),
  failure TEXT CHECK (failure IN ('quota', 'blocked', 'refused', 'unavailable', 'configuration')),
  attempt INTEGER NOT NULL DEFAULT 0,
  next_at TEXT,
  input_hash TEXT CHECK (length(input_hash) = 64),
  model TEXT,
  model_version TEXT,
  prompt_version INTEGER,
  rubric_version INTEGER,
  report TEXT CHECK (report IS NULL OR (json_valid(report) AND json_type(report) = 'object')),
  checks TEXT CHECK (checks IS NULL OR (json_valid(checks) AND json_type(checks) = 'object')),
  uses TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(uses) AND json_type(uses) = 'array'),
  -- Millionths of a dollar, by the prices of the day (contract/prices.ts); null where a model has no known price.
  cost_micros INTEGER,
  created_at TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  finished_at TEXT,
  UNIQUE (interview_id, version),
  CHECK ((state = 'FAILED') = (failure IS NOT NULL))
) STRICT;

-- The newest of an entry counts; null text: not the candidate's words. The original stays in transcript_entry.
CREATE TABLE transcript_correction (
  interview_id TEXT NOT NULL,
  timestamp TEXT NOT NULL,
  created_at TEXT NOT NULL,
  text TEXT,
  PRIMARY KEY (interview_id, timestamp, created_at),
  FOREIGN KEY (interview_id, timestamp) REFERENCES transcript_entry (interview_id, timestamp) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- A report that its owner shows to whoever has the link. token_hash is the SHA-256 of the token in it.
CREATE TABLE share (
  token_hash TEXT PRIMARY KEY,
  interview_id TEXT NOT NULL REFERENCES interview (id) ON DELETE CASCADE,
  with_transcript INTEGER NOT NULL CHECK (with_transcript IN (0, 1)),
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  revoked_at TEXT
) STRICT;
CREATE INDEX share_by_interview ON share (interview_id);
