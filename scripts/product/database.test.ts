import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
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

/** The databases in a state folder, but for Miniflare's own and the copy of one under another name. */
const databasesIn = (state: string): string[] =>
  globSync(join(dir, state, "v3/d1/miniflare-D1DatabaseObject/*.sqlite")).filter((it) => !/(metadata|another)\.sqlite$/.test(it));

const run = (state: string, sql: string): unknown[] => {
  const [file = ""] = databasesIn(state);
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

it("asks Wrangler for one database and gives every other new state folder a copy of its own", async () => {
  await migrate(join(dir, "first"));
  vi.stubEnv("PATH", "");
  run("first", "CREATE TABLE left_behind (name TEXT)");
  await migrate(join(dir, "second"));
  await migrate(join(dir, "second"));
  expect(run("first", names)).toEqual(["d1_migrations", "interview", "left_behind", "user"]);
  expect(run("second", names)).toEqual(["d1_migrations", "interview", "user"]);
  expect(run("second", "SELECT name FROM d1_migrations").toSorted()).toEqual(globSync("*.sql", { cwd: "migrations" }).toSorted());
});

it("applies the migrations when somebody else has made the folder meanwhile, with a database of another id", async () => {
  vi.unstubAllEnvs();
  const [file = ""] = databasesIn("second");
  const migrating = migrate(join(dir, "overtaken"));
  const folder = join(dir, "overtaken/v3/d1/miniflare-D1DatabaseObject");
  mkdirSync(folder, { recursive: true });
  cpSync(file, join(folder, "another.sqlite"));
  await migrating;
  expect(run("overtaken", names)).toEqual(["d1_migrations", "interview", "user"]);
});

it("creates and closes the one database that two runtimes open at once, even after one was killed", async () => {
  const cache = (state: string) => globSync("*", { cwd: join(dir, state, "v3/cache/miniflare-CacheObject") }).toSorted();
  await migrate(join(dir, "new"));
  expect(cache("new")).toEqual(["metadata.sqlite"]);
  const open = new DatabaseSync(join(dir, "new/v3/cache/miniflare-CacheObject/metadata.sqlite"));
  open.exec("INSERT INTO _cf_ALARM VALUES ('a', 1, 'b')");
  cpSync(join(dir, "new"), join(dir, "killed"), { recursive: true });
  open.close();
  expect(cache("killed")).toContain("metadata.sqlite-wal");
  await migrate(join(dir, "killed"));
  expect(cache("killed")).toEqual(["metadata.sqlite"]);
});
