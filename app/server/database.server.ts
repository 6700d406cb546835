import type { D1Database, D1Result } from "@cloudflare/workers-types";
import { type Compilable, type CompiledQuery, type DatabaseConnection, type Driver, Kysely } from "kysely";
import { D1Dialect } from "kysely-d1";
import type { Database } from "../../migrations/schema.ts";
import { refusal } from "./refusal.server.ts";

export type AppDatabase = {
  query: Kysely<Database>;
  /** Runs the statements in one transaction: all of them or none. D1 has no interactive transactions. */
  batch: (queries: Compilable[]) => Promise<D1Result[]>;
};

/** The app's D1. A statement throws a 404 if the interview or account to which its row belongs was deleted during the request. */
export const openDatabase = (database: D1Database): AppDatabase => ({
  query: new Kysely<Database>({ dialect: new AppDialect({ database }) }),
  batch: (queries) => {
    const statements = queries.map((query) => query.compile());
    return database.batch(statements.map(({ sql, parameters }) => database.prepare(sql).bind(...parameters))).catch(asGone);
  },
});

class AppDialect extends D1Dialect {
  override createDriver(): Driver {
    const driver = super.createDriver();
    const acquire = driver.acquireConnection.bind(driver);
    driver.acquireConnection = async () => saysGone(await acquire());
    return driver;
  }
}

const saysGone = (connection: DatabaseConnection): DatabaseConnection => ({
  executeQuery: <Row>(query: CompiledQuery) => connection.executeQuery<Row>(query).catch(asGone),
  streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
});

const asGone = (error: unknown): never => {
  throw error instanceof Error && error.message.includes("FOREIGN KEY constraint failed") ? refusal("NOT_FOUND") : error;
};
