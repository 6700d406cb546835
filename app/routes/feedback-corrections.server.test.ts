import { expect, it } from "vitest";
import { feedbackOf, spokenEntries, wholeReport } from "../feedback/testing/report.ts";
import { DB, Visitor } from "../testing/host.ts";
import { tellInterview, wordsOf } from "../testing/told.ts";

const pageOf = async (told: Parameters<typeof tellInterview>[1]) => {
  const ada = await new Visitor().enter();
  const { id } = await tellInterview(ada, told);
  return { ada, id, path: `/interview/${id}/feedback` };
};

it("shows which words are corrected and what was heard, and offers to make the report again", async () => {
  const { ada, id, path } = await pageOf({ feedback: { ...feedbackOf("READY"), inputHash: "0".repeat(64) } });
  const timestamp = spokenEntries[5]?.timestamp ?? "";
  const answer = await ada.submit(path, {
    intent: "correct",
    timestamp,
    text: "We disagreed about the cache, and it went well in the end.",
  });
  expect([answer.status, answer.headers.get("Location")]).toEqual([302, `${path}#e-20251121T090209500Z`]);
  const page = await wordsOf(await ada.get(path));
  expect(page).toContain("Corrected by you. Heard as: Well, um, we had some problems");
  expect(page).toContain("We disagreed about the cache, and it went well in the end .");
  const html = await (await ada.get(path)).text();
  const links = [...html.matchAll(/href="#(e-[^"]+)"/g)].map((it) => it[1] ?? "");
  expect(links.filter((link) => !html.includes(` id="${link}"`))).toEqual([]);
  expect(page).toContain("Made before your last correction");
  expect(page).toContain("Make it again");
  await ada.submit(path, { intent: "withdraw", timestamp });
  expect(await wordsOf(await ada.get(path))).toContain("Taken back by you: not your words. Heard as: Well, um");
  const rows = await DB.prepare("select text from transcript_correction where interview_id = ? order by created_at").bind(id).all();
  expect(rows.results.map(({ text }) => text)).toEqual(["We disagreed about the cache, and it went well in the end.", null]);
});

it("opens the correction form for the chosen line only", async () => {
  const { ada, path } = await pageOf({});
  const timestamp = spokenEntries[5]?.timestamp ?? "";
  const links = [...(await (await ada.get(path)).text()).matchAll(/href="([^"]*\?correct=[^"]*)"/g)].map((it) => it[1]);
  expect(links).toHaveLength(3);
  expect(links[2]).toBe(`${path}?correct=${encodeURIComponent(timestamp)}#e-20251121T090209500Z`);
  const html = await (await ada.get(`${path}?correct=${encodeURIComponent(timestamp)}`)).text();
  expect([...html.matchAll(/<textarea[^>]*>([^<]*)/g)].map((it) => it[1])).toEqual([spokenEntries[5]?.content]);
});

it("shows a correction's error beside its line", async () => {
  const { ada, path } = await pageOf({});
  const timestamp = spokenEntries[5]?.timestamp ?? "";
  const empty = await ada.submit(path, { intent: "correct", timestamp, text: "  " });
  expect([empty.status, await wordsOf(empty)]).toEqual([400, expect.stringContaining("Say what you said.")]);
  const long = await ada.submit(path, { intent: "correct", timestamp, text: "x".repeat(2_000) });
  expect([long.status, await wordsOf(long)]).toEqual([400, expect.stringContaining("A correction of this line has at most")]);
  expect((await ada.submit(path, { intent: "correct", timestamp: spokenEntries[0]?.timestamp ?? "", text: "Mine" })).status).toBe(404);
  const again = () => ada.submit(path, { intent: "correct", timestamp, text: "We agreed." }, { RATE_LIMIT_SCALE: "0.02" });
  expect((await again()).status).toBe(302);
  const refused = await again();
  expect([refused.status, await wordsOf(refused)]).toEqual([429, expect.stringContaining("Too many corrections at once.")]);
});

it("keeps saying why a report rates nothing while another is made, in its file and when shared too", async () => {
  const questions = wholeReport.questions.map((it) => ({ ...it, ratings: it.ratings.map((rating) => ({ ...rating, score: null })) }));
  const { ada, id, path } = await pageOf({ feedback: feedbackOf("UNSURE_TRANSCRIPT", { report: { ...wholeReport, questions } }) });
  const shared = new URL(((await (await ada.post(`/api/interviews/${id}/share`, {})).json()) as { url: string }).url).pathname;
  expect((await ada.post(`/api/interviews/${id}/feedback`)).status).toBe(202);
  for (const page of [path, shared, `/interview/${id}/export?as=markdown`]) {
    const words = await (await ada.get(page)).text();
    expect(words).toMatch(/not rated: the transcript is not sure enough/i);
    expect(words).not.toMatch(/not enough evidence to rate/i);
  }
});
