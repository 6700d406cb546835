import { afterEach, expect, it, vi } from "vitest";
import { disclosure } from "../../contract/disclosure.ts";
import { Authenticator } from "../testing/authenticator.ts";
import { afterAnswers, DB, refusalOf, Visitor, worker } from "../testing/host.ts";
import { tellInterview } from "../testing/told.ts";

afterEach(() => void vi.restoreAllMocks());

/** Has somebody delete what a row is to hang on just before the row is written. */
const deletedBefore = (table: string, deletion: string, id: string) => {
  const starts = (sql: unknown) => String(sql).startsWith(`insert into "${table}"`);
  const remove = () => prepare.call(DB, deletion).bind(id).run();
  const { prepare, batch } = DB;
  let isHeld = false;
  vi.spyOn(DB, "prepare").mockImplementation((sql) => {
    const statement = prepare.call(DB, sql);
    if (!starts(sql)) return statement;
    isHeld = true;
    const bind = statement.bind.bind(statement);
    return Object.assign(statement, {
      bind: (...values: unknown[]) => {
        const bound = bind(...values);
        const all = bound.all.bind(bound);
        return Object.assign(bound, { all: async () => (await remove(), all()) });
      },
    });
  });
  vi.spyOn(DB, "batch").mockImplementation(async (statements) => {
    if (isHeld) await remove();
    return batch.call(DB, statements) as never;
  });
};
const interviewGone = (table: string, id: string) => deletedBefore(table, "delete from interview where id = ?", id);
const accountGone = (table: string, id: string) => deletedBefore(table, "delete from user where id = ?", id);

const told = async () => {
  const ada = await new Visitor().enter();
  return { ada, interview: await tellInterview(ada) };
};
const line = { speaker: "USER", content: "One word more", timestamp: "2025-11-21T09:02:00.000Z" };
const endedAt = "2025-11-21T09:03:00.000Z";

it.each([
  [
    "the transcript",
    "feedback",
    (_: Visitor, id: string) => worker.post(`/api/interviews/${id}/transcript`, { transcript: [line], endedAt }),
  ],
  ["a report again", "feedback", (ada: Visitor, id: string) => ada.post(`/api/interviews/${id}/feedback`)],
  ["a link", "share", (ada: Visitor, id: string) => ada.post(`/api/interviews/${id}/share`, {})],
  [
    "a correction",
    "transcript_correction",
    (ada: Visitor, id: string) => ada.post(`/api/interviews/${id}/corrections`, { timestamp: "2025-11-21T09:01:07.400Z", text: null }),
  ],
] as const)("answers requests for %s of an interview deleted in the meantime as if it had never existed", async (_, table, ask) => {
  const { ada, interview } = await told();
  interviewGone(table, interview.id);
  expect(await refusalOf(await ask(ada, interview.id))).toEqual([404, "NOT_FOUND"]);
  await afterAnswers();
});

it.each([
  ["remake", {}],
  ["share", { days: "7" }],
  ["withdraw", { timestamp: "2025-11-21T09:01:07.400Z" }],
] as const)("says the same on the report's page about %s", async (intent, fields) => {
  const { ada, interview } = await told();
  interviewGone({ remake: "feedback", share: "share", withdraw: "transcript_correction" }[intent], interview.id);
  expect((await ada.submit(`/interview/${interview.id}/feedback`, { intent, ...fields })).status).toBe(404);
});

it("answers requests for anything of an account deleted in the meantime as if it had never existed", async () => {
  const statuses: Record<string, number> = {};
  for (const [name, table, ask] of [
    ["an interview", "interview", (ada: Visitor) => ada.post("/api/interviews", { role: "Pilot" })],
    ["an interview by its form", "interview", (ada: Visitor) => ada.submit("/dashboard", { intent: "start", role: "Pilot" })],
    ["a consent", "consent", (ada: Visitor) => ada.post("/api/consents", { subject: disclosure.subject, version: disclosure.version })],
    ["a passkey's question", "challenge", (ada: Visitor) => ada.post("/api/passkeys/options", { password: ada.password })],
  ] as const) {
    const { ada, interview } = await told();
    accountGone(table, interview.userId);
    statuses[name] = (await ask(ada)).status;
    vi.restoreAllMocks();
    await afterAnswers();
  }
  expect(new Set(Object.values(statuses)), JSON.stringify(statuses)).toEqual(new Set([404]));
});

it("treats the password of an account deleted in the meantime as wrong, and asks whoever is signed in to sign in again", async () => {
  const statuses = [];
  for (const [table, ask] of [
    ["session", (ada: Visitor) => new Visitor().submit("/login", { email: ada.email, password: ada.password })],
    ["mail", (ada: Visitor) => ada.submit("/profile", { intent: "email", email: `a-${ada.email}`, emailPassword: ada.password })],
  ] as const) {
    const { ada, interview } = await told();
    accountGone(table, interview.userId);
    const response = await ask(ada);
    statuses.push([response.status, response.headers.get("Location")]);
    vi.restoreAllMocks();
    await afterAnswers();
  }
  expect(statuses).toEqual([
    [400, null],
    [302, "/login?redirectTo=%2Fprofile"],
  ]);
});

it("adds no passkey to an account deleted in the meantime", async () => {
  const { ada, interview } = await told();
  const { options } = (await (await ada.post("/api/passkeys/options", { password: ada.password })).json()) as {
    options: { challenge: string };
  };
  const passkey = await new Authenticator().make(options);
  accountGone("passkey", interview.userId);
  expect((await ada.post("/api/passkeys", { name: "", passkey })).status).toBe(401);
});
