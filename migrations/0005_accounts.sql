-- Where somebody signed in: what the browser says it is, and the place that Cloudflare names; empty where they say nothing.
ALTER TABLE session ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN place TEXT NOT NULL DEFAULT '';
CREATE INDEX session_by_expiry ON session (expires_at);
CREATE INDEX session_by_use ON session (seen_at);

-- Links of our mails, good once. token_hash is the SHA-256 of what the link carries; email is the address that it was mailed to.
CREATE TABLE account_link (
  token_hash TEXT PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (purpose IN ('RESET', 'EMAIL')),
  user_id TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  email TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX account_link_by_user ON account_link (user_id);
CREATE INDEX account_link_by_expiry ON account_link (expires_at);

-- Mail until it is sent: what it tells, never a link, which is made when it is sent. user_id is null for somebody whose account is deleted.
CREATE TABLE mail (
  id TEXT PRIMARY KEY,
  user_id TEXT REFERENCES user (id) ON DELETE CASCADE,
  recipient TEXT NOT NULL,
  kind TEXT NOT NULL,
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  tries INTEGER NOT NULL DEFAULT 0,
  due_unix_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_by_due ON mail (due_unix_ms);
CREATE INDEX mail_by_user ON mail (user_id);

ALTER TABLE user ADD COLUMN retention TEXT NOT NULL DEFAULT 'KEEP' CHECK (retention IN ('KEEP', 'DAYS_90', 'DAYS_30', 'AFTER_REPORT'));
CREATE INDEX user_by_retention ON user (retention);
-- An operator's block: no sign-in, no session.
ALTER TABLE user ADD COLUMN blocked_at TEXT;
CREATE INDEX user_by_creation ON user (created_at DESC);

-- When its owner first opened the report, and when its words were deleted because of that (retention AFTER_REPORT).
ALTER TABLE interview ADD COLUMN report_read_at TEXT;
ALTER TABLE interview ADD COLUMN words_deleted_at TEXT;
CREATE INDEX interview_by_creation ON interview (created_at);

CREATE INDEX spent_time_by_user ON spent_time (user_id);
CREATE INDEX feedback_by_creation ON feedback (created_at);

-- Interviews of which the Worker still may hold something. A row goes when the Worker has said that nothing is left.
CREATE TABLE erasure (
  interview_id TEXT PRIMARY KEY,
  tries INTEGER NOT NULL DEFAULT 0,
  due_unix_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX erasure_by_due ON erasure (due_unix_ms);
CREATE TRIGGER interview_is_erased AFTER DELETE ON interview
BEGIN
  INSERT OR IGNORE INTO erasure (interview_id, due_unix_ms) VALUES (old.id, 0);
END;
CREATE TRIGGER interview_words_are_erased AFTER UPDATE OF words_deleted_at ON interview WHEN new.words_deleted_at IS NOT NULL
BEGIN
  INSERT OR IGNORE INTO erasure (interview_id, due_unix_ms) VALUES (new.id, 0);
END;

-- What a person agreed to: which words (subject and their version), when, and when they took it back.
CREATE TABLE consent (
  user_id TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  subject TEXT NOT NULL,
  version TEXT NOT NULL,
  given_at TEXT NOT NULL,
  withdrawn_at TEXT,
  PRIMARY KEY (user_id, subject, version)
) STRICT, WITHOUT ROWID;

-- id and public_key are base64url, as WebAuthn's JSON has them.
CREATE TABLE passkey (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  public_key TEXT NOT NULL,
  counter INTEGER NOT NULL,
  transports TEXT NOT NULL CHECK (json_valid(transports)),
  created_at TEXT NOT NULL,
  used_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX passkey_by_user ON passkey (user_id);

-- Questions that an authenticator or a browser has been asked and not yet answered: each is answered once. user_id is null at sign-in.
CREATE TABLE challenge (
  hash TEXT PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (purpose IN ('PASSKEY', 'SIGN_IN', 'PROOF')),
  user_id TEXT REFERENCES user (id) ON DELETE CASCADE,
  expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX challenge_by_user ON challenge (user_id);
CREATE INDEX challenge_by_expiry ON challenge (expires_at);
