import { expect, it, vi } from "vitest";
import { maintain } from "../account/maintenance.server.ts";
import { Authenticator } from "./authenticator.ts";
import { appOfTests } from "./app.ts";
import { afterAnswers, DB, linkTo, Visitor, worker } from "./host.ts";

/** Every distinct statement that the work sends to the database. */
const statementsOf = async (work: () => Promise<unknown>): Promise<string[]> => {
  const seen = new Set<string>();
  const { prepare } = DB;
  const spy = vi.spyOn(DB, "prepare").mockImplementation((sql) => {
    seen.add(sql);
    return prepare.call(DB, sql);
  });
  await work();
  spy.mockRestore();
  return [...seen];
};

const planOf = async (sql: string): Promise<string[]> => {
  const values = Array.from({ length: sql.split("?").length - 1 }, () => null);
  const { results } = await DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .bind(...values)
    .all<{ detail: string }>();
  return results.map(({ detail }) => detail);
};

/**
 * The steps of a query plan that scan a whole table; tables that a statement makes for itself do not count, as they are as short as it
 * makes them.
 */
const scansOf = (plan: string[]): string[] => {
  const made = /^SCAN (CONSTANT ROW|json_each|entry|found|lately|turn|\(subquery|\d+ CONSTANT)/;
  return plan.filter((step) => step.startsWith("SCAN") && !made.test(step));
};

/** Bounded by a LIMIT, in the order of the index; and the buckets, where an index would cost a write at each request. */
const allowed = new Set([
  "SCAN user USING INDEX user_by_creation",
  "SCAN user USING COVERING INDEX sqlite_autoindex_user_1",
  "SCAN rate_limit",
]);

const everything = async (): Promise<void> => {
  const ada = await new Visitor().signUp();
  await ada.submit("/login", { email: ada.email, password: "a guess" });
  await ada.submit("/login", { email: ada.email, password: ada.password });
  const { id } = await ada.startInterview();
  await ada.submit("/dashboard", { intent: "start", role: "Pilot" });
  await ada.post(`/api/interviews/${id}/token`);
  await worker.get(`/api/interviews/${id}`, { "X-PrepPal-Begins": "1" });
  await worker.post(`/api/interviews/${id}/status`, { status: "IN_PROGRESS" });
  const transcript = [{ speaker: "USER", content: "A word", timestamp: "2026-11-21T10:00:00.000Z" }];
  await worker.post(`/api/interviews/${id}/transcript`, { transcript, endedAt: "2026-11-21T10:01:00.000Z" });
  for (const path of [
    "/dashboard",
    "/dashboard?limit=1",
    "/profile",
    `/interview/${id}/feedback`,
    `/api/interviews/${id}/feedback`,
    "/api/interviews?limit=1",
  ])
    await (await ada.get(path)).text();
  const page = (await (await ada.get("/api/interviews?limit=1")).json()) as { nextCursor: string };
  await ada.get(`/api/interviews?cursor=${page.nextCursor}`);
  await (await ada.get("/api/profile/export")).text();
  await ada.request("GET", "/admin", {}, { ADMIN_EMAILS: ada.email });
  await ada.request("GET", `/admin?account=${ada.email}`, {}, { ADMIN_EMAILS: ada.email });
  await ada.submit("/profile", { intent: "retention", retention: "DAYS_30" });
  const asked = (await (await ada.post("/api/passkeys/options", { password: ada.password })).json()) as { options: { challenge: string } };
  const key = new Authenticator();
  await ada.post("/api/passkeys", { name: "", passkey: await key.make(asked.options) });
  const question = (await (await new Visitor().post("/api/passkeys/options", {})).json()) as { options: { challenge: string } };
  await new Visitor().post("/api/passkeys/sign-in", { passkey: await key.sign(question.options), redirectTo: "/" });
  await ada.submit("/profile", { intent: "email", email: `new-${ada.email}`, emailPassword: ada.password });
  await afterAnswers();
  await new Visitor().submit("/confirm-email", { token: linkTo(`new-${ada.email}`).split("=")[1] ?? "" });
  await new Visitor().submit("/forgot", { email: `new-${ada.email}` });
  await afterAnswers();
  await new Visitor().submit("/reset", { token: linkTo(`new-${ada.email}`).split("=")[1] ?? "", password: "a fresh passphrase" });
  await Object.assign(ada, { email: `new-${ada.email}` }).rehash("a fresh passphrase");
  await ada.submit("/login", { email: ada.email, password: "a fresh passphrase" });
  await ada.submit("/profile", { intent: "end-sessions" });
  await ada.request("DELETE", `/api/interviews/${id}`);
  await maintain(appOfTests());
  await ada.submit("/profile", { intent: "delete", password: "a fresh passphrase" });
  await afterAnswers();
};

it("never scans a whole table, whatever is requested", async () => {
  const statements = await statementsOf(everything);
  const found: string[] = [];
  for (const sql of statements) {
    const scans = scansOf(await planOf(sql)).filter((step) => !allowed.has(step));
    if (scans.length > 0) found.push(`${scans.join(", ")} in ${sql}`);
  }
  expect(found).toEqual([]);
  // Of every kind that the flows above send: a flow that breaks off asks for less.
  expect(statements.length).toBeGreaterThan(90);
});

it("would detect a full table scan", async () => {
  expect(scansOf(await planOf("select id from interview where role = ?"))).toEqual(["SCAN interview"]);
});
