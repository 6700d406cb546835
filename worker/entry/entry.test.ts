import { SELF } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { readSettings } from "./env.ts";
import worker from "../index.ts";
import { accept, open } from "../testing/open.ts";
import { mintToken } from "../../harness/token.ts";
import { prepareInterview } from "../testing/interview.ts";
import { testEnv } from "../testing/test-env.ts";

const ask = (path: string, init?: RequestInit) => SELF.fetch(`http://worker${path}`, init);
const claims = (interviewId: string) => ({ userId: "user-1", interviewId });

it("answers anything but an interview socket without touching an object", async () => {
  const health = await ask("/health");
  expect([health.status, await health.json()]).toEqual([200, { status: "ok" }]);
  const asked = ["/", "/abc", "/abc/def", "/a%2Fb", "/%C3%A4", "/abc.def", `/${"x".repeat(200)}`, "/health/x"];
  expect(await Promise.all(asked.map(async (path) => (await ask(path)).status))).toEqual([404, 426, 404, 404, 404, 404, 404, 404]);
  expect((await ask("/abc", { method: "POST" })).status).toBe(426);
});

it("sends HSTS and nosniff with every HTTP answer (S21)", async () => {
  const bearer = { Authorization: `Bearer ${testEnv.WORKER_SHARED_SECRET}` };
  const answers = await Promise.all([
    ask("/health"),
    ask("/"),
    ask("/abc"),
    ask("/abc", { method: "DELETE" }),
    ask("/abc", { method: "DELETE", headers: bearer }),
    ask("/abc/recording", { headers: bearer }),
    ask("/abc/recording", { method: "POST" }),
    worker.fetch(new Request("http://worker/health"), { ...env, JWT_SECRET: "short" } as typeof env),
  ]);
  const said = answers.map(({ status, headers }) => [
    status,
    headers.get("Strict-Transport-Security"),
    headers.get("X-Content-Type-Options"),
  ]);
  const both = ["max-age=31536000; includeSubDomains", "nosniff"];
  expect(said).toEqual([200, 404, 426, 401, 204, 404, 405, 500].map((status) => [status, ...both]));
});

it.each([
  ["/abc/revoke", "POST"],
  ["/abc/recording", "GET"],
  ["/abc/feedback", "POST"],
  ["/abc/plan", "POST"],
  ["/mail", "POST"],
])("says which method %s takes when it is asked with another", async (path, method) => {
  const { status, headers } = await ask(path, { method: "PUT" });
  expect([status, headers.get("Allow")]).toEqual([405, method]);
});

describe("a token that does not open the interview", () => {
  const unsigned = (payload: object) => `${btoa('{"alg":"none"}').replace(/=/g, "")}.${btoa(JSON.stringify(payload)).replace(/=/g, "")}.`;
  const far = Math.floor(Date.now() / 1000) + 300;

  it.each<[string, (id: string) => string | Promise<string>]>([
    ["missing", () => ""],
    ["garbage", () => "not.a.token"],
    ["ten kilobytes long", () => "x".repeat(10_000)],
    ["expired", (id) => mintToken(claims(id), { expiresIn: -1 })],
    ["signed with another secret", (id) => mintToken(claims(id), { secret: "another secret that is just as long as ours is" })],
    ["unsigned", (id) => unsigned({ ...claims(id), exp: far })],
    ["signed with HS512", (id) => mintToken(claims(id), { alg: "HS512" })],
    ["for another interview", () => mintToken(claims("another"))],
    ["without claims", () => mintToken({})],
    ["without a user", (id) => mintToken({ interviewId: id })],
    ["without an expiry", (id) => mintToken(claims(id), { expiresIn: null })],
    ["cut short", async (id) => (await mintToken(claims(id))).slice(0, -4)],
    ["good for an hour", (id) => mintToken(claims(id), { expiresIn: 3_600 })],
    ["for another use", (id) => mintToken({ ...claims(id), use: "feedback" })],
    ["with padding behind its signature", async (id) => encodeURIComponent(`${await mintToken(claims(id))}=`)],
  ])("%s: closes 4001, says so in a frame too, and does not contact Gemini", async (_, tokenFor) => {
    const interview = await prepareInterview();
    const client = await open(`/${interview.id}?token=${await tokenFor(interview.id)}`);
    expect((await client.closes()).code).toBe(4001);
    expect(client.payloads).toEqual([{ $case: "error", value: { code: 4001, message: "The token does not open this interview" } }]);
    expect([await interview.sessions(), (await interview.app()).calls]).toEqual([[], []]);
  });
});

it("refuses a foreign origin, and accepts the app's own and non-browser clients", async () => {
  const interview = await prepareInterview();
  const path = `/${interview.id}?token=${await interview.token()}`;
  const foreign = await open(path, { Origin: "https://evil.example" });
  expect((await foreign.closes()).code).toBe(4001);
  const own = await open(path, { Origin: "http://localhost:3000" });
  await own.until("sessionStarted");
});

it("negotiates no compression on either leg", async () => {
  const interview = await prepareInterview();
  const response = await SELF.fetch(`http://worker/${interview.id}?token=${await interview.token()}`, {
    headers: { Upgrade: "websocket", "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits" },
  });
  expect(response.headers.get("Sec-WebSocket-Extensions")).toBeNull();
  await accept(response).until("sessionStarted");
  expect((await interview.session()).extensions).toBe("");
});

it("trusts no user id but the token's", async () => {
  const interview = await prepareInterview();
  const client = await open(`/${interview.id}?token=${await interview.token()}`, { "x-user-id": "somebody-else" });
  const { resumeToken } = await client.until("sessionStarted");
  expect(JSON.parse(atob(resumeToken.split(".")[1]?.replace(/-/g, "+").replace(/_/g, "/") ?? ""))).toMatchObject({ userId: "user-1" });
});

it("refuses to start with a short or missing secret, naming it but never its value", async () => {
  expect(() => readSettings({ ...env, JWT_SECRET: "too short to be safe" })).toThrow(/JWT_SECRET is shorter than 32 characters$/);
  const loud = vi.spyOn(console, "error").mockImplementation(() => {});
  const answer = await worker.fetch(new Request("http://worker/health"), { ...env, JWT_SECRET: "short" } as typeof env);
  expect([answer.status, loud.mock.calls.flat()]).toEqual([500, ["The Worker does not start: JWT_SECRET is shorter than 32 characters"]]);
  loud.mockRestore();
  expect(() => readSettings({ ...env, WORKER_SHARED_SECRET: undefined })).toThrow(/WORKER_SHARED_SECRET is missing$/);
});
