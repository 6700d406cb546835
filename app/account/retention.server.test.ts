import { beforeEach, expect, it, vi } from "vitest";
import { appOfTests } from "../testing/app.ts";
import { putAside } from "../mail/mail.server.ts";
import { afterAnswers, DB, lettersTo, toWorker, Visitor, worker } from "../testing/host.ts";
import { maintain } from "./maintenance.server.ts";

const app = appOfTests();
const dayMs = 24 * 60 * 60 * 1000;
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString();
const one = { speaker: "USER", content: "A word", timestamp: "2026-11-21T10:00:00.000Z" };

/** An interview that was held and ended so many days ago. */
const held = async (owner: Visitor, days: number): Promise<string> => {
  const { id } = await owner.startInterview();
  await worker.post(`/api/interviews/${id}/transcript`, { transcript: [one], endedAt: daysAgo(days) });
  await DB.prepare("update interview set created_at = ?, ended_at = ? where id = ?")
    .bind(daysAgo(days + 0.01), daysAgo(days), id)
    .run();
  return id;
};

const ownerWho = async (retention: string): Promise<Visitor> => {
  const owner = await new Visitor().enter();
  await owner.submit("/profile", { intent: "retention", retention });
  return owner;
};

const ids = async (table: string, column: string): Promise<string[]> =>
  (await DB.prepare(`select distinct ${column} as id from ${table}`).all<{ id: string }>()).results.map(({ id }) => id).toSorted();
const readOnes = () => ids("interview where report_read_at is not null", "id");
const erased = () => toWorker.mock.calls.filter(([, init]) => init?.method === "DELETE").map(([url]) => String(url).split("/").at(-1));

const maintainAll = async () => {
  for (let batch = 0; batch < 40; batch += 1) {
    const { interviews, erasures } = await maintain(app);
    if (interviews + erasures === 0) return;
  }
  throw new Error("There is no end to it");
};

beforeEach(async () => {
  await DB.batch([DB.prepare("delete from user"), DB.prepare("delete from erasure")]);
  toWorker.mockReset().mockImplementation(async () => new Response(null, { status: 204 }));
});

it("deletes what is older than its owner wants, in the app and in the Worker, and nothing else", async () => {
  const [month, quarter, keeper] = [await ownerWho("DAYS_30"), await ownerWho("DAYS_90"), await ownerWho("KEEP")];
  const old = [await held(month, 31), await held(quarter, 91)];
  const kept = [await held(month, 29), await held(quarter, 89), await held(keeper, 400), (await month.startInterview()).id];
  await maintainAll();
  expect([await ids("interview", "id"), erased().toSorted(), await ids("erasure", "interview_id")]).toEqual([
    kept.toSorted(),
    old.toSorted(),
    [],
  ]);
});

it("keeps an old set-up whose interview is about to begin, is being held or just ended, and deletes one whose end was never reported", async () => {
  const ada = await ownerWho("DAYS_30");
  const setUpLongAgo = async (status: string, times: Record<string, string>): Promise<string> => {
    const { id } = await ada.startInterview();
    const all = { status, created_at: daysAgo(40), ...times };
    const columns = Object.keys(all).map((column) => `${column} = ?`);
    await DB.prepare(`update interview set ${columns.join(", ")} where id = ?`)
      .bind(...Object.values(all), id)
      .run();
    return id;
  };
  const now = daysAgo(0);
  const kept = [
    await setUpLongAgo("PENDING", { token_minted_at: now }),
    await setUpLongAgo("PENDING", { token_minted_at: now, begun_at: daysAgo(31) }),
    await setUpLongAgo("PENDING", { begun_at: now }),
    await setUpLongAgo("IN_PROGRESS", { begun_at: now, started_at: now }),
    await setUpLongAgo("COMPLETED", { started_at: now, ended_at: now }),
  ];
  await setUpLongAgo("PENDING", {});
  await setUpLongAgo("PENDING", { token_minted_at: daysAgo(31) });
  await setUpLongAgo("IN_PROGRESS", { begun_at: daysAgo(31), started_at: daysAgo(31) });
  await maintainAll();
  expect(await ids("interview", "id")).toEqual(kept.toSorted());
});

