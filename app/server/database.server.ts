import type { D1Database, D1Result } from "@cloudflare/workers-types";
import { type Compilable, Kysely } from "kysely";
import { D1Dialect } from "kysely-d1";
import type { Database } from "../../migrations/schema.ts";

export type AppDatabase = {
  query: Kysely<Database>;
  /** Runs the statements in one transaction: all of them or none. D1 has no interactive transaction. */
  batch: (queries: Compilable[]) => Promise<D1Result[]>;
};

export const openDatabase = (database: D1Database): AppDatabase => ({
  query: new Kysely<Database>({ dialect: new D1Dialect({ database }) }),
  batch: (queries) =>
    database.batch(
      queries.map((query) => {
        const { sql, parameters } = query.compile();
        return database.prepare(sql).bind(...parameters);
      }),
    ),
});
