import { expect, it, vi } from "vitest";
import { sha256 } from "../server/secret.server.ts";
import { afterAnswers, DB, send, SESSION_SECRET, toWorker, Visitor, worker, WORKER_SHARED_SECRET } from "../testing/host.ts";

const refusedWords = "The email or the password is not right.";

const signIn = (visitor: Visitor, wrong: Record<string, string> = {}) =>
  visitor.submit("/login", { email: visitor.email, password: visitor.password, ...wrong });

it("signs in, whatever the email's case, and redirects to the dashboard", async () => {
  const ada = await new Visitor().enter();
  ada.cookie = "";
  const response = await signIn(ada, { email: ` ${ada.email.toUpperCase()}` });
  expect([response.status, response.headers.get("Location")]).toEqual([302, "/dashboard"]);
  expect((await ada.get("/dashboard")).status).toBe(200);
});

it("answers a wrong password and an unknown account alike, after the same work", async () => {
  const ada = await new Visitor().enter();
  const stranger = new Visitor();
  ada.cookie = "";
  /** The best of three times in ms, because another process may have delayed an answer. */
  const best = async (wrong: Record<string, string>) => {
    const times = [];
    for (let time = 0; time < 3; time++) {
      const started = performance.now();
      const response = await signIn(ada, wrong);
      expect([response.status, (await response.text()).includes(refusedWords)]).toEqual([400, true]);
      times.push(performance.now() - started);
    }
    return Math.min(...times);
  };
  const wrongPassword = await best({ password: "not this one" });
  // Hashing takes nearly all of the time: without it an answer takes a twentieth.
  expect(await best({ email: stranger.email })).toBeGreaterThan(wrongPassword / 3);
  expect(await best({ email: "none", password: "x" })).toBeGreaterThan(wrongPassword / 3);
});

it("says what is missing without counting a guess, and lets nobody in", async () => {
  const ada = await new Visitor().enter();
  ada.cookie = "";
  const missing = async (parts: Record<string, string>) => {
    const response = await signIn(ada, parts);
    const page = await response.text();
    const said = ["Enter your email", "Enter your password", refusedWords, ada.email].filter((words) => page.includes(words));
    return [response.status, ...said];
  };
  expect(await missing({ email: " ", password: "" })).toEqual([400, "Enter your email", "Enter your password"]);
  expect(await missing({ password: "" })).toEqual([400, "Enter your password", ada.email]);
  expect(await missing({ email: "" })).toEqual([400, "Enter your email"]);
  expect(ada.cookie).toBe("");
});

it("gives the browser a new session and ends the one it had", async () => {
  const ada = await new Visitor().enter();
  const old = ada.cookie;
  await signIn(ada);
  expect(ada.cookie).not.toBe(old);
  const replayed = new Visitor();
  replayed.cookie = old;
  expect((await replayed.get("/api/profile")).status).toBe(401);
  expect((await ada.get("/api/profile")).status).toBe(200);
});

it("does not adopt a session id supplied by the browser", async () => {
  const ada = await new Visitor().enter();
  const fixed = (await new Visitor().enter()).cookie;
  ada.cookie = fixed;
  await signIn(ada);
  expect(ada.cookie).not.toBe(fixed);
});

it("signs out with a POST, deletes this session and no other, and clears the cookie", async () => {
  const [ada, elsewhere, eve] = [await new Visitor().enter(), new Visitor(), await new Visitor("Eve").enter()];
  await elsewhere.submit("/login", { email: ada.email, password: ada.password });
  const old = ada.cookie;
  expect((await ada.get("/logout")).headers.get("Location")).toBe("/");
  expect((await ada.get("/api/profile")).status).toBe(200);
  const response = await ada.submit("/logout", {});
  expect([response.status, ada.cookie]).toEqual([302, ""]);
  expect(response.headers.get("Clear-Site-Data")).toBe('"storage"');
  expect((await new Visitor().submit("/logout", {})).status).toBe(302);
  ada.cookie = old;
  const statuses = await Promise.all([ada, elsewhere, eve].map(async (it) => (await it.get("/api/profile")).status));
  expect(statuses).toEqual([401, 200, 200]);
});

