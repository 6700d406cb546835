import { expect, it, vi } from "vitest";
import { DB, Visitor, worker } from "../testing/host.ts";
import { giveConsent } from "./consents.server.ts";
import { appOfTests } from "../testing/app.ts";

const { db } = appOfTests();

type Exported = { account: Record<string, unknown>; interviews: Record<string, unknown>[] };
const exported = async (visitor: Visitor): Promise<Exported> => (await (await visitor.get("/api/profile/export")).json()) as Exported;
const idOf = async ({ email }: Visitor) =>
  (await DB.prepare("select id from user where email = ?").bind(email).first<{ id: string }>())?.id ?? "";

/** Puts a row into every table that holds something of a person. */
const fill = async (visitor: Visitor): Promise<{ userId: string; interviewId: string }> => {
  const userId = await idOf(visitor);
  const { id: interviewId } = await visitor.startInterview({ role: "Pilot", resume: "Flew far" });
  const timestamp = "2026-11-21T10:00:00.000Z";
  const speech = { startMs: 0, endMs: 900, speechMs: 800, pauses: [], timing: "marked" };
  const usage = { inputTextTokens: 1, inputAudioTokens: 2, outputTextTokens: 3, outputAudioTokens: 4, thoughtTokens: 5 };
  await worker.post(`/api/interviews/${interviewId}/transcript`, {
    transcript: [{ speaker: "USER", content: "I flu far", timestamp, speech }],
    endedAt: "2026-11-21T10:01:00.000Z",
    usage,
  });
  const now = new Date().toISOString();
  await giveConsent(db, { userId, subject: "voice", version: "1" });
  await DB.batch([
    DB.prepare("insert into transcript_correction values (?, ?, ?, 'I flew far')").bind(interviewId, timestamp, now),
    DB.prepare("insert into share values ('secret-' || ?1, ?1, 0, ?2, ?2, null)").bind(interviewId, now),
    DB.prepare("insert into passkey values ('key-' || ?1, ?1, 'Blue key', 'secret-public-key', 0, '[]', ?2, null)").bind(userId, now),
    DB.prepare("insert into account_link values ('secret-' || ?1, 'RESET', ?1, ?2, ?3, ?3)").bind(userId, visitor.email, now),
    DB.prepare("insert into challenge values ('secret-' || ?1, 'PASSKEY', ?1, ?2)").bind(userId, now),
    DB.prepare(
      "insert into mail (id, user_id, recipient, kind, facts, due_unix_ms) values ('mail-' || ?1, ?1, ?2, 'NEW_SIGN_IN', '{}', ?3)",
    ).bind(userId, visitor.email, 9e15),
    DB.prepare("insert into spent_time values (?, ?, ?)").bind(userId, now, now),
  ]);
  return { userId, interviewId };
};

/** Tables that hold nothing of a person, or nothing that says anything: hashes that open something, notes for half an hour, and a day's sum. */
const ofNobody = ["rate_limit", "erasure", "spent_cost", "account_link", "challenge"];
const partOf: Record<string, (it: Exported) => unknown> = {
  user: ({ account }) => account["email"],
  session: ({ account }) => account["signIns"],
  passkey: ({ account }) => account["passkeys"],
  consent: ({ account }) => account["consents"],
  spent_time: ({ account }) => account["minutesOfDeletedInterviews"],
  mail: ({ account }) => account["lettersThatWait"],
  interview: ({ interviews }) => interviews,
  transcript_entry: ({ interviews }) => interviews[0]?.["transcript"],
  transcript_correction: ({ interviews }) => interviews[0]?.["corrections"],
  feedback: ({ interviews }) => interviews[0]?.["reports"],
  share: ({ interviews }) => interviews[0]?.["shares"],
};

const tables = async (): Promise<string[]> => {
  const { results } = await DB.prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite%'").all<{
    name: string;
  }>();
  return results.map(({ name }) => name).filter((name) => !/^(_cf|d1_)/.test(name));
};

it("includes data from every table that stores any of the account", async () => {
  const ada = await new Visitor().enter();
  await fill(ada);
  const file = await exported(ada);
  const missing = (await tables()).filter(
    (table) => !ofNobody.includes(table) && (partOf[table]?.(file) as { length?: number })?.length === undefined,
  );
  const empty = Object.entries(partOf).filter(([, part]) => (part(file) as { length: number }).length === 0);
  expect([missing, empty.map(([table]) => table)]).toEqual([[], []]);
});

it("includes everything about an interview, and no secret that opens anything", async () => {
  const ada = await new Visitor().enter();
  const { userId, interviewId } = await fill(ada);
  const response = await ada.get("/api/profile/export");
  expect(response.headers.get("Content-Disposition")).toMatch(/^attachment; filename="preppal-\d{4}-\d\d-\d\d\.json"$/);
  const text = await response.text();
  const file = JSON.parse(text) as Exported;
  expect(file).toMatchObject({
    format: "preppal-export",
    version: 1,
    account: {
      id: userId,
      name: "Ada",
      email: ada.email,
      emailConfirmedAt: null,
      retention: "KEEP",
      consents: [{ subject: "voice", version: "1" }],
    },
    interviews: [
      {
        id: interviewId,
        role: "Pilot",
        resume: "Flew far",
        status: "COMPLETED",
        usage: { outputAudioTokens: 4 },
        measures: { userCount: 3 },
        transcript: [{ speaker: "USER", content: "I flu far", speech: { speechMs: 800 } }],
        corrections: [{ text: "I flew far" }],
        reports: [{ version: 1, state: "QUEUED" }],
        shares: [{ withTranscript: 0 }],
      },
    ],
  });
  expect(text).not.toMatch(/secret-|scrypt/);
});

