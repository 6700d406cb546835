import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";

const migrated = (...names: string[]) => {
  const db = new DatabaseSync(":memory:");
  const migrate = (name: string) => db.exec(readFileSync(new URL(`${name}.sql`, import.meta.url), "utf8"));
  names.forEach(migrate);
  return { db, migrate };
};

it("keeps what interviews were set up with before the set-up became one column", () => {
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
  "refuses to store as a set-up %.20s",
  (setup) => {
    const { db } = migrated("0001_init", "0002_setup");
    db.exec(`INSERT INTO user VALUES ('u', 'Ada', 'ada@example.test', 'hash', 'now')`);
    const insert = db.prepare(`INSERT INTO interview (id, user_id, role, setup, created_at) VALUES ('i', 'u', 'Pilot', ?, 'now')`);
    expect(() => insert.run(setup)).toThrow(/CHECK|malformed/);
  },
);
