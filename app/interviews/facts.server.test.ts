import { expect, it } from "vitest";
import { feedbackOf, spokenSession, wholeReport } from "../feedback/testing/report.ts";
import { appOfTests } from "../testing/app.ts";
import { DB, Visitor } from "../testing/host.ts";
import { tellInterview } from "../testing/told.ts";
import { readFacts } from "./facts.server.ts";

const { db } = appOfTests();
const november = Date.parse("2026-11-20T12:00:00.000Z");
const factsOf = async (visitor: Visitor, nowUnixMs = november) => {
  const { id: userId } = (await DB.prepare("select id from user where email = ?").bind(visitor.email).first<{ id: string }>()) ?? {
    id: "",
  };
  return readFacts(db, { userId, nowUnixMs });
};

/** An interview with three answers that was set up then; answers its id. */
const held = async (visitor: Visitor, createdAt: string, told: Parameters<typeof tellInterview>[1] = {}) => {
  const { id } = await tellInterview(visitor, { feedback: null, session: { ...spokenSession, speechMs: 60_000 }, ...told });
  await DB.prepare("update interview set created_at = ? where id = ?").bind(createdAt, id).run();
  return id;
};

it("sums up a month, keeping apart what falls into another month in another time zone", async () => {
  const ada = await new Visitor().enter();
  const before = ["2026-10-31T09:59:00.000Z", "2026-10-31T10:00:00.000Z", "2026-11-01T11:59:00.000Z"];
  const during = ["2026-11-01T12:00:00.000Z", "2026-11-14T10:00:00.000Z", "2026-11-19T10:00:00.000Z"];
  for (const createdAt of [...before, ...during]) await held(ada, createdAt);
  await ada.startInterview();
  const one = { spokenMs: 60_000, answers: 3, isWhole: true };
  expect((await factsOf(ada)).practised).toEqual([
    { ...one, at: before[1] },
    { ...one, at: before[2] },
    { at: during[0], spokenMs: 180_000, answers: 9, isWhole: true },
  ]);
});

it("keeps the previous month until it is over in every time zone", async () => {
  const ada = await new Visitor().enter();
  await held(ada, "2026-11-10T10:00:00.000Z");
  const at = async (now: string) => (await factsOf(ada, Date.parse(now))).practised.length;
  expect([await at("2026-12-01T11:59:00.000Z"), await at("2026-12-01T12:00:00.000Z")]).toEqual([1, 0]);
});

it("says when something was not measured or is deleted, and counts nobody else's", async () => {
  const [ada, eve] = [await new Visitor().enter(), await new Visitor("Eve").enter()];
  await held(ada, "2026-11-12T10:00:00.000Z", { session: null });
  await held(eve, "2026-11-12T10:00:00.000Z");
  expect((await factsOf(ada)).practised).toMatchObject([{ spokenMs: 0, answers: 3, isWhole: false }]);
  const id = await held(eve, "2026-11-13T10:00:00.000Z");
  await DB.batch([
    DB.prepare("delete from transcript_entry where interview_id = ?").bind(id),
    DB.prepare("update interview set words_deleted_at = created_at where id = ?").bind(id),
  ]);
  expect((await factsOf(eve)).practised).toMatchObject([{ spokenMs: 120_000, answers: 3, isWhole: false }]);
  expect(await factsOf(await new Visitor().enter())).toEqual({ practised: [], next: null });
});

it("looks only at the newest 200 interviews of a month, and says so", async () => {
  const ada = await new Visitor().enter();
  const [oldest] = [await held(ada, "2026-11-02T10:00:00.000Z"), await held(ada, "2026-11-03T10:00:00.000Z")];
  const more = `with recursive n(n) as (select 1 union all select n + 1 from n where n < ?2)
    insert into interview (id, user_id, status, role, created_at, started_at, ended_at)
    select hex(randomblob(16)), user_id, status, role, '2026-11-12T10:00:00.000Z', started_at, ended_at from interview join n where id = ?1`;
  await DB.prepare(more).bind(oldest, 197).run();
  expect((await factsOf(ada)).practised).toMatchObject([{ at: "2026-11-02T10:00:00.000Z", answers: 6, isWhole: true }]);
  await DB.prepare(more).bind(oldest, 2).run();
  expect((await factsOf(ada)).practised).toMatchObject([{ at: "2026-11-03T10:00:00.000Z", answers: 3, isWhole: false }]);
});

it("names the first thing to try of the newest report, if it has one", async () => {
  const ada = await new Visitor().enter();
  const advising = (text: string) => {
    const next = wholeReport.next && { ...wholeReport.next, text };
    return { feedback: feedbackOf("READY", { report: { ...wholeReport, next } }) };
  };
  await held(ada, "2026-10-01T10:00:00.000Z", advising("Be brief."));
  const newest = await held(ada, "2026-10-03T10:00:00.000Z", advising("Say the result."));
  await held(ada, "2026-10-04T10:00:00.000Z", { feedback: feedbackOf("TOO_SHORT") });
  expect((await factsOf(ada)).next).toEqual({ interviewId: newest, text: "Say the result." });
  await held(ada, "2026-10-05T10:00:00.000Z", { feedback: feedbackOf("READY", { report: { ...wholeReport, next: null } }) });
  expect((await factsOf(ada)).next).toBeNull();
});