it("accepts no session of a blocked account, even if its row exists", async () => {
  const ada = await new Visitor().enter();
  await DB.prepare("update user set blocked_at = '2026-11-21T10:00:00.000Z' where email = ?").bind(ada.email).run();
  expect((await ada.get("/api/profile")).status).toBe(401);
});

it("accepts no session that was forged, altered, expired or idle for a week", async () => {
  const ada = await new Visitor().enter();
  const { cookie } = ada;
  const statuses = [];
  for (const bad of [
    "preppal-session=",
    "preppal-session=x",
    "preppal-session=ImFiYyI%3D.AAAA",
    `${cookie}x`,
    cookie.replace("=", "=x"),
    "preppal-session=%ZZ",
  ]) {
    ada.cookie = bad;
    statuses.push((await ada.get("/api/profile")).status);
  }
  ada.cookie = cookie;
  const key = sha256(JSON.parse(atob(decodeURIComponent(cookie.split("=")[1] ?? "").split(".")[0] ?? "")) as string);
  const setTimes = (expires: string, seen: string) =>
    DB.prepare("update session set expires_at = ?, seen_at = ? where id_hash = ?").bind(expires, seen, key).run();
  const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  await setTimes(daysFromNow(-1), daysFromNow(0));
  statuses.push((await ada.get("/api/profile")).status);
  await setTimes(daysFromNow(1), daysFromNow(-7.01));
  statuses.push((await ada.get("/api/profile")).status);
  await setTimes(daysFromNow(1), daysFromNow(-6.9));
  statuses.push((await ada.get("/api/profile")).status);
  await setTimes(daysFromNow(1), daysFromNow(0));
  expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 401, 401, 200]);
});

it("updates the time of last use of this session and no other", async () => {
  const [ada, eve] = [await new Visitor().enter(), await new Visitor("Eve").enter()];
  const old = new Date(Date.now() - 6 * 86_400_000).toISOString();
  await DB.prepare("update session set seen_at = ?").bind(old).run();
  await ada.get("/api/profile");
  const seenAt = ({ email }: Visitor) =>
    DB.prepare("select seen_at from session where user_id = (select id from user where email = ?)").bind(email).first<string>("seen_at");
  expect(Date.parse((await seenAt(ada)) ?? "")).toBeGreaterThan(Date.parse(old));
  expect(await seenAt(eve)).toBe(old);
});

it("notes the last use of a session once an hour", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const ada = await new Visitor().enter();
  const start = Date.now();
  const seenAfter = async (minutes: number) => {
    vi.setSystemTime(start + minutes * 60_000);
    await ada.get("/api/profile");
    const seen = DB.prepare("select seen_at from session where user_id = (select id from user where email = ?)").bind(ada.email);
    return (Date.parse((await seen.first<string>("seen_at")) ?? "") - start) / 60_000;
  };
  expect([await seenAfter(59), await seenAfter(61), await seenAfter(120), await seenAfter(122)]).toEqual([0, 61, 61, 122]);
});

it("sends a signed-out visitor of a page to sign in and back", async () => {
  const anonymous = new Visitor();
  const paths = ["/dashboard?cursor=x", "/profile", "/interview/abc/feedback", "/interview/abc/session"];
  const locations = [];
  for (const path of paths) locations.push((await anonymous.get(path)).headers.get("Location"));
  expect(locations).toEqual(paths.map((path) => `/login?${new URLSearchParams({ redirectTo: path })}`));
  const ada = await new Visitor().enter();
  const response = await ada.submit("/login?redirectTo=%2Fprofile", { email: ada.email, password: ada.password });
  expect(response.headers.get("Location")).toBe("/profile");
});

it("does the same for a client-side navigation", async () => {
  const response = await send(new Request("http://localhost:3000/profile.data"));
  expect(response.status).toBe(202);
  expect(await response.text()).toContain("/login?redirectTo=%2Fprofile");
});

