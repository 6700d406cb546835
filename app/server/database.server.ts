import type { D1Database, D1Result } from "@cloudflare/workers-types";
import { type Compilable, type CompiledQuery, Kysely } from "kysely";
import { D1Dialect } from "kysely-d1";
import type { Database } from "../../migrations/schema.ts";
import { refusal } from "./refusal.server.ts";

export type AppDatabase = {
  query: Kysely<Database>;
  /** Runs the statements in one transaction: all of them or none. D1 has no interactive transaction. */
  batch: (queries: Compilable[]) => Promise<D1Result[]>;
};

/** Statements throw a 404 where the interview or account that a row is to hang on was deleted while the request ran. */
export const openDatabase = (database: D1Database): AppDatabase => {
  const prepare = ({ sql, parameters }: Pick<CompiledQuery, "sql" | "parameters">) => database.prepare(sql).bind(...parameters);
  const asked = {
    prepare: (sql: string) => ({ bind: (...parameters: unknown[]) => ({ all: () => prepare({ sql, parameters }).all().catch(asGone) }) }),
  };
  return {
    query: new Kysely<Database>({ dialect: new D1Dialect({ database: asked as unknown as D1Database }) }),
    batch: (queries) => database.batch(queries.map((query) => prepare(query.compile()))).catch(asGone),
  };
};

const asGone = (error: unknown): never => {
  throw error instanceof Error && error.message.includes("FOREIGN KEY constraint failed") ? refusal("NOT_FOUND") : error;
};
