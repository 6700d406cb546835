import { expect, it, vi } from "vitest";
import { beginHeader } from "../../contract/app-api.ts";
import { counted } from "../../contract/amounts.ts";
import { openDatabase } from "../server/database.server.ts";
import { DB, refusalOf, Visitor, worker } from "../testing/host.ts";
import { takePlace } from "./live-interviews.server.ts";
import { minutesToday, secondsToMidnight } from "./minutes.server.ts";

const db = openDatabase(DB);
const noon = Date.parse("2026-11-21T12:00:00.000Z");

/** An interview of a user with times of its own. */
const interviewAt = async (visitor: Visitor, startedAt: string | null, endedAt: string | null) => {
  const interview = await visitor.startInterview();
  const status = endedAt ? "COMPLETED" : startedAt ? "IN_PROGRESS" : "PENDING";
  await DB.prepare("update interview set status = ?, started_at = ?, ended_at = ? where id = ?")
    .bind(status, startedAt, endedAt, interview.id)
    .run();
  return interview;
};

it("adds up the minutes since midnight UTC of interviews that ended, began before midnight or are still running", async () => {
  const ada = await new Visitor().enter();
  const minutes = async () => Math.round(await minutesToday(db, { userId, nowUnixMs: noon, longestMinutes: 60 }));
  const { userId } = await interviewAt(ada, null, null);
  expect(await minutes()).toBe(0);
  await interviewAt(ada, "2026-11-21T08:00:00.000Z", "2026-11-21T08:20:00.000Z");
  expect(await minutes()).toBe(20);
  await interviewAt(ada, "2026-11-20T23:50:00.000Z", "2026-11-21T00:05:00.000Z");
  expect(await minutes()).toBe(25);
  await interviewAt(ada, "2026-11-20T22:00:00.000Z", "2026-11-20T23:00:00.000Z");
  expect(await minutes()).toBe(25);
  await interviewAt(ada, "2026-11-21T11:59:00.000Z", null);
  expect(await minutes()).toBe(26);
  await interviewAt(ada, "2026-11-21T11:00:00.000Z", "2026-11-21T10:00:00.000Z");
  expect(await minutes()).toBe(26);
  await interviewAt(await new Visitor("Eve").enter(), "2026-11-21T08:00:00.000Z", "2026-11-21T09:00:00.000Z");
  expect(await minutes()).toBe(26);
});

it("counts an interview without a reported end up to its maximum, and trusts a reported end", async () => {
  const ada = await new Visitor().enter();
  const { userId } = await interviewAt(ada, "2026-11-21T06:00:00.000Z", null);
  const minutes = async (longestMinutes: number) => Math.round(await minutesToday(db, { userId, nowUnixMs: noon, longestMinutes }));
  expect([await minutes(60), await minutes(90)]).toEqual([60, 90]);
  await interviewAt(ada, "2026-11-20T20:00:00.000Z", null);
  expect(await minutes(60)).toBe(60);
  await interviewAt(ada, "2026-11-21T03:00:00.000Z", "2026-11-21T05:05:00.000Z");
  expect(await minutes(60)).toBe(185);
});

it("counts an interview that failed or was cancelled up to its maximum, because its end is when that was reported", async () => {
  const ada = await new Visitor().enter();
  const { id, userId } = await interviewAt(ada, "2026-11-21T06:00:00.000Z", "2026-11-21T11:00:00.000Z");
  await DB.prepare("update interview set status = 'ERROR' where id = ?").bind(id).run();
  expect(Math.round(await minutesToday(db, { userId, nowUnixMs: noon, longestMinutes: 60 }))).toBe(60);
});

it("counts at most MAX_SESSION_SECONDS of an interview that nobody ended", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  const sinceMidnight = (Date.now() % 86_400_000) / 60_000;
  await interviewAt(ada, new Date(Date.now() - 5 * 60_000).toISOString(), null);
  const few = String(Math.min(3, sinceMidnight / 2));
  expect((await mint(ada, id, { DAILY_MINUTES: few })).status).toBe(429);
  expect((await mint(ada, id, { DAILY_MINUTES: few, MAX_SESSION_SECONDS: String(Number(few) * 30) })).status).toBe(200);
});

