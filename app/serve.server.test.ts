import { env } from "cloudflare:workers";
import { afterEach, expect, it, vi } from "vitest";
import { serve } from "./serve.server.ts";
import { appOrigin, JWT_SECRET, refusalOf, send, SESSION_SECRET, Visitor, worker, WORKER_SHARED_SECRET } from "./testing/host.ts";

const logged = vi.spyOn(console, "log");
afterEach(() => void logged.mockClear());

it("puts a policy with a fresh nonce on every page, all its scripts, and on errors", async () => {
  const visitor = new Visitor();
  const nonces = [];
  for (const path of ["/", "/signup", "/login", "/no/such/page"]) {
    const response = await visitor.get(path);
    const policy = response.headers.get("Content-Security-Policy") ?? "";
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
    const scripts = [...(await response.text()).matchAll(/<script[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
    expect(policy).not.toContain("unsafe-eval");
    nonces.push(nonce);
  }
  expect(new Set(nonces).size).toBe(4);
});

it("sends the same headers with pages, redirects, JSON, data and refusals, and allows no caching", async () => {
  const ada = await new Visitor().enter();
  const responses = [
    await ada.get("/dashboard"),
    await ada.get("/dashboard.data"),
    await ada.get("/api/profile"),
    await ada.get("/api/nothing"),
    await new Visitor().get("/dashboard"),
    await ada.request("POST", "/logout", { headers: { Origin: "https://evil.example" } }),
  ];
  const names = [
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
    "Cache-Control",
    "Strict-Transport-Security",
  ];
  const [page, ...others] = responses.map((response) => names.map((name) => response.headers.get(name)));
  const fixed = ["nosniff", "same-origin", expect.stringContaining("microphone=(self)"), "same-origin", "no-store", null];
  expect(page).toEqual([expect.stringContaining("'nonce-"), ...fixed]);
  expect(others).toEqual(Array(5).fill(["default-src 'none'; frame-ancestors 'none'", ...fixed]));
});

it("answers 404 for an API address with an empty segment, such as a missing id, and redirects a page to its address without it", async () => {
  const ada = await new Visitor().enter();
  const refused = [
    await ada.get("/api/interviews//status"),
    await ada.post("/api/interviews//status", { status: "ERROR" }),
    await ada.post("//login"),
  ];
  expect(await Promise.all(refused.map(refusalOf))).toEqual(Array(3).fill([404, "NOT_FOUND"]));
  const led = [
    await ada.get("//login?redirectTo=%2Fprofile"),
    await ada.get("//evil.example//"),
    await ada.get("/interview//x"),
    await ada.get("//health"),
  ];
  expect(led.map((it) => [it.status, it.headers.get("Location")])).toEqual([
    [302, "/login?redirectTo=%2Fprofile"],
    [302, "/evil.example/"],
    [302, "/interview/x"],
    [302, "/health"],
  ]);
});

it("sends HSTS over https", async () => {
  const response = await send(new Request("https://preppal.example/health"));
  expect(response.headers.get("Strict-Transport-Security")).toBe("max-age=31536000; includeSubDomains");
});

it("refuses every change requested by another site's page, before anything happens", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  const foreign: Record<string, string>[] = [
    { Origin: "https://evil.example" },
    { Origin: "null" },
    { Origin: "http://localhost:3001" },
    { Origin: "https://localhost:3000" },
    { Origin: "http://localhost:3000.evil.example" },
    { Origin: appOrigin, "Sec-Fetch-Site": "cross-site" },
  ];
  const asked = [
    ["POST", "/login"],
    ["POST", "/login.data"],
    ["POST", "/signup"],
    ["POST", "/logout"],
    ["POST", "/dashboard"],
    ["POST", "/profile"],
    ["POST", "/api/interviews"],
    ["DELETE", `/api/interviews/${id}`],
    ["POST", `/api/interviews/${id}/token`],
    ["POST", `/api/interviews/${id}/status`],
    ["POST", "/no/such/page"],
  ] as const;
  const answers = [];
  for (const headers of foreign) {
    for (const [method, path] of asked) answers.push(await refusalOf(await ada.request(method, path, { headers })));
  }
  expect(answers).toEqual(answers.map(() => [403, "FORBIDDEN"]));
  expect((await ada.get(`/api/interviews/${id}`)).status).toBe(200);
});

it("accepts changes from its own pages, from the configured origin, and from clients that are not browsers", async () => {
  const ada = await new Visitor().enter();
  const create = async (headers: Record<string, string>, bindings = {}) =>
    (await ada.request("POST", "/api/interviews", { body: '{"role":"x"}', headers }, bindings)).status;
  expect(await create({ Origin: appOrigin, "Sec-Fetch-Site": "same-origin" })).toBe(201);
  expect(await create({ Origin: "https://preppal.example" }, { APP_ORIGIN: "https://preppal.example/" })).toBe(401);
  const { cookie } = ada;
  const bare = (headers: Record<string, string>) =>
    send(new Request(`${appOrigin}/api/interviews`, { method: "POST", body: '{"role":"x"}', headers: { Cookie: cookie, ...headers } }));
  expect((await bare({})).status).toBe(201);
  expect((await bare({ "Sec-Fetch-Site": "none" })).status).toBe(201);
  expect((await bare({ "Sec-Fetch-Site": "same-site" })).status).toBe(403);
});

it("accepts a form from a page of the configured origin when the Host is another", async () => {
  const visitor = await new Visitor().enter();
  const body = new URLSearchParams({ email: visitor.email, password: "whatever it was" });
  const headers = { Origin: "https://preppal.example", Host: "internal:3000" };
  expect((await visitor.request("POST", "/login", { body, headers }, { APP_ORIGIN: "https://preppal.example" })).status).toBe(400);
});

it.each(["JWT_SECRET", "WORKER_SHARED_SECRET", "SESSION_SECRET"])(
  "refuses to serve without a long enough %s, names it and shows no value",
  async (name) => {
    for (const value of [undefined, "", "x".repeat(31)]) {
      const response = await send(new Request(`${appOrigin}/health`), { [name]: value });
      expect(await refusalOf(response)).toEqual([500, "INTERNAL"]);
      const lines = logged.mock.calls.flat().join("\n");
      expect(lines).toContain(name);
      expect(lines).not.toContain("x".repeat(31));
      logged.mockClear();
    }
  },
);

it("answers a bug with a bare 500, and logs its name but neither stack nor cause", async () => {
  const failing = async () => {
    throw new Error("broken\n    at secret place");
  };
  const response = await serve(new Request(`${appOrigin}/api/profile`), { env, waitUntil: () => {} }, failing);
  expect([response.status, await response.json()]).toEqual([
    500,
    { error: { code: "INTERNAL", message: "Something went wrong on our side" } },
  ]);
  expect(logged.mock.calls.flat().map((line) => ({ ...JSON.parse(String(line)), at: "" }))).toEqual([
    { at: "", part: "app", event: "request.failed", error: "Error", message: "broken" },
  ]);
});

it("logs ids and reasons, never a secret, a token or anybody's words", async () => {
  const ada = new Visitor("Augusta");
  const words = { role: "Zookeeper in chief", company: "Acme Unlimited", resume: "I tamed a lion", jobDescription: "Tame more lions" };
  await ada.signUp();
  const { id } = await ada.startInterview(words);
  const { token } = (await (await ada.post(`/api/interviews/${id}/token`)).json()) as { token: string };
  const content = "My greatest weakness is tigers";
  await ada.post("/api/interviews", `{"role":"${content}`);
  await worker.post(`/api/interviews/${id}/status`, { status: content });
  await worker.post(`/api/interviews/${id}/status`, { status: "IN_PROGRESS" });
  await worker.post(`/api/interviews/${id}/transcript`, {
    transcript: [{ speaker: "USER", content, timestamp: "2026-11-21T10:00:00.000Z" }],
    endedAt: "2026-11-21T10:00:00.000Z",
  });
  const { id: unwanted } = await ada.startInterview(words);
  await ada.request("DELETE", `/api/interviews/${unwanted}`);
  await ada.submit("/login", { email: ada.email, password: "a wrong password" });
  await ada.submit("/profile", { intent: "delete", password: ada.password });
  const lines = logged.mock.calls.flat().map(String);
  const events = lines.map((line) => (JSON.parse(line) as { event: string }).event);
  // The Worker of the tests plans nothing.
  expect(events.filter((it) => it !== "worker.refused")).toEqual([
    "user.created",
    "interview.created",
    "token.minted",
    "interview.moved",
    "transcript.stored",
    "interview.created",
    "interview.deleted",
    "signIn.refused",
    "user.deleted",
  ]);
  const secrets = [
    ...Object.values(words),
    content,
    token,
    ada.name,
    ada.email,
    ada.password,
    ada.cookie || "preppal-session=",
    "a wrong password",
  ];
  for (const secret of [...secrets, JWT_SECRET, SESSION_SECRET, WORKER_SHARED_SECRET]) expect(lines.join("\n")).not.toContain(secret);
});
