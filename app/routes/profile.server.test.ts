import { expect, it } from "vitest";
import { sha256 } from "../server/secret.server.ts";
import { afterAnswers, DB, lettersTo, toWorker, Visitor, worker } from "../testing/host.ts";
import { wordsOf } from "../testing/told.ts";

const signIn = (visitor: Visitor, password: string) => visitor.submit("/login", { email: visitor.email, password });

it("changes the name of this account only", async () => {
  const [ada, eve] = [await new Visitor().enter(), await new Visitor("Eve").enter()];
  const response = await ada.submit("/profile", { intent: "rename", name: "  Augusta Ada " });
  const saved = await (await ada.get(response.headers.get("Location") ?? "")).text();
  expect(saved).toContain("Augusta Ada");
  expect(saved).toContain("Your name is saved.");
  expect(await (await eve.get("/profile")).text()).not.toContain("Augusta");
  expect(await (await ada.get("/profile?saved=%3Cb%3E")).text()).not.toContain("is saved.");
  expect((await ada.submit("/profile", { intent: "rename", name: "" })).status).toBe(400);
  expect((await ada.submit("/profile", { intent: "promote" })).status).toBe(400);
});

it("changes the password given the current one, renews this session and ends all others", async () => {
  const ada = await new Visitor().enter();
  const elsewhere = ada.cookie;
  await signIn(Object.assign(ada, { cookie: "" }), ada.password);
  const here = ada.cookie;
  const change = (currentPassword: string, newPassword: string) =>
    ada.submit("/profile", { intent: "password", currentPassword, newPassword });
  expect((await change("not this one", "a new password")).status).toBe(400);
  expect((await change(ada.password, "short")).status).toBe(400);
  const changed = await change(ada.password, "a new password");
  expect(await (await ada.get(changed.headers.get("Location") ?? "")).text()).toContain("Your new password is saved.");
  const renewed = ada.cookie;
  for (const old of [elsewhere, here]) {
    ada.cookie = old;
    expect((await ada.get("/api/profile")).status).toBe(401);
  }
  ada.cookie = renewed;
  expect((await ada.get("/api/profile")).status).toBe(200);
  expect((await signIn(ada, ada.password)).status).toBe(400);
  expect((await signIn(ada, "a new password")).status).toBe(302);
});

it("deletes the account given the password, with all its data, and tells the Worker of each interview", async () => {
  const ada = await new Visitor().enter();
  const interviews = [await ada.startInterview(), await ada.startInterview()];
  const [first] = interviews;
  await worker.post(`/api/interviews/${first?.id}/transcript`, {
    transcript: [{ speaker: "AI", content: "Hello", timestamp: "2026-11-21T10:00:00.000Z" }],
    endedAt: "2026-11-21T10:00:00.000Z",
  });
  toWorker.mockClear();
  expect((await ada.submit("/profile", { intent: "delete", password: "wrong" })).status).toBe(400);
  expect((await ada.get("/api/profile")).status).toBe(200);
  const { cookie } = ada;
  const response = await ada.submit("/profile", { intent: "delete", password: ada.password });
  await afterAnswers();
  expect([response.status, ada.cookie]).toEqual([302, ""]);
  expect(await (await ada.get(response.headers.get("Location") ?? "")).text()).toContain("Your account is deleted");
  const erased = toWorker.mock.calls.filter(([, init]) => init?.method === "DELETE").map(([url]) => url);
  expect(erased.sort()).toEqual(interviews.map(({ id }) => `http://localhost:8787/${id}`).sort());
  const left = await DB.batch<{ n: number }>([
    DB.prepare("select count(*) as n from user where email = ?").bind(ada.email),
    DB.prepare("select count(*) as n from session where user_id = ?").bind(first?.userId),
    DB.prepare("select count(*) as n from interview where user_id = ?").bind(first?.userId),
    DB.prepare("select count(*) as n from transcript_entry where interview_id = ?").bind(first?.id),
  ]);
  expect(left.map((it) => it.results[0]?.n)).toEqual([0, 0, 0, 0]);
  ada.cookie = cookie;
  expect((await ada.get("/api/profile")).status).toBe(401);
  expect((await signIn(ada, ada.password)).status).toBe(400);
});

it("accepts a password of 128 characters wherever it takes one", async () => {
  const ada = await new Visitor().enter();
  const long = "a long password ".repeat(8);
  expect((await ada.submit("/profile", { intent: "password", currentPassword: ada.password, newPassword: long })).status).toBe(302);
  await ada.rehash(long);
  expect((await ada.submit("/profile", { intent: "delete", password: `${long}p` })).status).toBe(400);
  expect((await ada.submit("/profile", { intent: "delete", password: long })).status).toBe(302);
});