it("refunds no minutes for a deleted interview or account, and forgets whose they were", async () => {
  const ada = await new Visitor().enter();
  const { id, userId } = await interviewAt(ada, new Date(Date.now() - 30 * 60_000).toISOString(), null);
  // At one moment, or what other tests left running would go on.
  const nowUnixMs = Date.now();
  const used = (whose: string | null) => minutesToday(db, { userId: whose, nowUnixMs, longestMinutes: 60 });
  const [own, all] = [await used(userId), await used(null)];
  await ada.request("DELETE", `/api/interviews/${id}`);
  const refunded = [own - (await used(userId)), all - (await used(null))];
  expect(refunded.map((minutes) => Math.round(Math.abs(minutes)))).toEqual([0, 0]);
  await interviewAt(ada, new Date(Date.now() - 60_000).toISOString(), null);
  await ada.submit("/profile", { intent: "delete", password: ada.password });
  expect(await used(null)).toBeGreaterThanOrEqual(all);
  const rows = await DB.prepare("select count(*) as n from spent_time where user_id = ?").bind(userId).first<{ n: number }>();
  expect(rows?.n).toBe(0);
});

it("counts an interview without a reported end up to its maximum, also once it is deleted", async () => {
  const ada = await new Visitor().enter();
  // At a moment of the day at which an interview of two hours ago began today.
  const nowUnixMs = Date.now() - (Date.now() % 86_400_000) + 86_399_999;
  const hoursAgo = (hours: number) => new Date(nowUnixMs - hours * 3_600_000).toISOString();
  const { userId } = await interviewAt(ada, hoursAgo(72), null);
  await interviewAt(ada, hoursAgo(2), null);
  const used = async () => Math.round(await minutesToday(db, { userId, nowUnixMs, longestMinutes: 60 }));
  expect(await used()).toBe(60);
  await DB.prepare("delete from interview where user_id = ?").bind(userId).run();
  await DB.prepare("update spent_time set ended_at = ? where user_id = ?").bind(hoursAgo(0), userId).run();
  expect(await used()).toBe(60);
});

it("counts the seconds to midnight UTC", () => {
  expect([secondsToMidnight(noon), secondsToMidnight(Date.parse("2026-11-21T23:59:59.999Z"))]).toEqual([12 * 3600, 1]);
});

const mint = (visitor: Visitor, id: string, bindings: Record<string, string>) =>
  visitor.request("POST", `/api/interviews/${id}/token`, {}, bindings);

it("mints no token once the day's minutes are used up, and says until when", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  await interviewAt(ada, new Date(Date.now() - 5 * 60_000).toISOString(), null);
  // Just after midnight little of the day has been used, whatever ran before.
  const sinceMidnight = (Date.now() % 86_400_000) / 60_000;
  const few = String(Math.min(4, sinceMidnight / 2));
  expect((await mint(ada, id, { DAILY_MINUTES: "0" })).status).toBe(200);
  expect((await mint(ada, id, { DAILY_MINUTES: "6" })).status).toBe(200);
  expect((await mint(ada, id, { DAILY_MINUTES: few, RATE_LIMIT_SCALE: "2" })).status).toBe(200);
  vi.useFakeTimers({ toFake: ["Date"] });
  const refused = await mint(ada, id, { DAILY_MINUTES: few });
  expect(refused.headers.get("Retry-After")).toBe(String(secondsToMidnight()));
  const { error } = (await refused.json()) as { error: { code: string; message: string } };
  expect([refused.status, error.code]).toEqual([429, "TOO_MANY_REQUESTS"]);
  expect(error.message).toMatch(/minutes? of interview that a day has/);
});

it("uses the singular for a limit of one minute", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  await interviewAt(ada, new Date(Date.now() - 5 * 60_000).toISOString(), null);
  const few = Math.min(1, (Date.now() % 86_400_000) / 120_000);
  const refused = await mint(ada, id, { DAILY_MINUTES: String(few) });
  const { error } = (await refused.json()) as { error: { message: string } };
  expect(error.message).toContain(`the ${counted(Math.round(few), "minute")} of interview that a day has`);
});

it("mints no token for anybody once the operator's ceiling is reached", async () => {
  const [ada, eve] = [await new Visitor().enter(), await new Visitor("Eve").enter()];
  await interviewAt(ada, new Date(Date.now() - 60 * 60_000).toISOString(), null);
  const { id } = await eve.startInterview();
  expect(await refusalOf(await mint(eve, id, { DAILY_MINUTES_OF_ALL: "0.0001" }))).toEqual([429, "TOO_MANY_REQUESTS"]);
  expect((await mint(eve, id, { DAILY_MINUTES_OF_ALL: "100000" })).status).toBe(200);
});

