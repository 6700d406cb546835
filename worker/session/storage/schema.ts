/** The object's tables, as numbered steps: append, never edit. */
const steps = [
  `CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE utterance (
    seq INTEGER PRIMARY KEY,
    speaker TEXT NOT NULL CHECK (speaker IN ('USER', 'AI')),
    text TEXT NOT NULL,
    at_unix_ms INTEGER NOT NULL UNIQUE
  ) STRICT`,
  `CREATE TABLE report (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('IN_PROGRESS', 'ERROR', 'TRANSCRIPT')),
    first_seq INTEGER,
    last_seq INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0
  ) STRICT`,
  `CREATE TABLE alarm (kind TEXT PRIMARY KEY, at_unix_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  `ALTER TABLE utterance ADD COLUMN client_id TEXT`,
  `CREATE UNIQUE INDEX utterance_client_id ON utterance (client_id) WHERE client_id IS NOT NULL`,
  `ALTER TABLE utterance ADD COLUMN speech TEXT`,
];

/** Brings a new or older object's tables up to date. */
export const applySchema = (sql: SqlStorage) => {
  sql.exec(`CREATE TABLE IF NOT EXISTS schema_step (step INTEGER PRIMARY KEY) STRICT`);
  const done = sql.exec<{ count: number }>(`SELECT count(*) AS count FROM schema_step`).one().count;
  steps.slice(done).forEach((step, at) => {
    sql.exec(step);
    sql.exec(`INSERT INTO schema_step (step) VALUES (?)`, done + at + 1);
  });
};

/** False for an object that holds nothing. */
export const hasSchema = (sql: SqlStorage): boolean =>
  sql.exec(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_step'`).toArray().length > 0;
