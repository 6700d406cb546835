import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import * as z from "zod";
import { until } from "../../../harness/wait.ts";
import { migrate } from "../../../scripts/product/database.ts";
import { freePort } from "../../../scripts/product/ports.ts";
import { Services } from "../../../scripts/product/processes.ts";
import { startApp, startWorker } from "../../../scripts/product/product.ts";
import { readSettings } from "../../../scripts/product/settings.ts";
import { Candidate } from "../../../harness/candidate.ts";
import { GeminiSide } from "../gemini-side.ts";
import { call, places } from "../places.ts";

/** Starts the built app and the built Worker against each other, on one folder of state. */
const open = async () => {
  const dir = mkdtempSync(join(tmpdir(), "preppal-deletion-"));
  const [appPort, workerPort] = [await freePort(), await freePort()];
  const { JWT_SECRET, WORKER_SHARED_SECRET, SESSION_SECRET, GEMINI_API_KEY } = places;
  const settings = readSettings({
    ...{ JWT_SECRET, WORKER_SHARED_SECRET, SESSION_SECRET, GEMINI_API_KEY, GEMINI_BASE_URL: places.SIMULATOR_URL },
    ...{ APP_PORT: String(appPort), WORKER_PORT: String(workerPort), STATE_DIR: join(dir, "state") },
  });
  const services = new Services(join(dir, "logs"));
  await migrate(settings.stateDir);
  await Promise.all([startApp(services, settings), startWorker(services, settings, "built")]);
  const close = async () => {
    await services.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  return { ...settings, workerLog: () => readFileSync(join(dir, "logs", "worker.log"), "utf8"), close };
};

let product: Awaited<ReturnType<typeof open>>;
beforeAll(async () => void (product = await open()));
afterAll(() => product.close());

/**
 * Every table on disk, of any database or object, that holds one of the words, as `D1 table` or `InterviewSession table`. Null while
 * workerd is changing a file, which SQLite then cannot read: what it holds is not known yet.
 */
const look = (words: string[]): string[] | null => {
  const files = globSync(`${product.stateDir}/v3/{d1,do}/*/*.sqlite`).filter((it) => !it.endsWith("metadata.sqlite"));
  try {
    return [...new Set(files.flatMap((file) => tablesHolding(file, words)))].toSorted();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR") return null;
    throw error;
  }
};

/** The same, once every file can be read. */
const holding = (words: string[]): Promise<string[]> => until("files that can be read", () => look(words) ?? undefined);

const tablesHolding = (file: string, words: string[]): string[] => {
  const store = file.includes("/d1/") ? "D1" : (basename(dirname(file)).split("-").at(-1) ?? "");
  const database = new DatabaseSync(file, { readOnly: true, timeout: 2_000 });
  try {
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%miniflare%'").all();
    return tables.flatMap(({ name }) => {
      const select = database.prepare(`SELECT * FROM "${String(name)}"`);
      select.setReadBigInts(true);
      const rows = select
        .all()
        .flatMap((row) => Object.values(row).map((value) => textOf(value)))
        .join("\n");
      return words.some((word) => rows.includes(word)) ? [`${store} ${String(name)}`] : [];
    });
  } finally {
    database.close();
  }
};

const textOf = (value: unknown): string => (value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : String(value));

const password = "correct horse battery staple 42";

test("deleting an account leaves nothing in any database table or object storage", async () => {
  const app = product.appOrigin;
  const email = `${crypto.randomUUID()}@example.org`;
  const post = (path: string, fields: Record<string, string>, cookie = "") =>
    fetch(app + path, { method: "POST", body: new URLSearchParams(fields), redirect: "manual", headers: { Cookie: cookie } });
  const signedUp = await post("/signup", { name: "Ada", email, password });
  const headers = {
    Cookie: signedUp.headers
      .getSetCookie()
      .map((it) => it.split(";")[0])
      .join("; "),
  };
  await post("/forgot", { email });
  const role = `Engineer ${crypto.randomUUID()}`;
  const sentence = `A sentence like no other, ${crypto.randomUUID()}`;
  const made = await call("POST", `${app}/api/interviews`, { role }, headers);
  const { id, userId } = z.object({ interview: z.object({ id: z.string(), userId: z.string() }) }).parse(made).interview;
  const { token } = z.object({ token: z.string() }).parse(await call("POST", `${app}/api/interviews/${id}/token`, {}, headers));
  const gemini = new GeminiSide(role);
  await gemini.play({});
  const candidate = new Candidate(new WebSocket(`${product.workerUrl}/${id}?token=${token}`, { perMessageDeflate: false }), token);
  await candidate.live();
  await gemini.act({ say: { text: sentence, ms: 120 } });
  await until("the sentence in the object", async () => (await holding([sentence])).length > 0);
  candidate.requestEnd();
  await candidate.closes();
  await until("the sentence in the database", async () => (await holding([sentence])).includes("D1 transcript_entry"));
  await until("the letter", () => product.workerLog().includes("/reset?token="));

  const words = [email, userId, id, role, sentence];
  const before = await holding(words);
  expect(before).toEqual(
    expect.arrayContaining(["D1 account_link", "D1 feedback", "D1 interview", "D1 session", "D1 transcript_entry", "D1 user"]),
  );
  expect(before.filter((it) => !it.startsWith("D1"))).not.toEqual([]);
  const deleted = await post("/profile", { intent: "delete", password }, headers.Cookie);
  expect(deleted.headers.get("Location")).toMatch(/^\/\?deleted=account&receipt=/);
  await until("both halves to be empty", async () => (await holding(words)).length === 0);
});