it("shows each account its own address and retention", async () => {
  const owners = { DAYS_90: await new Visitor().enter(), AFTER_REPORT: await new Visitor("Eve").enter() };
  for (const [retention, owner] of Object.entries(owners)) await owner.submit("/profile", { intent: "retention", retention });
  for (const [retention, owner] of Object.entries(owners)) {
    const page = await (await owner.get("/profile")).text();
    for (const shown of [owner.email, `<option value="${retention}" selected="">`]) expect(page).toContain(shown);
    expect((await owner.submit("/profile", { intent: "retention", retention: "FOREVER" })).status).toBe(400);
  }
});

it.each(["\u200B\u2060", "\u3164", "\u2800 ", "\u0301"])("refuses the name %j, which renders as nothing, and says why", async (name) => {
  const ada = await new Visitor().enter();
  const response = await ada.submit("/profile", { intent: "rename", name });
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining("Enter your name")]);
});

it("refuses the current password, the email or a common password as the new password", async () => {
  const ada = await new Visitor().enter();
  const change = (newPassword: string) => ada.submit("/profile", { intent: "password", currentPassword: ada.password, newPassword });
  for (const wanted of [ada.password, ada.email, ada.email.toUpperCase(), "password123"]) expect((await change(wanted)).status).toBe(400);
  expect((await signIn(ada, ada.password)).status).toBe(302);
});

it("ends live interviews when the password changes", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  await worker.post(`/api/interviews/${id}/status`, { status: "IN_PROGRESS" });
  await afterAnswers();
  toWorker.mockClear();
  await ada.submit("/profile", { intent: "password", currentPassword: ada.password, newPassword: "another password" });
  await afterAnswers();
  expect(toWorker.mock.calls.map(([url]) => url)).toContain(`http://localhost:8787/${id}/revoke`);
  expect(lettersTo(ada.email).map(({ subject }) => subject)).toEqual(["Your password was changed"]);
});

const strict = { RATE_LIMIT_SCALE: "0.2" };

it("counts guesses at the password separately from sign-in", async () => {
  const ada = await new Visitor().enter();
  const guess = (password: string) => ada.submit("/profile", { intent: "delete", password }, strict);
  expect([(await guess("one")).status, (await guess("two")).status, (await guess("three")).status]).toEqual([400, 400, 429]);
  const elsewhere = new Visitor();
  expect((await elsewhere.submit("/login", { email: ada.email, password: ada.password }, strict)).status).toBe(302);
});

it("asks for a password that was left empty, which is no guess", async () => {
  const ada = await new Visitor().enter();
  const forget = () => ada.submit("/profile", { intent: "delete", password: "" }, strict);
  for (let time = 0; time < 3; time += 1) expect(await wordsOf(await forget())).toContain("Enter your password.");
  expect((await forget()).status).toBe(400);
});

it("accepts the password however many guesses strangers have made at sign-in", async () => {
  const ada = await new Visitor().enter();
  for (let guess = 0; guess < 3; guess += 1) await ada.submit("/login", { email: ada.email, password: "a guess" }, strict);
  expect((await ada.submit("/login", { email: ada.email, password: ada.password }, strict)).status).toBe(429);
  expect((await ada.submit("/profile", { intent: "delete", password: ada.password }, strict)).status).toBe(302);
});

it("leaves only keyed hashes of rate limits of a deleted account", async () => {
  const ada = await new Visitor().signUp();
  await ada.startInterview();
  await ada.submit("/login", { email: ada.email, password: "a guess" });
  const { id } = (await DB.prepare("select id from user where email = ?").bind(ada.email).first<{ id: string }>()) ?? { id: "" };
  await ada.submit("/profile", { intent: "delete", password: ada.password });
  const { results } = await DB.prepare("select key from rate_limit").all<{ key: string }>();
  const keys = results.map(({ key }) => key);
  expect(keys.length).toBeGreaterThan(0);
  expect(keys.filter((key) => !/^[a-zA-Z]+:(account|address|accountFromAddress):[0-9a-f]{64}$/.test(key))).toEqual([]);
  for (const known of [ada.email, ada.address, id, sha256(ada.email), sha256(ada.address), sha256(id)])
    expect(keys.join()).not.toContain(known);
});

const signInsOf = async (visitor: Visitor): Promise<{ id: string; device: string; place: string; isHere: boolean }[]> => {
  const html = await (await visitor.get("/profile")).text();
  const rows = [...html.matchAll(/name="session" value="(\w+)"/g)].map(([, key]) => key);
  const { results } = await DB.prepare(
    "select id_hash as id, device, place from session where user_id = (select id from user where email = ?) order by created_at",
  )
    .bind(visitor.email)
    .all<{ id: string; device: string; place: string }>();
  return results.map((row) => ({ ...row, isHere: !rows.includes(row.id) }));
};

const phone = {
  "User-Agent":
    "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1",
  "CF-IPCountry": "NO",
  "CF-IPCity": "Oslo",
};

