import { applyD1Migrations, type D1Migration } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterAll, afterEach, vi } from "vitest";
import { afterAnswers, toPlanner, toWorker } from "./host.ts";

const { DB, TEST_MIGRATIONS } = env as unknown as { DB: D1Database; TEST_MIGRATIONS: D1Migration[] };
await applyD1Migrations(DB, TEST_MIGRATIONS);
vi.stubGlobal("fetch", (...asked: Parameters<typeof fetch>) => (String(asked[0]).endsWith("/plan") ? toPlanner : toWorker)(...asked));
// Files share one runtime: work that one test left behind is done before the next one looks.
afterEach(afterAnswers);
// The app hands on due deletions, twenty at a time: those that the Worker of one file never took would hold back the next file's.
afterAll(() => DB.exec("delete from erasure"));
