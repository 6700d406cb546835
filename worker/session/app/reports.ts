export type Report = {
  id: number;
  kind: "IN_PROGRESS" | "ERROR" | "TRANSCRIPT";
  firstSeq: number | null;
  lastSeq: number | null;
  attempts: number;
};

type Row = { id: number; kind: Report["kind"]; first_seq: number | null; last_seq: number | null; attempts: number };

/** The reports that the app is still to be sent, in order. A transcript report names a range of utterances; null is unbounded. */
export class Reports {
  #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  add(kind: Report["kind"], range: { firstSeq: number | null; lastSeq: number | null } = { firstSeq: null, lastSeq: null }) {
    this.#sql.exec(`INSERT INTO report (kind, first_seq, last_seq) VALUES (?, ?, ?)`, kind, range.firstSeq, range.lastSeq);
  }

  first(): Report | null {
    const [row] = this.#sql.exec<Row>(`SELECT id, kind, first_seq, last_seq, attempts FROM report ORDER BY id LIMIT 1`);
    return row ? { id: row.id, kind: row.kind, firstSeq: row.first_seq, lastSeq: row.last_seq, attempts: row.attempts } : null;
  }

  /** Whether another report follows this one. */
  hasAfter(id: number): boolean {
    return this.#sql.exec(`SELECT 1 FROM report WHERE id > ? LIMIT 1`, id).toArray().length > 0;
  }

  remove(id: number) {
    this.#sql.exec(`DELETE FROM report WHERE id = ?`, id);
  }

  /** Counts a failed attempt. Returns how many there were. */
  fail(id: number): number {
    return this.#sql.exec<{ attempts: number }>(`UPDATE report SET attempts = attempts + 1 WHERE id = ? RETURNING attempts`, id).one()
      .attempts;
  }
}