/** Signs in on another device; gives that visitor. */
const signInElsewhere = async (visitor: Visitor, bindings = {}): Promise<Visitor> => {
  const elsewhere = new Visitor();
  const body = new URLSearchParams({ email: visitor.email, password: visitor.password });
  await elsewhere.request("POST", "/login", { body, headers: phone }, bindings);
  return elsewhere;
};

it("lists the account's sign-ins with device and place, and ends one of them, then all others", async () => {
  const ada = await new Visitor().enter();
  const [second, third, stranger] = [await signInElsewhere(ada), await signInElsewhere(ada), await new Visitor().enter()];
  const listed = await signInsOf(ada);
  const named = { device: "Safari on iPhone", place: "Oslo, Norway", isHere: false };
  expect(listed).toMatchObject([{ device: "", place: "", isHere: true }, named, named]);
  const page = await wordsOf(await ada.get("/profile"));
  expect(page.match(/A device that does not say what it is This device|Safari on iPhone Oslo, Norway/g)).toHaveLength(3);
  const { id } = await ada.startInterview();
  await worker.post(`/api/interviews/${id}/status`, { status: "IN_PROGRESS" });
  toWorker.mockClear();
  await stranger.submit("/profile", { intent: "end-session", session: listed[1]?.id ?? "" });
  await ada.submit("/profile", { intent: "end-session", session: "none" });
  await ada.submit("/profile", { intent: "end-session", session: listed[1]?.id ?? "" });
  await afterAnswers();
  const statuses = async () => Promise.all([ada, second, third, stranger].map(async (it) => (await it.get("/api/profile")).status));
  expect([await statuses(), toWorker.mock.calls.map(([url]) => url)]).toEqual([
    [200, 401, 200, 200],
    [`http://localhost:8787/${id}/revoke`],
  ]);
  await ada.submit("/profile", { intent: "end-sessions" });
  expect(await statuses()).toEqual([200, 401, 401, 200]);
});

it("lists no sign-in that has expired or was idle for a week", async () => {
  const ada = await new Visitor().enter();
  await signInElsewhere(ada);
  const shown = async () => (await wordsOf(await ada.get("/profile"))).includes("Safari on iPhone");
  const set = async (column: string, days: number) => {
    const change = `update session set ${column} = ? where device != '' and user_id = (select id from user where email = ?)`;
    await DB.prepare(change)
      .bind(new Date(Date.now() + days * 86_400_000).toISOString(), ada.email)
      .run();
    return shown();
  };
  expect([await shown(), await set("seen_at", -7.01), await set("seen_at", -6.9), await set("expires_at", -0.01)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

it("keeps at most fifty sign-ins per account, ending the least recently used one of that account", async () => {
  const [stranger, ada] = [await new Visitor().enter(), await new Visitor().enter()];
  // In the future, so that her own sign-in is the oldest.
  await DB.prepare(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < 48)
     insert into session select id_hash || i, user_id, created_at, expires_at, expires_at, '', '' from session, n
     where user_id = (select id from user where email = ?)`,
  )
    .bind(ada.email)
    .run();
  const status = async (visitor: Visitor) => (await visitor.get("/api/profile")).status;
  const fiftieth = await signInElsewhere(ada);
  expect([await status(ada), await status(fiftieth)]).toEqual([200, 200]);
  const newest = await signInElsewhere(ada);
  expect(await Promise.all([ada, fiftieth, newest, stranger].map(status))).toEqual([401, 200, 200, 200]);
});

it("mails one address about the same thing at most five times an hour, without holding back other letters", async () => {
  const ada = await new Visitor().enter();
  for (let times = 0; times < 7; times += 1) await signInElsewhere(ada, { MAIL_FROM: "no-reply@example.com" });
  await ada.submit("/profile", { intent: "password", currentPassword: ada.password, newPassword: "another password" });
  await afterAnswers();
  const told = lettersTo(ada.email).map(({ subject }) => subject);
  expect(told).toEqual([...Array<string>(5).fill("A new sign-in to your account"), "Your password was changed"]);
});

it("reports a sign-in on a new device by mail, when mail is set up", async () => {
  const ada = await new Visitor().enter();
  const bindings = { MAIL_FROM: "no-reply@example.com" };
  await signInElsewhere(ada);
  await afterAnswers();
  expect(lettersTo(ada.email)).toEqual([]);
  const phoneOfHers = await signInElsewhere(ada, bindings);
  await phoneOfHers.submit("/login", { email: ada.email, password: ada.password }, bindings);
  await afterAnswers();
  expect(lettersTo(ada.email)).toEqual([
    expect.objectContaining({ subject: "A new sign-in to your account", text: expect.stringContaining("Safari on iPhone, Oslo, Norway") }),
  ]);
});
