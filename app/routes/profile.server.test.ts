import { expect, it } from "vitest";
import { afterAnswers, DB, toWorker, Visitor, worker } from "../testing/host.ts";

const signIn = (visitor: Visitor, password: string) => visitor.submit("/login", { email: visitor.email, password });

it("changes the name", async () => {
  const ada = await new Visitor().enter();
  const response = await ada.submit("/profile", { intent: "rename", name: "  Augusta Ada " });
  expect(response.headers.get("Location")).toBe("/profile?saved=rename");
  expect(await (await ada.get("/profile?saved=rename")).text()).toContain("Augusta Ada");
  expect((await ada.submit("/profile", { intent: "rename", name: "" })).status).toBe(400);
  expect((await ada.submit("/profile", { intent: "promote" })).status).toBe(400);
});

it("changes the password against the current one and ends every other session", async () => {
  const ada = await new Visitor().enter();
  const elsewhere = ada.cookie;
  await signIn(Object.assign(ada, { cookie: "" }), ada.password);
  const here = ada.cookie;
  const change = (currentPassword: string, newPassword: string) =>
    ada.submit("/profile", { intent: "password", currentPassword, newPassword });
  expect((await change("not this one", "a new password")).status).toBe(400);
  expect((await change(ada.password, "short")).status).toBe(400);
  expect((await change(ada.password, "a new password")).headers.get("Location")).toBe("/profile?saved=password");
  ada.cookie = elsewhere;
  expect((await ada.get("/api/profile")).status).toBe(401);
  ada.cookie = here;
  expect((await ada.get("/api/profile")).status).toBe(200);
  expect((await signIn(ada, ada.password)).status).toBe(400);
  expect((await signIn(ada, "a new password")).status).toBe(302);
});

it("deletes the account against the password, with everything of it, and tells the Worker of each interview", async () => {
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
  expect([response.status, response.headers.get("Location"), ada.cookie]).toEqual([302, "/", ""]);
  expect(toWorker.mock.calls.map(([url]) => url).sort()).toEqual(interviews.map(({ id }) => `http://localhost:8787/${id}`).sort());
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

it("counts guesses at the password here as guesses at the sign-in", async () => {
  const ada = await new Visitor().enter();
  const guess = (password: string) => ada.submit("/profile", { intent: "delete", password }, { RATE_LIMIT_SCALE: "0.2" });
  expect([(await guess("one")).status, (await guess("two")).status, (await guess("three")).status]).toEqual([400, 400, 429]);
});
