import { expect, it } from "vitest";
import { feedbackOf, spokenEntries } from "../feedback/testing/report.ts";
import type { Feedback } from "../../contract/report.ts";
import { appOrigin, DB, Visitor } from "../testing/host.ts";
import { openDatabase } from "../server/database.server.ts";
import { tellInterview } from "../testing/told.ts";
import { readFacts } from "./facts.server.ts";
import { listReports, listAttempts } from "./attempts.server.ts";

const [strong] = spokenEntries.filter(({ speaker }) => speaker === "USER");

const told = async (corrections: { timestamp: string | undefined; text: string | null }[]) => {
  const ada = await new Visitor().enter();
  const { id, userId } = await tellInterview(ada);
  for (const correction of corrections) expect((await ada.post(`/api/interviews/${id}/corrections`, correction)).status).toBe(200);
  const shares = await Promise.all(
    [{}, { withTranscript: true }].map(async (asked) => {
      const { url } = (await (await ada.post(`/api/interviews/${id}/share`, asked)).json()) as { url: string };
      return url.slice(appOrigin.length);
    }),
  );
  const feedback = async () => ((await (await ada.get(`/api/interviews/${id}/feedback`)).json()) as { feedback: Feedback }).feedback;
  return { ada, id, userId, shares, feedback };
};

/** Of the strong answer, where it is quoted; of the whole of it, as its owner may see it, only in the transcript. */
const quoted = /found that 70 % went into|missed the shop(&#x27;|')s opening twice a week(?!\. I owned)|It fell to fifty minutes(?!, and)/;

it("never shows withdrawn words as the candidate's, wherever the report is read", async () => {
  const { ada, id, shares, feedback } = await told([{ timestamp: strong?.timestamp, text: null }]);
  const { report, checks } = await feedback();
  expect(JSON.stringify(report).match(quoted)).toBeNull();
  expect(report?.questions[0]?.ratings.map(({ score }) => score)).toEqual([null, null, null, null]);
  expect(report?.questions[1]?.ratings.map(({ score }) => score)).toEqual([2, 2]);
  expect(checks).toMatchObject({ kept: expect.any(Number), dropped: expect.any(Number) });
  expect([(checks?.kept ?? 0) + (checks?.dropped ?? 0), checks?.dropped !== 2]).toEqual([16, true]);
  const read = async (visitor: Visitor, path: string) => (await visitor.get(path)).text();
  for (const path of shares.flatMap((it) => [it, `${it}.data`]))
    expect((await read(new Visitor(), path)).match(/70 %|fifty minutes/)).toBeNull();
  const own = (await read(ada, `/interview/${id}/feedback`)).replace(/<script[\s\S]*?<\/script>/g, "");
  expect(own.match(quoted)).not.toBeNull();
  expect(own.replace(/<s lang="en" dir="auto">[\s\S]*?<\/s>/, "").match(quoted)).toBeNull();
  expect((await read(ada, `/interview/${id}/export?as=markdown`)).match(/70 %|fifty minutes/)).toBeNull();
  const file = JSON.parse(await read(ada, `/interview/${id}/export?as=json`)) as { feedback: Feedback };
  expect(file.feedback).toMatchObject({ report, checks });
});

it("checks every report in the export against the corrected lines, and leaves reports without corrections unchanged", async () => {
  const reportsOf = async (ada: Visitor) => {
    const file = (await (await ada.get("/api/profile/export")).json()) as {
      interviews: { reports: Pick<Feedback, "report" | "checks">[] }[];
    };
    return file.interviews.flatMap(({ reports }) => reports);
  };
  const { ada, feedback } = await told([{ timestamp: strong?.timestamp, text: null }]);
  const [held] = await reportsOf(ada);
  const { report, checks } = await feedback();
  expect(JSON.stringify(held?.report).match(quoted)).toBeNull();
  expect(held).toMatchObject({ report, checks });
  const [asMade] = await reportsOf((await told([])).ada);
  expect(asMade?.report).toEqual(feedbackOf("READY").report);
});

it("compares no score whose quotes were withdrawn, and offers no topic for it", async () => {
  const { userId } = await told([{ timestamp: strong?.timestamp, text: null }]);
  for (const list of [listAttempts, listReports]) {
    const [first] = await list(openDatabase(DB), { userId });
    expect(first?.report?.questions.map(({ ratings }) => ratings.map(({ score }) => score))).toEqual([
      [null, null, null, null],
      [2, 2],
    ]);
  }
});

it("checks a quote against the correction: what it still says stays, at its new place", async () => {
  const text = `So, at ${strong?.content.slice(3).replace("fifty minutes", "fifteen minutes")}`;
  const { feedback } = await told([{ timestamp: strong?.timestamp, text }]);
  const { report } = await feedback();
  expect(JSON.stringify(report)).not.toContain("fifty minutes");
  const [action] = report?.questions[0]?.ratings ?? [];
  expect(action?.score).toBe(5);
  for (const { start, end, quote, used } of action?.evidence ?? []) expect([text.slice(start, end), used]).toEqual([quote, "corrected"]);
});

it.each(["TOO_SHORT", "SILENT"] as const)("shows no earlier report once what is left is found %s", async (state) => {
  const { id, userId, feedback, ada, shares } = await told([{ timestamp: strong?.timestamp, text: null }]);
  await DB.prepare(
    `insert into feedback (id, interview_id, version, job_id, state, created_at, asked_at)
     values (?1, ?2, 2, ?1, ?3, '2025-11-22T00:00:00.000Z', '2025-11-22T00:00:00.000Z')`,
  )
    .bind(crypto.randomUUID(), id, state)
    .run();
  expect(await feedback()).toMatchObject({ ...feedbackOf(state), version: 2, createdAt: expect.any(String), begunAt: expect.any(String) });
  const page = await (await ada.get(`/interview/${id}/feedback`)).text();
  expect(page).not.toContain("Say the result in one sentence.");
  expect(page).not.toContain("made before");
  expect(page).toContain("Take it back");
  expect(await (await new Visitor().get(shares[0] ?? "")).text()).toContain("There is no report of this interview at the moment.");
  for (const list of [listAttempts, listReports]) expect((await list(openDatabase(DB), { userId }))[0]?.report).toBeNull();
  expect((await readFacts(openDatabase(DB), { userId })).next).toBeNull();
});
