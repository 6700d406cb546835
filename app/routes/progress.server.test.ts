import { expect, it } from "vitest";
import { DB, Visitor } from "../testing/host.ts";
import { tellInterview, wordsOf } from "../testing/told.ts";
import { feedbackOf, spokenEntries, wholeReport } from "../feedback/testing/report.ts";

const shifted = (days: number) => {
  const shift = (iso: string) => new Date(Date.parse(iso) + days * 86_400_000).toISOString();
  return {
    startedAt: shift("2025-11-21T09:01:00.000Z"),
    endedAt: shift("2025-11-21T09:02:38.000Z"),
    entries: spokenEntries.map((it) => ({ ...it, timestamp: shift(it.timestamp) })),
    feedback: feedbackOf("READY", {
      report: JSON.parse(JSON.stringify(wholeReport).replaceAll(/"(2025-11-21T[^"]+)"/g, (_, iso: string) => JSON.stringify(shift(iso)))),
    }),
  };
};

const held = async (days: number[]) => {
  const ada = await new Visitor().enter();
  const interviews = [];
  for (const day of days) interviews.push(await tellInterview(ada, shifted(day)));
  return { ada, interviews };
};

it("has nothing to show before the first interview with an answer, and says when it will", async () => {
  const ada = await new Visitor().enter();
  const { entries, ...rest } = shifted(0);
  await tellInterview(ada, { ...rest, entries: entries.filter(({ speaker }) => speaker === "AI"), feedback: feedbackOf("SILENT") });
  const words = await wordsOf(await ada.get("/progress"));
  expect(words).toContain("You have held none yet.");
  expect(words).not.toContain("Two interviews beside each other");
});

it("shows trends from three interviews on, drills from the first report, and compares the two newest of a role", async () => {
  const { ada } = await held([0, 1]);
  const two = await wordsOf(await ada.get("/progress"));
  expect(two).toContain("So far you have 2.");
  expect(two).toContain("Say the result in one sentence.");
  expect(two).toContain("Typical answer length (median) 22.5 s → 22.5 s");
  await tellInterview(ada, shifted(2));
  const three = await wordsOf(await ada.get("/progress"));
  expect(three).toContain("Length of an answer, behavioural questions, English");
  expect(three).toContain("Own action, behavioural questions 5 → 5 of 5");
  expect(three).toContain("a step up or down may be chance");
  expect(three).toContain("due now");
});

it("looks past any number of interviews in which nothing was answered", async () => {
  const { ada, interviews } = await held([0, 1]);
  const unanswered = `with recursive n(i) as (select 1 union all select i + 1 from n where i < 20)
    insert into interview (id, user_id, status, role, created_at, started_at, ended_at)
    select hex(randomblob(16)), user_id, status, role, '2999-11-12T10:00:00.000Z', started_at, ended_at from interview join n where id = ?1`;
  await DB.prepare(unanswered)
    .bind(interviews[0]?.id ?? "")
    .run();
  expect(await wordsOf(await ada.get("/progress"))).toContain("So far you have 2.");
  expect(await wordsOf(await ada.get("/interview/new"))).toContain("Retry my weak topics");
});

it("says why three interviews cannot be compared, instead of asking for three", async () => {
  const { ada } = await held([]);
  for (const day of [0, 1, 2]) {
    const { entries, ...rest } = shifted(day);
    await tellInterview(ada, {
      ...rest,
      entries: entries.map((it) => ({ ...it, speech: null })),
      session: null,
      feedback: feedbackOf("TOO_SHORT"),
    });
  }
  const words = await wordsOf(await ada.get("/progress"));
  expect(words).toContain("You have 3, but no three of one language in which the same was measured or rated.");
  expect(words).not.toContain("So far you have");
});

it("shows no pace for interviews whose words and audio do not match", async () => {
  const { ada } = await held([0, 1]);
  const { entries, ...rest } = shifted(2);
  const hasty = entries.map((it) => (it.speaker === "USER" ? { ...it, content: `${it.content} `.repeat(4).trim() } : it));
  const third = await tellInterview(ada, { ...rest, entries: hasty, feedback: feedbackOf("UNSURE_TRANSCRIPT") });
  const words = await wordsOf(await ada.get("/progress"));
  expect(words).toContain("Your part of the talking, English");
  expect(words).not.toContain("Pace, English");
  expect(await wordsOf(await ada.get(`/progress?after=${third.id}`))).toContain("→ Not known: words and sound do not fit together");
});

it("excludes interviews with the demo voice, and says so", async () => {
  const { ada } = await held([0]);
  expect(await wordsOf(await ada.get("/progress"))).not.toContain("demo voice");
  const [demo] = [shifted(1)].map((it) => ({
    ...it,
    entries: it.entries.map((entry, at) => (entry.speaker === "USER" && at < 3 ? { ...entry, content: "[spoke for 11.0 s]" } : entry)),
  }));
  await tellInterview(ada, demo);
  const words = await wordsOf(await ada.get("/progress"));
  expect(words).toContain("So far you have 1.");
  expect(words).toContain("Interviews with the demo voice are left out: it did not understand you.");
  expect(words).not.toContain("Two interviews beside each other");
});