it("tells the Worker at sign-out to end live interviews and those with a token, and nothing else", async () => {
  const ada = await new Visitor().enter();
  const [begun, tokened, untouched, over] = [
    await ada.startInterview(),
    await ada.startInterview(),
    await ada.startInterview(),
    await ada.startInterview(),
  ];
  await worker.post(`/api/interviews/${begun.id}/status`, { status: "IN_PROGRESS" });
  await ada.post(`/api/interviews/${tokened.id}/token`);
  await ada.post(`/api/interviews/${over.id}/status`, { status: "ERROR" });
  await afterAnswers();
  toWorker.mockClear();
  const before = Date.now();
  await ada.submit("/logout", {});
  await afterAnswers();
  const told = toWorker.mock.calls.map(([url, init]) => [url, init?.method, new Headers(init?.headers).get("Authorization")]);
  const bearer = `Bearer ${WORKER_SHARED_SECRET}`;
  expect(told.sort()).toEqual([begun.id, tokened.id].map((id) => [`http://localhost:8787/${id}/revoke`, "POST", bearer]).sort());
  for (const [, init] of toWorker.mock.calls) {
    const { atUnixMs } = JSON.parse(String(init?.body)) as { atUnixMs: number };
    expect(atUnixMs).toBeGreaterThanOrEqual(before);
    expect(atUnixMs).toBeLessThanOrEqual(Date.now());
  }
  expect(told.map(([url]) => url)).not.toContain(untouched.id);
});

it("accepts a session signed with the previous secret, and signs with the new one", async () => {
  const ada = await new Visitor().enter();
  const changed = { SESSION_SECRET: "another session secret of the tests, 32 characters" };
  const ask = async (bindings: Record<string, string>) => (await ada.request("GET", "/api/profile", {}, bindings)).status;
  expect([await ask(changed), await ask({ ...changed, SESSION_SECRET_PREVIOUS: SESSION_SECRET })]).toEqual([401, 200]);
  const bindings = { ...changed, SESSION_SECRET_PREVIOUS: SESSION_SECRET };
  await ada.submit("/login", { email: ada.email, password: ada.password }, bindings);
  expect([await ask({}), await ask(changed)]).toEqual([401, 200]);
});

it("also accepts the Worker's previous secret while both are set", async () => {
  const changed = { WORKER_SHARED_SECRET: "another shared secret of the tests, 32 characters" };
  const ask = async (bindings: Record<string, string>) => {
    const headers = { Authorization: `Bearer ${WORKER_SHARED_SECRET}` };
    return (await new Visitor().request("GET", "/api/interviews/none", { headers }, bindings)).status;
  };
  expect([await ask({}), await ask(changed), await ask({ ...changed, WORKER_SHARED_SECRET_PREVIOUS: WORKER_SHARED_SECRET })]).toEqual([
    404, 401, 404,
  ]);
});

it("limits all requests of an account together, and tells pages and API clients when to come back", async () => {
  const ada = await new Visitor().enter();
  const ask = (path: string) => ada.request("GET", path, {}, { RATE_LIMIT_SCALE: "0.01" });
  const statuses = [];
  for (const path of [
    "/api/profile",
    "/dashboard",
    "/api/interviews",
    "/api/interviews",
    "/dashboard",
    "/interview/x/recording",
    "/dashboard.data",
  ])
    statuses.push((await ask(path)).status);
  expect(statuses).toEqual([200, 200, 200, 429, 429, 429, 429]);
  for (const path of ["/api/profile", "/dashboard"]) expect(Number((await ask(path)).headers.get("Retry-After"))).toBeGreaterThan(0);
  const rename = await ada.request(
    "POST",
    "/profile",
    { body: new URLSearchParams({ intent: "rename", name: "x" }) },
    { RATE_LIMIT_SCALE: "0.01" },
  );
  expect(rename.status).toBe(429);
});
