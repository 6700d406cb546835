-- When a Worker token was last minted: for five minutes the interview may be opened with it.
ALTER TABLE interview ADD COLUMN token_minted_at TEXT;
CREATE INDEX interview_by_start ON interview (started_at) WHERE started_at IS NOT NULL;

-- Time of interviews that are deleted, so that deleting one gives no minutes back. user_id is null once the account is deleted too.
CREATE TABLE spent_time (
  user_id TEXT,
  started_at TEXT NOT NULL,
  ended_at TEXT NOT NULL
) STRICT;
CREATE INDEX spent_time_by_end ON spent_time (ended_at);

CREATE TRIGGER interview_time_is_spent AFTER DELETE ON interview WHEN old.started_at IS NOT NULL
BEGIN
  DELETE FROM spent_time WHERE ended_at < strftime('%Y-%m-%d', 'now');
  INSERT INTO spent_time (user_id, started_at, ended_at)
  VALUES (old.user_id, old.started_at, coalesce(old.ended_at, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')));
END;

CREATE TRIGGER spent_time_is_nobodys AFTER DELETE ON user
BEGIN
  UPDATE spent_time SET user_id = NULL WHERE user_id = old.id;
END;