it("mints no token while the account has its maximum of live interviews, names them, and mints one after one has ended", async () => {
  const ada = await new Visitor().enter();
  const roles = ["Pilot", "Zookeeper", "Baker"];
  const [pilot, zookeeper, baker] = await Promise.all(roles.map((role) => ada.startInterview({ role })));
  const begin = async (id = "") => {
    const { status } = await mint(ada, id, {});
    await worker.post(`/api/interviews/${id}/status`, { status: "IN_PROGRESS" });
    return status;
  };
  expect([await begin(pilot?.id), await begin(zookeeper?.id)]).toEqual([200, 200]);
  const refused = await mint(ada, baker?.id ?? "", {});
  const { error } = (await refused.json()) as { error: { code: string; message: string } };
  expect([refused.status, error.code]).toEqual([409, "CONFLICT"]);
  expect(error.message).toMatch(/Pilot.*Zookeeper|Zookeeper.*Pilot/);
  expect((await mint(ada, baker?.id ?? "", { RATE_LIMIT_SCALE: "2" })).status).toBe(200);
  expect((await mint(ada, baker?.id ?? "", { MAX_LIVE_INTERVIEWS: "0" })).status).toBe(200);
  await worker.post(`/api/interviews/${pilot?.id}/status`, { status: "COMPLETED" });
  expect((await mint(ada, baker?.id ?? "", {})).status).toBe(200);
});

it("never lets saved-up tokens begin more interviews than may be live", async () => {
  const ada = await new Visitor().enter();
  const interviews = await Promise.all(Array.from({ length: 3 }, () => ada.startInterview()));
  const [first, second, third] = interviews.map(({ id }) => id);
  for (const { id } of interviews) expect((await mint(ada, id, {})).status).toBe(200);
  const begins = (id = "", headers: Record<string, string> = { [beginHeader]: "true" }) => worker.get(`/api/interviews/${id}`, headers);
  for (const id of [first, second]) {
    expect((await begins(id)).status).toBe(200);
    await worker.post(`/api/interviews/${id}/status`, { status: "IN_PROGRESS" });
  }
  expect(await refusalOf(await begins(third))).toEqual([409, "CONFLICT"]);
  expect([(await begins(third, {})).status, (await begins(first)).status]).toEqual([200, 200]);
  await worker.post(`/api/interviews/${first}/status`, { status: "COMPLETED" });
  expect((await begins(third)).status).toBe(200);
});

const begins = (id: string) => worker.get(`/api/interviews/${id}`, { [beginHeader]: "true" });

it("never lets interviews that begin at the same time exceed the limit, but lets each retry", async () => {
  const ada = await new Visitor().enter();
  const interviews = await Promise.all(Array.from({ length: 3 }, () => ada.startInterview()));
  const answers = await Promise.all(interviews.map(({ id }) => begins(id)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 409]);
  const again = await Promise.all(interviews.map(({ id }) => begins(id)));
  expect(again.map(({ status }) => status)).toEqual(answers.map(({ status }) => status));
  const refused = interviews[answers.findIndex(({ status }) => status === 409)]?.id ?? "";
  expect((await mint(ada, refused, {})).status).toBe(409);
  expect((await mint(ada, refused, { MAX_LIVE_INTERVIEWS: "0" })).status).toBe(200);
});

it("lets an interview that has begun begin again, however many are live by then", async () => {
  const ada = await new Visitor().enter();
  const [first, second] = [await ada.startInterview(), await ada.startInterview()];
  for (const { id } of [first, second]) await worker.post(`/api/interviews/${id}/status`, { status: "IN_PROGRESS" });
  const { id, userId } = await ada.startInterview();
  expect(await takePlace(db, { userId, id, most: 2 })).toBe(false);
  expect(await takePlace(db, { userId, id: first.id, most: 1 })).toBe(true);
});

it("frees the place of an interview that was abandoned or not live within two minutes of its beginning", async () => {
  const ada = await new Visitor().enter();
  const interviews = await Promise.all(Array.from({ length: 4 }, () => ada.startInterview()));
  const [first = "", second = "", third = "", fourth = ""] = interviews.map(({ id }) => id);
  expect([(await begins(first)).status, (await begins(second)).status]).toEqual([200, 200]);
  const beganAgo = (seconds: number) =>
    DB.prepare("update interview set begun_at = ? where id = ?")
      .bind(new Date(Date.now() - seconds * 1000).toISOString(), first)
      .run();
  await beganAgo(100);
  expect((await begins(third)).status).toBe(409);
  await beganAgo(121);
  expect([(await begins(third)).status, (await begins(fourth)).status]).toEqual([200, 409]);
  await ada.post(`/api/interviews/${second}/status`, { status: "ERROR" });
  expect((await begins(fourth)).status).toBe(200);
});

it("enforces a live limit larger than a page of the list", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  for (let count = 0; count < 12; count += 1) await interviewAt(ada, new Date().toISOString(), null);
  expect((await mint(ada, id, { MAX_LIVE_INTERVIEWS: "12" })).status).toBe(409);
  expect((await mint(ada, id, { MAX_LIVE_INTERVIEWS: "13" })).status).toBe(200);
});