/** Columns of an interview that stand in the file otherwise: whose it is by whose file it is, the set-up by its fields. */
const saidOtherwise = ["user_id", "setup"];

it("includes every column of an interview, with JSON columns as their content", async () => {
  const ada = await new Visitor().enter();
  const { interviewId } = await fill(ada);
  const plan = { questions: [] };
  await DB.prepare("update interview set plan = ?, handovers = 2, token_minted_at = 'minted', begun_at = 'begun' where id = ?")
    .bind(JSON.stringify(plan), interviewId)
    .run();
  const [interview = {}] = (await exported(ada)).interviews;
  const { results } = await DB.prepare("pragma table_info(interview)").all<{ name: string }>();
  const columns = results.map(({ name }) => name).filter((name) => !saidOtherwise.includes(name));
  const told = Object.keys(interview).map((name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  expect(columns.length).toBeGreaterThan(10);
  expect(columns.filter((name) => !told.includes(name))).toEqual([]);
  expect(interview).toMatchObject({ plan, handovers: 2, tokenMintedAt: "minted", begunAt: "begun", reportReadAt: null });
});

it("is available only to the account itself", async () => {
  const [ada, eve] = [await new Visitor().enter(), await new Visitor("Eve").enter()];
  await fill(ada);
  expect((await new Visitor().get("/api/profile/export")).status).toBe(401);
  expect((await exported(eve)).interviews).toEqual([]);
});

it("holds 500 interviews, each once, newest first, and reads them only as fast as they are consumed", async () => {
  const ada = await new Visitor().enter();
  const userId = await idOf(ada);
  await DB.prepare(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < 500)
     insert into interview (id, user_id, role, status, created_at, ended_at)
     select printf('00000000-0000-4000-8000-%012d', i), ?, 'Role ' || i, 'COMPLETED', strftime('%Y-%m-%dT%H:%M:%fZ', '2026-01-01', '+' || (i / 2) || ' hours'), '2026-01-01' from n`,
  )
    .bind(userId)
    .run();
  await DB.prepare(
    `with recursive n(i) as (select 0 union all select i + 1 from n where i < 59)
     insert into transcript_entry (interview_id, timestamp, speaker, content)
     select interview.id, strftime('%Y-%m-%dT%H:%M:%fZ', '2026-01-01', '+' || i || ' seconds'), 'USER', 'Word ' || i from interview, n where user_id = ?`,
  )
    .bind(userId)
    .run();
  const statements = vi.spyOn(DB, "prepare");
  const response = await ada.get("/api/profile/export");
  const whenAnswered = statements.mock.calls.length;
  const { interviews } = (await response.json()) as Exported;
  expect(whenAnswered).toBeLessThan(30);
  // Nine for each page of 15, which are 34, and a few before them.
  expect(statements.mock.calls.length).toBeLessThan(9 * 34 + 20);
  statements.mockRestore();
  const created = interviews.map((it) => `${String(it["createdAt"])} ${String(it["id"])}`);
  expect([interviews.length, new Set(created).size]).toEqual([500, 500]);
  expect(created).toEqual(created.toSorted().reverse());
  expect(interviews.every((it) => (it["transcript"] as unknown[]).length === 60)).toBe(true);
});

it("aborts when reading fails, so that nobody takes it for complete", async () => {
  const ada = await new Visitor().enter();
  await fill(ada);
  const { prepare } = DB;
  const broken = vi.spyOn(DB, "prepare").mockImplementation((sql) => {
    if (sql.includes("transcript_correction")) throw new Error("The database is away");
    return prepare.call(DB, sql);
  });
  const response = await ada.get("/api/profile/export");
  await expect(response.text()).rejects.toThrow();
  broken.mockRestore();
});

it("is limited to a few times an hour", async () => {
  const ada = await new Visitor().enter();
  const statuses = [];
  for (let time = 0; time < 4; time += 1) {
    const response = await ada.get("/api/profile/export");
    await response.text();
    statuses.push(response.status);
  }
  expect(statuses).toEqual([200, 200, 200, 429]);
});

it("deleting the account leaves only anonymous minutes and the last letter in any table", async () => {
  const [ada, bob] = [await new Visitor().enter(), await new Visitor("Bob").enter()];
  const { userId, interviewId } = await fill(ada);
  await fill(bob);
  const holds = async () => {
    const found = [];
    for (const table of await tables()) {
      const { results } = await DB.prepare(`select * from "${table}"`).all();
      if ([userId, interviewId, ada.email].some((it) => JSON.stringify(results).includes(it))) found.push(table);
    }
    return found.toSorted();
  };
  expect(await holds()).toEqual([...Object.keys(partOf), "account_link", "challenge"].toSorted());
  await ada.submit("/profile", { intent: "delete", password: ada.password });
  // What the Worker is still asked to empty, and the letter that says so: both go after the answer.
  expect((await holds()).filter((table) => !["erasure", "mail"].includes(table))).toEqual([]);
  expect((await bob.get("/api/profile")).status).toBe(200);
});
