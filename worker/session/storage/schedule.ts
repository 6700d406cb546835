import type { Facts } from "./facts.ts";

export type AlarmKind = "deadline" | "wrapUp" | "grace" | "silence" | "retry" | "cleanup" | "pulse";

/** The object's alarms. The platform gives an object only one, which is always set to the earliest of these rows. Times in Unix ms. */
export class Schedule {
  #storage: DurableObjectStorage;
  #facts: Facts;

  constructor(storage: DurableObjectStorage, facts: Facts) {
    this.#storage = storage;
    this.#facts = facts;
  }

  /** Sets the alarm of this kind, in place of an earlier one. */
  set(kind: AlarmKind, atUnixMs: number) {
    this.#storage.sql.exec(
      `INSERT INTO alarm (kind, at_unix_ms) VALUES (?, ?) ON CONFLICT (kind) DO UPDATE SET at_unix_ms = excluded.at_unix_ms`,
      kind,
      Math.round(atUnixMs),
    );
    this.arm();
  }

  /** Sets the alarm only if there is none of its kind: a time that was set before stands. */
  setOnce(kind: AlarmKind, atUnixMs: number) {
    this.#storage.sql.exec(`INSERT INTO alarm (kind, at_unix_ms) VALUES (?, ?) ON CONFLICT DO NOTHING`, kind, Math.round(atUnixMs));
    this.arm();
  }

  has(kind: AlarmKind): boolean {
    return this.#storage.sql.exec(`SELECT kind FROM alarm WHERE kind = ?`, kind).toArray().length > 0;
  }

  clear(...kinds: AlarmKind[]) {
    for (const kind of kinds) this.#storage.sql.exec(`DELETE FROM alarm WHERE kind = ?`, kind);
    this.arm();
  }

  /**
   * Removes and returns what is due, earliest first, but the deadline before everything else: a late alarm must end the interview by its
   * time limit. An alarm that ran early counts as on time; `asOf` is then its own time. When the platform runs an alarm a second time, the
   * next one is already armed, and its time has not come.
   */
  async takeDue(now: number): Promise<{ asOf: number; kinds: AlarmKind[] }> {
    const isRepeated = (await this.#storage.getAlarm()) !== null;
    const asOf = isRepeated ? now : Math.max(now, this.#facts.read("alarmAtUnixMs") ?? 0);
    const rows = this.#storage.sql
      .exec<{ kind: AlarmKind }>(`SELECT kind FROM alarm WHERE at_unix_ms <= ? ORDER BY kind = 'deadline' DESC, at_unix_ms`, asOf)
      .toArray();
    this.#facts.forget("alarmAtUnixMs");
    this.#storage.sql.exec(`DELETE FROM alarm WHERE at_unix_ms <= ?`, asOf);
    return { asOf, kinds: rows.map(({ kind }) => kind) };
  }

  /** Sets the object's own alarm to the earliest row, if it is set to another time. */
  arm() {
    const next = this.#storage.sql.exec<{ at: number | null }>(`SELECT min(at_unix_ms) AS at FROM alarm`).one().at;
    if (next === this.#facts.read("alarmAtUnixMs")) return;
    if (next === null) {
      this.#facts.forget("alarmAtUnixMs");
      void this.#storage.deleteAlarm();
    } else {
      this.#facts.write("alarmAtUnixMs", next);
      void this.#storage.setAlarm(next);
    }
  }
}
