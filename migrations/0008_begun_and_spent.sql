-- When the Worker last asked whether the interview may begin: until it says that it runs, the interview holds a place among the live ones.
ALTER TABLE interview ADD COLUMN begun_at TEXT;

-- What the reports of a day (UTC) cost whose rows are deleted, so that deleting one lowers no day's bill. Millionths of a dollar, nobody's.
CREATE TABLE spent_cost (
  day TEXT PRIMARY KEY,
  micros INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER feedback_cost_is_spent AFTER DELETE ON feedback
WHEN old.cost_micros IS NOT NULL AND old.created_at >= strftime('%Y-%m-%d', 'now')
BEGIN
  DELETE FROM spent_cost WHERE day < strftime('%Y-%m-%d', 'now');
  INSERT INTO spent_cost (day, micros) VALUES (substr(old.created_at, 1, 10), old.cost_micros)
  ON CONFLICT (day) DO UPDATE SET micros = micros + excluded.micros;
END;