it("deletes words and report a day after the report was read, keeps the interview, and says so in the report's place", async () => {
  const ada = await ownerWho("AFTER_REPORT");
  const [read, unread, justRead, unmade] = [await held(ada, 3), await held(ada, 3), await held(ada, 3), await held(ada, 3)];
  const unasked = await held(ada, 3);
  await DB.prepare("update feedback set state = 'SILENT' where interview_id != ?").bind(unmade).run();
  await DB.prepare("delete from feedback where interview_id = ?").bind(unasked).run();
  await DB.prepare("update interview set status = 'ERROR' where id = ?").bind(justRead).run();
  for (const id of [unasked, unmade, read]) expect((await ada.get(`/interview/${id}/feedback`)).status).toBe(200);
  expect((await ada.get(`/api/interviews/${justRead}/feedback`)).status).toBe(200);
  await afterAnswers();
  expect(await readOnes()).toEqual([read, justRead].toSorted());
  await DB.prepare("update interview set report_read_at = ? where id = ?").bind(daysAgo(1.01), read).run();
  for (const id of [read, justRead]) await ada.post(`/api/interviews/${id}/share`, {});
  // The day counts from the first reading.
  await ada.get(`/api/interviews/${read}/feedback`);
  await maintainAll();
  expect([await ids("transcript_entry", "interview_id"), erased()]).toEqual([[unread, justRead, unmade, unasked].toSorted(), [read]]);
  expect([await ids("feedback", "interview_id"), await ids("share", "interview_id")]).toEqual([
    [unread, justRead, unmade].toSorted(),
    [justRead],
  ]);
  expect(await (await ada.get(`/interview/${read}/feedback`)).text()).toContain("The words and the report of this interview are deleted");
  expect((await ada.get(`/api/interviews/${read}`)).status).toBe(200);
});

it("deletes no words of an owner who chose to keep them just before they would have been deleted", async () => {
  const ada = await ownerWho("AFTER_REPORT");
  const id = await held(ada, 3);
  await DB.prepare("update interview set report_read_at = ? where id = ?").bind(daysAgo(2), id).run();
  const { batch } = DB;
  const chooses = vi.spyOn(DB, "batch").mockImplementationOnce(async (statements) => {
    await DB.prepare("update user set retention = 'KEEP'").run();
    return batch.call(DB, statements) as never;
  });
  await maintain(app);
  expect(chooses).toHaveBeenCalled();
  expect([await ids("transcript_entry", "interview_id"), erased()]).toEqual([[id], []]);
});

it("keeps words deleted that the Worker delivers again later, and makes no report of them", async () => {
  const ada = await ownerWho("AFTER_REPORT");
  const id = await held(ada, 3);
  await DB.prepare("update feedback set state = 'SILENT'").run();
  await DB.prepare("update interview set report_read_at = ? where id = ?").bind(daysAgo(2), id).run();
  await maintainAll();
  const again = await worker.post(`/api/interviews/${id}/transcript`, { transcript: [one], endedAt: daysAgo(3) });
  expect(again.status).toBe(200);
  expect((await ada.post(`/api/interviews/${id}/feedback`)).status).toBe(404);
  const onItsPage = await ada.submit(`/interview/${id}/feedback`, { intent: "remake" });
  expect([onItsPage.status, onItsPage.headers.get("Location")]).toEqual([302, `/interview/${id}/feedback`]);
  await afterAnswers();
  expect([await ids("transcript_entry", "interview_id"), await ids("feedback", "interview_id")]).toEqual([[], []]);
});

it("resumes after a run died at any step", async () => {
  const month = await ownerWho("DAYS_30");
  const ada = await ownerWho("AFTER_REPORT");
  let diedAt = 0;
  for (let dies = true; dies; diedAt += 1) {
    const [old, kept, read] = [await held(month, 31), await held(month, 3), await held(ada, 3)];
    await DB.prepare("update interview set report_read_at = ? where id = ?").bind(daysAgo(2), read).run();
    dies = await dyingAt(diedAt, () => maintain(app));
    await DB.prepare("update erasure set due_unix_ms = 0").run();
    await maintainAll();
    expect([await ids("interview", "id"), await ids("transcript_entry", "interview_id"), await ids("erasure", "interview_id")]).toEqual([
      [kept, read].toSorted(),
      [kept],
      [],
    ]);
    expect(new Set(erased())).toEqual(new Set([old, read]));
    await DB.prepare("delete from interview").run();
    await DB.prepare("delete from erasure").run();
    toWorker.mockClear();
  }
  // Statements, batches and calls of one run.
  expect(diedAt).toBeGreaterThan(12);
});

/** Does the work and lets it die before its n-th step to the database or the Worker. Answers whether it came that far. */
const dyingAt = async (step: number, work: () => Promise<unknown>): Promise<boolean> => {
  let count = 0;
  const dies = () => {
    if (count++ >= step) throw new Error("killed");
  };
  const { prepare, batch } = DB;
  const spies = [
    vi.spyOn(DB, "prepare").mockImplementation((sql) => (dies(), prepare.call(DB, sql))),
    vi.spyOn(DB, "batch").mockImplementation((statements) => (dies(), batch.call(DB, statements))),
  ];
  toWorker.mockImplementation(async () => (dies(), new Response(null, { status: 204 })));
  const outcome = await work().then(
    () => false,
    () => true,
  );
  for (const spy of spies) spy.mockRestore();
  toWorker.mockImplementation(async () => new Response(null, { status: 204 }));
  return outcome;
};

