CREATE TABLE user (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  email TEXT NOT NULL UNIQUE COLLATE NOCASE,
  password_hash TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

-- id_hash is the SHA-256 of the opaque id in the cookie: a copy of the table opens no session.
CREATE TABLE session (
  id_hash TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  created_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX session_by_user ON session (user_id);

CREATE TABLE interview (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  status TEXT NOT NULL DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'IN_PROGRESS', 'COMPLETED', 'ERROR')),
  role TEXT NOT NULL CHECK (length(role) BETWEEN 1 AND 120),
  company TEXT CHECK (length(company) <= 120),
  level TEXT CHECK (level IN ('INTERN', 'JUNIOR', 'MID', 'SENIOR', 'LEAD')),
  job_description TEXT CHECK (length(job_description) <= 20000),
  resume TEXT CHECK (length(resume) <= 20000),
  created_at TEXT NOT NULL,
  started_at TEXT,
  ended_at TEXT,
  end_reason TEXT CHECK (end_reason IN ('USER_INITIATED', 'GEMINI_ENDED', 'TIMEOUT', 'DISCONNECTED', 'GEMINI_FAILED', 'CANCELLED')),
  CHECK (status NOT IN ('COMPLETED', 'ERROR') OR ended_at IS NOT NULL)
) STRICT;
CREATE INDEX interview_by_user ON interview (user_id, created_at DESC, id DESC);

CREATE TABLE transcript_entry (
  interview_id TEXT NOT NULL REFERENCES interview (id) ON DELETE CASCADE,
  timestamp TEXT NOT NULL,
  speaker TEXT NOT NULL CHECK (speaker IN ('USER', 'AI')),
  content TEXT NOT NULL,
  PRIMARY KEY (interview_id, timestamp)
) STRICT, WITHOUT ROWID;

-- One token bucket a key; the key names the limit and what is counted (an account or an address).
CREATE TABLE rate_limit (
  key TEXT PRIMARY KEY,
  tokens REAL NOT NULL,
  refilled_at_unix_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
