import { createHash, createHmac } from "node:crypto";
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { hashOf, timed } from "./artifacts.ts";
import { runTool, say } from "./processes.ts";

const kept = ".wrangler/databases";
const databaseIn = (stateDir: string): string => join(stateDir, "v3", "d1");

/** Every runtime makes one, whatever it runs. */
const cacheIn = (stateDir: string): string => join(stateDir, "v3", "cache");

/**
 * Brings the local D1 in `stateDir` up to the newest migration. Which migrations it has had is read from the database itself. A new
 * database is a copy of one that Wrangler made before, because Wrangler takes seconds to make one.
 */
export const migrate = async (stateDir: string): Promise<void> => {
  await bringUp(stateDir);
  closeCache(stateDir);
};

const bringUp = async (stateDir: string): Promise<void> => {
  if (isCurrent(stateDir)) return say("database", "current");
  await timed("database", async () => {
    if (!existsSync(databaseIn(stateDir))) await copyEmpty(stateDir);
    // A build that runs at the same time may have opened this state meanwhile; then nothing was copied over its files.
    if (!isCurrent(stateDir)) await applyMigrations(stateDir);
  });
};

const isCurrent = (stateDir: string): boolean => {
  const applied = appliedMigrations(stateDir);
  return globSync("migrations/*.sql").every((file) => applied.includes(basename(file)));
};

const applyMigrations = (stateDir: string): Promise<string> =>
  runTool("wrangler", ["d1", "migrations", "apply", "preppal", "--local", "--persist-to", stateDir], {
    env: { ...process.env, CI: "1" },
  });

const copyEmpty = async (stateDir: string): Promise<void> => {
  const empty = await emptyDatabase();
  mkdirSync(join(stateDir, "v3"), { recursive: true });
  for (const folderIn of [cacheIn, databaseIn]) {
    if (existsSync(folderIn(stateDir)) || !existsSync(folderIn(empty))) continue;
    const copy = mkdtempSync(join(stateDir, "v3", "copy-"));
    cpSync(folderIn(empty), copy, { recursive: true });
    renameSync(copy, folderIn(stateDir));
  }
};

/**
 * Leaves the cache's database whole and without a write-ahead log. The app's runtime and the Worker's open it at the same time, and if one
 * is still creating it or replaying a log, the other dies of "database is locked".
 */
const closeCache = (stateDir: string): void => {
  for (const file of globSync(join(cacheIn(stateDir), "*", "*.sqlite"))) {
    const database = new DatabaseSync(file, { timeout: 2_000 });
    try {
      // SQLite removes the log when the last connection that has read it closes.
      database.prepare("SELECT count(*) FROM sqlite_master").get();
    } finally {
      database.close();
    }
  }
};

/** A folder of state with every migration applied and nothing else in it. Made once for each set of migrations. */
export const emptyDatabase = async (): Promise<string> => {
  const dir = join(kept, hashOf(["migrations/*.sql", "wrangler.toml", "package-lock.json"]));
  if (existsSync(dir)) return dir;
  mkdirSync(kept, { recursive: true });
  const made = mkdtempSync(join(kept, "making-"));
  try {
    await applyMigrations(made);
    renameSync(made, dir);
  } catch (cause) {
    // Another process may have been first.
    if (!existsSync(dir)) throw cause;
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
  return dir;
};

const appliedMigrations = (stateDir: string): unknown[] => {
  const file = fileIn(stateDir);
  if (!existsSync(file)) return [];
  const database = new DatabaseSync(file, { readOnly: true, timeout: 2_000 });
  try {
    const isNew = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'd1_migrations'").all().length === 0;
    return isNew
      ? []
      : database
          .prepare("SELECT name FROM d1_migrations")
          .all()
          .map(({ name }) => name);
  } finally {
    database.close();
  }
};

/**
 * The one database that wrangler.toml names; another id would have left others beside it. Miniflare gives it an object's id: two keyed hashes of
 * the database's id, 16 bytes each.
 */
const fileIn = (stateDir: string): string => {
  const objects = "miniflare-D1DatabaseObject";
  const [, id = ""] = /^preview_database_id = "(.*)"$/m.exec(readFileSync("wrangler.toml", "utf8")) ?? [];
  const key = createHash("sha256").update(objects).digest();
  const hashed = (data: string | Buffer) => createHmac("sha256", key).update(data).digest().subarray(0, 16);
  const name = hashed(id);
  return join(databaseIn(stateDir), objects, `${Buffer.concat([name, hashed(name)]).toString("hex")}.sqlite`);
};
