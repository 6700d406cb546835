import { beforeAll, expect, it } from "vitest";
import type { Interview } from "../../contract/app-api.ts";
import { DB, Visitor, worker } from "../testing/host.ts";

let ada: Visitor;
let eve: Visitor;
let hers: Interview;

beforeAll(async () => {
  ada = await new Visitor("Ada").enter();
  eve = await new Visitor("Eve").enter();
  hers = await ada.startInterview({ role: "Zookeeper", resume: "Lions and tigers" });
  await worker.post(`/api/interviews/${hers.id}/transcript`, {
    transcript: [{ speaker: "USER", content: "I tamed a bear", timestamp: "2026-11-21T10:00:00.000Z" }],
    endedAt: "2026-11-21T10:00:00.000Z",
  });
});

const rows = async () =>
  (
    await DB.batch(
      ["interview", "transcript_entry", "user", "share", "feedback", "transcript_correction"].map((table) =>
        DB.prepare(`select * from ${table} order by 1, 2`),
      ),
    )
  ).map((it) => it.results);

type Try = (visitor: Visitor, id: string) => Promise<Response>;
const routes: [string, Try][] = [
  ["read the interview", (visitor, id) => visitor.get(`/api/interviews/${id}`)],
  ["delete the interview", (visitor, id) => visitor.request("DELETE", `/api/interviews/${id}`)],
  ["mint a token", (visitor, id) => visitor.post(`/api/interviews/${id}/token`)],
  ["start it", (visitor, id) => visitor.post(`/api/interviews/${id}/status`, { status: "IN_PROGRESS" })],
  ["complete it", (visitor, id) => visitor.post(`/api/interviews/${id}/status`, { status: "COMPLETED" })],
  ["cancel it", (visitor, id) => visitor.post(`/api/interviews/${id}/status`, { status: "ERROR" })],
  ["open the session page", (visitor, id) => visitor.get(`/interview/${id}/session`)],
  ["open the feedback page", (visitor, id) => visitor.get(`/interview/${id}/feedback`)],
  ["download the technical log", (visitor, id) => visitor.get(`/interview/${id}/recording`)],
  ["load the session's data", (visitor, id) => visitor.get(`/interview/${id}/session.data`)],
  ["load the feedback's data", (visitor, id) => visitor.get(`/interview/${id}/feedback.data`)],
  ["export it", (visitor, id) => visitor.get(`/interview/${id}/export?as=json`)],
  ["share it", (visitor, id) => visitor.post(`/api/interviews/${id}/share`, {})],
  ["share it on its page", (visitor, id) => visitor.submit(`/interview/${id}/feedback`, { intent: "share", days: "7" })],
  ["have its report made", (visitor, id) => visitor.submit(`/interview/${id}/feedback`, { intent: "remake" })],
  [
    "correct a line",
    (visitor, id) => visitor.submit(`/interview/${id}/feedback`, { intent: "withdraw", timestamp: "2026-11-21T10:00:00.000Z" }),
  ],
  ["practise on it", (visitor, id) => visitor.submit(`/interview/${id}/feedback`, { intent: "practise" })],
  ["delete it from the dashboard", (visitor, id) => visitor.submit("/dashboard", { intent: "delete", id })],
  ["cancel it from the dashboard", (visitor, id) => visitor.submit("/dashboard", { intent: "cancel", id })],
  ["start one like it", (visitor, id) => visitor.submit("/dashboard", { intent: "start", from: id })],
];

const comparable = async (response: Response, id: string) => [
  response.status,
  (await response.text()).replaceAll(/nonce="[^"]*"/g, "").replaceAll(id, "ID"),
];

it.each(routes)("answers a stranger who tries to %s exactly as if the interview did not exist, and changes nothing", async (_, attempt) => {
  const before = await rows();
  const missing = crypto.randomUUID();
  const [status, body] = await comparable(await attempt(eve, hers.id), hers.id);
  expect(status).toBe(404);
  expect([status, body]).toEqual(await comparable(await attempt(eve, missing), missing));
  expect(body).not.toMatch(/Zookeeper|tigers|bear/);
  expect(await rows()).toEqual(before);
});

it.each(routes)("does not let anybody who is not signed in %s", async (_, attempt) => {
  const before = await rows();
  const response = await attempt(new Visitor(), hers.id);
  expect([202, 302, 401]).toContain(response.status);
  if (response.status === 302) expect(response.headers.get("Location")).toMatch(/^\/login\?redirectTo=/);
  if (response.status === 202) expect(await response.text()).toContain("/login?redirectTo=");
  expect(await rows()).toEqual(before);
});

it("keeps each user's history and profile separate", async () => {
  expect(await (await eve.get("/api/interviews")).json()).toEqual({ interviews: [], nextCursor: null });
  expect(await (await eve.get("/dashboard")).text()).not.toContain("Zookeeper");
  expect(await (await eve.get("/api/profile")).text()).not.toContain(ada.email);
});

it.each(["/api/interviews", "/api/profile"])("answers 401 in JSON to %s without a session", async (path) => {
  const response = await new Visitor().get(path);
  expect([response.status, await response.json()]).toEqual([401, { error: { code: "UNAUTHORIZED", message: "Sign in first" } }]);
});

it("lets the Worker read any interview, but never act as a user", async () => {
  expect((await worker.get(`/api/interviews/${hers.id}`)).status).toBe(200);
  expect((await worker.get("/api/interviews")).status).toBe(401);
  expect((await worker.get("/api/profile")).status).toBe(401);
  expect((await worker.post("/api/interviews", { role: "x" })).status).toBe(401);
});

it.each(["%00", "..%2f..", "%ZZ", "' or 1=1 --", "x".repeat(2_000), "%F0%9F%98%80"])(
  "answers 404 to the malformed interview id %s",
  async (id) => {
    const statuses = [];
    for (const [, attempt] of routes.slice(0, 11)) statuses.push((await attempt(eve, id)).status);
    expect(new Set(statuses)).toEqual(new Set([404]));
  },
);