it("asks the Worker again, with growing delay, for what it has not deleted, and for more than one batch holds", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  toWorker.mockImplementation(async () => new Response(null, { status: 500 }));
  await ada.request("DELETE", `/api/interviews/${id}`);
  const waits = [];
  let nowUnixMs = Date.now() + 3 * 60_000;
  for (let tried = 0; tried < 3; tried += 1) {
    await maintain(app, { nowUnixMs });
    const row = await DB.prepare("select due_unix_ms as due from erasure").first<{ due: number }>();
    waits.push(((row?.due ?? 0) - nowUnixMs) / 60_000);
    nowUnixMs = row?.due ?? 0;
  }
  expect(waits).toEqual([2, 4, 8]);
  toWorker.mockImplementation(async (url) => new Response(null, { status: String(url).endsWith("/gone-7") ? 500 : 204 }));
  await DB.prepare(
    "with recursive n(i) as (select 1 union all select i + 1 from n where i < 45) insert into erasure select 'gone-' || i, 0, 0 from n",
  ).run();
  await maintain(app, { nowUnixMs });
  await maintain(app, { nowUnixMs });
  await maintain(app, { nowUnixMs });
  expect(await ids("erasure", "interview_id")).toEqual(["gone-7"]);
});

it("asks the Worker about all interviews of a batch at once, so that none waits for another's answer", async () => {
  await DB.prepare("insert into erasure values ('first', 0, 0), ('second', 0, 0)").run();
  const isAnswered = Promise.withResolvers<void>();
  toWorker.mockImplementation(() => isAnswered.promise.then(() => new Response(null, { status: 204 })));
  const maintained = maintain(app);
  await vi.waitFor(() => expect(erased().toSorted()).toEqual(["first", "second"]));
  isAnswered.resolve();
  await maintained;
  expect(await ids("erasure", "interview_id")).toEqual([]);
});

it("removes expired sessions, links, challenges and counts", async () => {
  const ada = await new Visitor().enter();
  const { id } = (await DB.prepare("select id from user where email = ?").bind(ada.email).first<{ id: string }>()) ?? { id: "" };
  const link = (hash: string, expires: string) =>
    DB.prepare("insert into account_link values (?, 'RESET', ?, 'a@example.com', ?, ?)").bind(hash, id, expires, expires);
  const keyOf = (hash: string) => `request:account:${hash.repeat(64)}`;
  const count = (hash: string, days: number) =>
    DB.prepare("insert into rate_limit values (?, 1, ?)").bind(keyOf(hash), Date.now() - days * dayMs);
  await DB.batch([
    link("over", daysAgo(1)),
    link("good", daysAgo(-1)),
    DB.prepare("insert into challenge values ('over', 'SIGN_IN', null, ?), ('good', 'SIGN_IN', null, ?)").bind(daysAgo(1), daysAgo(-1)),
    DB.prepare("insert into session (id_hash, user_id, created_at, seen_at, expires_at) values ('idle', ?, ?, ?, ?)").bind(
      id,
      daysAgo(9),
      daysAgo(8),
      daysAgo(-9),
    ),
    DB.prepare("insert into session (id_hash, user_id, created_at, seen_at, expires_at) values ('expired', ?, ?, ?, ?)").bind(
      id,
      daysAgo(31),
      daysAgo(0),
      daysAgo(1),
    ),
    DB.prepare("delete from rate_limit"),
    count("a", 1.01),
    count("b", 0.99),
  ]);
  await maintain(app);
  expect([await ids("account_link", "token_hash"), await ids("challenge", "hash"), await ids("rate_limit", "key")]).toEqual([
    ["good"],
    ["good"],
    [keyOf("b")],
  ]);
  expect(await ids("session", "id_hash")).toHaveLength(1);
});

it("runs only for the Worker, and says whether there is more to do", async () => {
  const ada = await ownerWho("DAYS_30");
  await held(ada, 31);
  expect([(await ada.post("/api/maintenance")).status, (await new Visitor().post("/api/maintenance")).status]).toEqual([401, 401]);
  const answers = [];
  for (let batch = 0; batch < 3; batch += 1) answers.push(await (await worker.post("/api/maintenance", {})).json());
  expect(answers.at(0)).toEqual({ isDone: false });
  expect(answers.at(-1)).toEqual({ isDone: true });
});

it("sends the letters that wait", async () => {
  const { email } = await new Visitor().enter();
  const facts = { receipt: "r", at: daysAgo(0), interviews: 0, entries: 0 };
  await putAside(app.db, { kind: "ACCOUNT_DELETED", userId: null, recipient: email, facts }).execute();
  await maintain(app);
  expect(lettersTo(email)).toHaveLength(1);
});
