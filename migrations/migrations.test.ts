import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";

const migrated = (...names: string[]) => {
  const db = new DatabaseSync(":memory:");
  const migrate = (name: string) => db.exec(readFileSync(new URL(`${name}.sql`, import.meta.url), "utf8"));
  names.forEach(migrate);
  return { db, migrate };
};

it("keeps the set-ups of interviews from before the set-up became one column", () => {
  const { db, migrate } = migrated("0001_init");
  db.exec(`INSERT INTO user VALUES ('u', 'Ada', 'ada@example.test', 'hash', 'now')`);
  const insert = db.prepare(
    `INSERT INTO interview (id, user_id, role, company, level, resume, created_at) VALUES (?, 'u', 'Pilot', ?, ?, ?, 'now')`,
  );
  insert.run("said", 'Acme "Air"', "SENIOR", "one\ntwo");
  insert.run("role alone", null, null, null);
  migrate("0002_setup");
  expect(
    db
      .prepare(`SELECT id, role, setup FROM interview ORDER BY id DESC`)
      .all()
      .map((row) => ({ ...row, setup: JSON.parse(String(row["setup"])) })),
  ).toEqual([
    { id: "said", role: "Pilot", setup: { company: 'Acme "Air"', level: "SENIOR", resume: "one\ntwo" } },
    { id: "role alone", role: "Pilot", setup: {} },
  ]);
});

it.each(["no JSON", "[]", '"text"', "null", JSON.stringify({ resume: "r".repeat(400_000) })])(
  "refuses to store %.20s as a set-up",
  (setup) => {
    const { db } = migrated("0001_init", "0002_setup");
    db.exec(`INSERT INTO user VALUES ('u', 'Ada', 'ada@example.test', 'hash', 'now')`);
    const insert = db.prepare(`INSERT INTO interview (id, user_id, role, setup, created_at) VALUES ('i', 'u', 'Pilot', ?, 'now')`);
    expect(() => insert.run(setup)).toThrow(/CHECK|malformed/);
  },
);

it("leaves older entries unmeasured, and refuses a report's row that contradicts itself", () => {
  const { db, migrate } = migrated("0001_init", "0002_setup", "0003_interview_use");
  db.exec(`INSERT INTO user VALUES ('u', 'Ada', 'ada@example.test', 'hash', 'now')`);
  db.exec(`INSERT INTO interview (id, user_id, role, created_at) VALUES ('i', 'u', 'Pilot', 'now')`);
  db.exec(`INSERT INTO transcript_entry VALUES ('i', 't', 'USER', 'Hello')`);
  migrate("0004_feedback");
  expect({ ...db.prepare(`SELECT content, speech, is_typed FROM transcript_entry`).get() }).toEqual({
    content: "Hello",
    speech: null,
    is_typed: null,
  });
  const insert = (columns: string, values: string) =>
    db.exec(
      `INSERT INTO feedback (id, interview_id, version, job_id, created_at, asked_at${columns}) VALUES (hex(randomblob(8)), 'i', 1, hex(randomblob(8)), 'now', 'now'${values})`,
    );
  for (const [columns, values] of [
    [", state", ", 'FAILED'"],
    [", state, failure", ", 'READY', 'quota'"],
    [", state", ", 'NONE'"],
    [", report", ", '[]'"],
    [", checks", ", 'x'"],
    [", uses", ", '{}'"],
    [", input_hash", ", 'abc'"],
  ] as const)
    expect(() => insert(columns, values)).toThrow(/CHECK|malformed/);
  insert("", "");
  expect(() => insert("", "")).toThrow(/UNIQUE/);
  db.exec(`PRAGMA foreign_keys = ON; DELETE FROM user`);
  expect(db.prepare(`SELECT count(*) AS count FROM feedback`).get()).toEqual({ count: 0 });
});

it("removes superseded jobs with nothing to show, and no other version", () => {
  const names = readdirSync(new URL(".", import.meta.url)).filter((name) => name.endsWith(".sql") && name < "0010");
  const { db, migrate } = migrated(...names.toSorted().map((name) => name.replace(".sql", "")));
  db.exec(`INSERT INTO user (id, name, email, password_hash, created_at) VALUES ('u', 'Ada', 'a', 'h', 'now')`);
  db.exec(`INSERT INTO interview (id, user_id, role, created_at) VALUES ('i', 'u', 'Pilot', 'now'), ('j', 'u', 'Pilot', 'now')`);
  const insert = db.prepare(
    `INSERT INTO feedback (id, interview_id, version, job_id, state, report, created_at, asked_at) VALUES (?1, ?2, ?3, ?1, ?4, ?5, '', '')`,
  );
  for (const [interview, version, state, report] of [
    ["i", 1, "QUEUED", null],
    ["i", 2, "WORKING", null],
    ["i", 3, "PARTIAL", "{}"],
    ["i", 4, "TOO_SHORT", null],
    ["i", 5, "WORKING", null],
    ["j", 1, "QUEUED", null],
  ] as const)
    insert.run(interview + version, interview, version, state, report);
  migrate("0010_superseded_reports");
  expect(
    db
      .prepare(`SELECT id FROM feedback ORDER BY id`)
      .all()
      .map((row) => row["id"]),
  ).toEqual(["i3", "i4", "i5", "j1"]);
});

it("keeps the daily cost of deleted reports however they are deleted, and drops the days before", () => {
  const names = readdirSync(new URL(".", import.meta.url)).filter((name) => name.endsWith(".sql"));
  const { db } = migrated(...names.toSorted().map((name) => name.replace(".sql", "")));
  db.exec(`PRAGMA foreign_keys = ON; INSERT INTO user (id, name, email, password_hash, created_at) VALUES ('u', 'Ada', 'a', 'h', 'now')`);
  db.exec(`INSERT INTO interview (id, user_id, role, created_at) VALUES ('i', 'u', 'Pilot', 'now')`);
  db.exec(`INSERT INTO spent_cost VALUES ('2000-01-01', 1)`);
  const insert = db.prepare(
    `INSERT INTO feedback (id, interview_id, version, job_id, cost_micros, created_at, asked_at) VALUES (?1, 'i', ?1, ?1, ?2, ?3, '')`,
  );
  insert.run("1", 5, "2999-01-01T08:00:00.000Z");
  insert.run("2", 6, "2999-01-01T09:00:00.000Z");
  insert.run("3", 7, "2999-01-02T09:00:00.000Z");
  insert.run("4", null, "2999-01-03T09:00:00.000Z");
  insert.run("5", 8, "2000-01-02T09:00:00.000Z");
  db.exec(`DELETE FROM feedback WHERE id = '1'; DELETE FROM user`);
  expect(
    db
      .prepare(`SELECT day, micros FROM spent_cost`)
      .all()
      .map((row) => ({ ...row })),
  ).toEqual([
    { day: "2999-01-01", micros: 11 },
    { day: "2999-01-02", micros: 7 },
  ]);
});
