import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, expect, it, vi } from "vitest";
import { migrate } from "./database.ts";

const dir = mkdtempSync(join(tmpdir(), "preppal-database-"));
const names = "SELECT name FROM sqlite_master WHERE name IN ('user', 'interview', 'd1_migrations', 'left_behind') ORDER BY name";

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true, force: true });
});

const run = (state: string, sql: string): unknown[] => {
  const [file = ""] = globSync(join(dir, state, "v3/d1/miniflare-D1DatabaseObject/*.sqlite")).filter(
    (it) => !it.endsWith("metadata.sqlite"),
  );
  const database = new DatabaseSync(file);
  try {
    return database
      .prepare(sql)
      .all()
      .map(({ name }) => name);
  } finally {
    database.close();
  }
};

it("asks Wrangler for one database, and gives every other new folder of state a copy of its own", { timeout: 60_000 }, async () => {
  await migrate(join(dir, "first"));
  vi.stubEnv("PATH", "");
  run("first", "CREATE TABLE left_behind (name TEXT)");
  await migrate(join(dir, "second"));
  await migrate(join(dir, "second"));
  expect(run("first", names)).toEqual(["d1_migrations", "interview", "left_behind", "user"]);
  expect(run("second", names)).toEqual(["d1_migrations", "interview", "user"]);
  expect(run("second", "SELECT name FROM d1_migrations").toSorted()).toEqual(globSync("*.sql", { cwd: "migrations" }).toSorted());
});
