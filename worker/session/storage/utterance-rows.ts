import type { Speech } from "../../../contract/app-api.ts";
import type { Speaker } from "../../../contract/vocabulary.ts";
import type { Place } from "./utterance.ts";

/** Sequence numbers, both inclusive; null is unbounded. */
export type Range = { firstSeq: number | null; lastSeq: number | null };

/** A finished utterance as stored. `clientId` is the client's own id of a typed answer, null for a spoken one; `speech` is JSON. */
export type StoredUtterance = Place & { speaker: Speaker; text: string; clientId: string | null; speech: string | null };

type Row = { seq: number; speaker: Speaker; text: string; at_unix_ms: number; client_id: string | null; speech: string | null };

/** The table of finished utterances, in the order of the conversation. */
export class UtteranceRows {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The highest `seq` and the latest time of all, or zeros. */
  get last(): Place {
    const [row] = this.#all<{ seq: number | null; at: number | null }>(`SELECT max(seq) AS seq, max(at_unix_ms) AS at FROM utterance`);
    return { seq: row?.seq ?? 0, atUnixMs: row?.at ?? 0 };
  }

  /** The highest `seq` below this one, or 0. */
  lastBefore(seq: number): number {
    const [row] = this.#all<{ seq: number | null }>(`SELECT max(seq) AS seq FROM utterance WHERE seq < ?`, seq);
    return row?.seq ?? 0;
  }

  get hasInterviewer(): boolean {
    return this.#all(`SELECT 1 FROM utterance WHERE speaker = 'AI' LIMIT 1`).length > 0;
  }

  hasTyped(clientId: string): boolean {
    return this.#all(`SELECT 1 AS found FROM utterance WHERE client_id = ?`, clientId).length > 0;
  }

  read({ firstSeq, lastSeq }: Range): StoredUtterance[] {
    return this.#all<Row>(
      `SELECT seq, speaker, text, at_unix_ms, client_id, speech FROM utterance WHERE seq >= ? AND seq <= ? ORDER BY seq`,
      firstSeq ?? 0,
      lastSeq ?? Number.MAX_SAFE_INTEGER,
    ).map(({ at_unix_ms: atUnixMs, client_id: clientId, ...row }) => ({ ...row, atUnixMs, clientId }));
  }

  /** Stores a spoken utterance, replacing what was stored at its place. Its measurements stay as they are if `said` is null. */
  keep(speaker: Speaker, text: string, { seq, atUnixMs }: Place, said: Speech | null) {
    this.#sql.exec(
      `INSERT INTO utterance (seq, speaker, text, at_unix_ms, speech) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (seq) DO UPDATE SET text = excluded.text, speech = coalesce(excluded.speech, utterance.speech)`,
      seq,
      speaker,
      text,
      atUnixMs,
      said === null ? null : JSON.stringify(said),
    );
  }

  keepTyped(text: string, clientId: string, { seq, atUnixMs }: Place) {
    this.#sql.exec(
      `INSERT INTO utterance (seq, speaker, text, at_unix_ms, client_id) VALUES (?, 'USER', ?, ?, ?)`,
      seq,
      text,
      atUnixMs,
      clientId,
    );
  }

  /** Replaces the measurements of an utterance. */
  measure(seq: number, said: Speech) {
    this.#sql.exec(`UPDATE utterance SET speech = ? WHERE seq = ?`, JSON.stringify(said), seq);
  }

  remove(seq: number) {
    this.#sql.exec(`DELETE FROM utterance WHERE seq = ?`, seq);
  }

  #all<Found extends Record<string, SqlStorageValue>>(query: string, ...values: SqlStorageValue[]): Found[] {
    return this.#sql.exec<Found>(query, ...values).toArray();
  }
}
