import { afterEach, beforeEach, expect, it } from "vitest";
import { afterAnswers, DB, toWorker, Visitor, worker } from "../testing/host.ts";
import { wordsOf } from "../testing/told.ts";

const adminOf = ({ email }: Visitor) => ({ ADMIN_EMAILS: ` Someone@example.com, ${email.toUpperCase()} ` });
const open = (visitor: Visitor, query = "", bindings = adminOf(visitor)) => visitor.request("GET", `/admin${query}`, {}, bindings);
const press = (visitor: Visitor, fields: Record<string, string>) => visitor.submit("/admin", fields, adminOf(visitor));
const idOf = async ({ email }: Visitor) =>
  (await DB.prepare("select id from user where email = ?").bind(email).first<{ id: string }>())?.id ?? "";

// The minutes and costs of deleted interviews are still counted, so they are cleared too.
beforeEach(() => DB.batch(["user", "spent_time", "spent_cost"].map((table) => DB.prepare(`delete from ${table}`))));

afterEach(() => void toWorker.mockReset());

it("is available only to the operator's accounts", async () => {
  const [ada, eve] = [await new Visitor().enter(), await new Visitor("Eve").enter()];
  expect((await open(ada)).status).toBe(200);
  expect((await open(eve, "", adminOf(ada))).status).toBe(404);
  const isLed = async (visitor: Visitor) =>
    (await (await visitor.request("GET", "/dashboard", {}, adminOf(ada))).text()).includes('href="/admin"');
  expect([await isLed(ada), await isLed(eve)]).toEqual([true, false]);
  expect((await open(ada, "", { ADMIN_EMAILS: "" })).status).toBe(404);
  expect((await new Visitor().get("/admin")).headers.get("Location")).toBe("/login?redirectTo=%2Fadmin");
  const blocked = await eve.submit("/admin", { intent: "block", id: await idOf(ada) }, adminOf(ada));
  expect([blocked.status, (await ada.get("/api/profile")).status]).toEqual([404, 200]);
});

it("shows days, endings, reports, response times and what is pending, and no word of an interview", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview({ role: "A role like no other", resume: "A life like no other" });
  const at = (second: number) => new Date(Date.now() - 60_000 + second * 1_000).toISOString();
  const timed = (startMs: number, endMs: number) => ({ startMs, endMs, speechMs: endMs - startMs, pauses: [], timing: "marked" });
  await worker.post(`/api/interviews/${id}/status`, { status: "IN_PROGRESS", startedAt: at(0) });
  await worker.post(`/api/interviews/${id}/transcript`, {
    transcript: [
      { speaker: "AI", content: "A question like no other", timestamp: at(1), speech: timed(1_000, 2_000) },
      { speaker: "USER", content: "An answer like no other", timestamp: at(3), speech: timed(3_000, 5_000) },
      { speaker: "AI", content: "Another question", timestamp: at(6), speech: timed(5_432, 7_000) },
    ],
    endedAt: at(30),
    endReason: "USER_INITIATED",
    usage: { inputTextTokens: 0, inputAudioTokens: 1_000_000, outputTextTokens: 0, outputAudioTokens: 0, thoughtTokens: 0 },
    handovers: 7,
  });
  const page = await (await open(ada)).text();
  const text = page.replaceAll(/<script[\s\S]*?<\/script>/g, "").replaceAll(/<[^>]+>/g, " ");
  for (const told of [
    /The candidate ended it\s+1/,
    /Queued\s+1/,
    /Half are below\s+432/,
    /Reports in the making\s+1/,
    /cost\s+\$3\.00/,
    /\s7\s+\$3\.00/,
  ])
    expect(text).toMatch(told);
  expect(page).not.toContain("like no other");
});

it.each([
  ["ok", /Gemini\s+Knows the key and the model gemini-3\.8-live/],
  ["400", /Gemini\s+Refuses the key, or the place that it is asked from \(400\): look at GEMINI_API_KEY of the Worker/],
  ["404", /Gemini\s+Knows no model gemini-3\.8-live \(404\): look at GEMINI_LIVE_MODEL of the Worker/],
  ["429", /Gemini\s+Takes no more requests of this key \(429\): its quota or its credits are used up/],
  ["unreachable", /Gemini\s+Could not be reached from the Worker/],
])("says what to fix when the Worker finds Gemini %s", async (gemini, told) => {
  const ada = await new Visitor().enter();
  toWorker.mockImplementation(async (url) =>
    String(url).endsWith("/health?deep") ? Response.json({ gemini }) : new Response(null, { status: 204 }),
  );
  expect(await wordsOf(await open(ada))).toMatch(told);
});

it("says that the Worker does not answer, and still shows the rest", async () => {
  const ada = await new Visitor().enter();
  toWorker.mockImplementation(async () => new Response(null, { status: 401 }));
  const refused = await wordsOf(await open(ada));
  expect(refused).toMatch(/Worker Refuses the app \(401\): WORKER_SHARED_SECRET must be the same on both sides/);
  expect(refused).toContain("Gemini Not known: the Worker does not say");
  toWorker.mockImplementation(async () => Promise.reject(new TypeError("unreachable")));
  const away = await wordsOf(await open(ada));
  expect(away).toContain("Worker Could not be reached: look at WORKER_URL of the app");
  expect(away).toContain(ada.email);
});

it("finds an account by email or id, ends its sessions, blocks it and unblocks it", async () => {
  const [ada, eve] = [await new Visitor().enter(), await new Visitor("Eve").enter()];
  const id = await idOf(eve);
  const { id: live } = await eve.startInterview();
  await worker.post(`/api/interviews/${live}/status`, { status: "IN_PROGRESS" });
  for (const asked of [eve.email.toUpperCase(), id])
    expect(await (await open(ada, `?account=${encodeURIComponent(asked)}`)).text()).toContain(eve.email);
  expect(await (await open(ada, "?account=nobody@example.com")).text()).toContain("No account has that email or id.");
  await press(ada, { intent: "end", id });
  expect((await eve.get("/api/profile")).status).toBe(401);
  const signIn = () => eve.submit("/login", { email: eve.email, password: eve.password });
  expect((await signIn()).status).toBe(302);
  toWorker.mockClear();
  await press(ada, { intent: "block", id });
  await afterAnswers();
  expect(toWorker.mock.calls.map(([url]) => url)).toEqual([`http://localhost:8787/${live}/revoke`]);
  expect([(await eve.get("/api/profile")).status, (await signIn()).status]).toEqual([401, 400]);
  await new Visitor().submit("/forgot", { email: eve.email });
  expect((await DB.prepare("select id from mail where recipient = ?").bind(eve.email).all()).results).toEqual([]);
  await press(ada, { intent: "unblock", id });
  expect((await signIn()).status).toBe(302);
});

it("changes nothing about the operator's own account or an unknown one", async () => {
  const ada = await new Visitor().enter();
  for (const fields of [
    { intent: "block", id: await idOf(ada) },
    { intent: "promote", id: "x" },
    { intent: "block", id: "" },
  ])
    expect((await press(ada, fields)).status).toBe(400);
  expect((await ada.get("/api/profile")).status).toBe(200);
});