it("ignores what another version wrote, and no page breaks on it", async () => {
  const { ada, interviews } = await held([0, 1, 2]);
  const [first, second, third] = interviews.map(({ id }) => id);
  await DB.batch([
    DB.prepare(`update feedback set report = '{"headline":1}', checks = '{"kept":"many"}' where interview_id = ?`).bind(first),
    DB.prepare(`update interview set session = '{"vad":2}', plan = '{"questions":1}' where id = ?`).bind(second),
    DB.prepare(`update transcript_entry set speech = '{"timing":"guessed"}' where interview_id = ?`).bind(third),
  ]);
  const pages = ["/progress", "/interview/new", "/dashboard", "/api/profile/export"];
  for (const id of [first, second, third])
    pages.push(`/interview/${id}/feedback`, `/api/interviews/${id}/feedback`, `/api/interviews/${id}`, `/interview/${id}/export?as=json`);
  const statuses = [];
  for (const page of pages) {
    const response = await ada.get(page);
    await response.text();
    statuses.push(`${response.status} ${page}`);
  }
  expect(statuses).toEqual(pages.map((page) => `200 ${page}`));
});

it("compares the two requested interviews, in the order they were held, none with itself, and nobody else's", async () => {
  const [{ ada, interviews }, eve] = [await held([0, 1]), await held([5])];
  const chosen = async (before = "", after = "") => {
    const html = await (await ada.get(`/progress?before=${before}&after=${after}`)).text();
    return [...html.matchAll(/<option[^>]*value="([^"]+)"[^>]*selected=""/g)].map((it) => it[1]);
  };
  const [first, second] = interviews.map(({ id }) => id);
  expect(await chosen(first, second)).toEqual([first, second]);
  expect(await chosen(second, first)).toEqual([first, second]);
  expect(await chosen(eve.interviews[0]?.id, first)).toEqual([first, second]);
  expect([await chosen(second, second), await chosen(second)]).toEqual([
    [first, second],
    [first, second],
  ]);
  const late = await tellInterview(ada, { ...shifted(-3), setup: { role: "Backend Engineer" } });
  expect(await chosen()).toEqual([first, second]);
  await tellInterview(ada, { ...shifted(0.5), setup: { role: "Baker" } });
  expect(await chosen()).toEqual([first, second]);
  expect(await chosen(first, late.id)).toEqual([late.id, first]);
  expect(await (await ada.get("/progress")).text()).not.toContain(eve.interviews[0]?.id);
});

it("compares two with reports by default, even when the newest has none, and any two while only one has a report", async () => {
  const { ada, interviews } = await held([0]);
  const first = interviews[0]?.id;
  const newest = await tellInterview(ada, { ...shifted(2), feedback: feedbackOf("TOO_SHORT") });
  const chosen = async (path: string) =>
    [...(await (await ada.get(path)).text()).matchAll(/<option[^>]*value="([^"]+)"[^>]*selected=""/g)].map((it) => it[1]);
  expect(await chosen("/progress")).toEqual([first, newest.id]);
  const { id: second } = await tellInterview(ada, shifted(1));
  expect(await chosen("/progress")).toEqual([first, second]);
  expect(await chosen(`/progress?after=${newest.id}`)).toEqual([second, newest.id]);
});

it("starts a short interview on a drill's point", async () => {
  const { ada, interviews } = await held([0]);
  const answer = await ada.submit("/progress", { intent: "practise", from: interviews[0]?.id ?? "", dim: "result" });
  const id = /\/interview\/([^/]+)\/session$/.exec(answer.headers.get("Location") ?? "")?.[1];
  const { interview } = (await (await ada.get(`/api/interviews/${id}`)).json()) as { interview: Record<string, unknown> };
  expect(interview).toMatchObject({ role: "Backend Engineer", minutes: 10, focus: ["Say the result in one sentence."], questions: null });
  const eve = await new Visitor("Eve").enter();
  expect((await eve.submit("/progress", { from: interviews[0]?.id ?? "", dim: "result" })).status).toBe(404);
  expect((await ada.submit("/progress", { from: interviews[0]?.id ?? "", dim: "charm" })).status).toBe(400);
  const again = { from: interviews[0]?.id ?? "", dim: "result" };
  expect((await ada.submit("/progress", again, { RATE_LIMIT_SCALE: "0.016" })).status).toBe(302);
  const refused = await ada.submit("/progress", again, { RATE_LIMIT_SCALE: "0.016" });
  expect([refused.status, refused.headers.has("Retry-After"), await wordsOf(refused)]).toEqual([
    429,
    true,
    expect.stringContaining("Too many interviews at once."),
  ]);
});

it("omits what is deleted", async () => {
  const { ada, interviews } = await held([0]);
  await ada.request("DELETE", `/api/interviews/${interviews[0]?.id}`);
  expect(await wordsOf(await ada.get("/progress"))).toContain("You have held none yet.");
  expect(
    (await DB.prepare("select count(*) as n from feedback where interview_id = ?").bind(interviews[0]?.id).first<{ n: number }>())?.n,
  ).toBe(0);
});

it("requires a session", async () => {
  expect((await new Visitor().get("/progress")).headers.get("Location")).toBe("/login?redirectTo=%2Fprogress");
});

it("counts an interview that failed with what was said in it", async () => {
  const { ada, interviews } = await held([0, 1, 2]);
  await DB.prepare("update interview set status = 'ERROR', end_reason = 'GEMINI_FAILED' where id = ?").bind(interviews[0]?.id).run();
  expect(await wordsOf(await ada.get("/progress"))).toContain("Length of an answer, behavioural questions, English");
});
