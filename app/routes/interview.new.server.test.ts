import { expect, it } from "vitest";
import { beginHeader, type Interview } from "../../contract/app-api.ts";
import { fullSetup } from "../../contract/testing/full-setup.ts";
import { valuesOf } from "../setup/form-values.ts";
import { feedbackOf, spokenEntries, wholeReport } from "../feedback/testing/report.ts";
import { askedAbout, afterAnswers, DB, Visitor, worker } from "../testing/host.ts";
import { tellInterview, wordsOf } from "../testing/told.ts";

const path = "/interview/new";
const interviewsOf = async (visitor: Visitor) =>
  ((await (await visitor.get("/api/interviews")).json()) as { interviews: Interview[] }).interviews;
const full = { intent: "start", ...(valuesOf(fullSetup) as Record<string, string>) };

it("starts an interview from the whole form, and leads straight to its session page", async () => {
  const ada = await new Visitor().enter();
  const response = await ada.submit(path, full);
  const [interview] = await interviewsOf(ada);
  expect([response.status, response.headers.get("Location")]).toEqual([302, `/interview/${interview?.id}/session`]);
  expect(interview).toMatchObject(fullSetup);
});

it("accepts lists as pasted, empty lines included", async () => {
  const ada = await new Visitor().enter();
  await ada.submit(path, { role: "Pilot", questions: "Why us?\r\n\r\n  \r\nWhy you?\r\n" });
  expect((await interviewsOf(ada))[0]).toMatchObject({ questions: ["Why us?", "Why you?"] });
});

it.each([
  ["300 pasted questions", { questions: "Why?\n".repeat(300) }, "300 lines: keep the 10 that matter most"],
  ["one that is too long", { questions: `Why?\n${"w".repeat(301)}` }, "Number 2: 301 characters: shorten it by 1"],
  ["a résumé that is too long", { resume: "r".repeat(20_001) }, "20,001 characters: shorten it by 1"],
  ["a role of emoji alone", { role: "🦄🚀" }, "Name the role in words, for example: senior nurse"],
  ["a length that is not offered", { minutes: "25" }, "Invalid"],
])("shows the form again for %s, says why, and keeps what was typed", async (_, wrong, words) => {
  const ada = await new Visitor().enter();
  const response = await ada.submit(path, { ...full, ...wrong });
  const page = await response.text();
  expect(response.status).toBe(400);
  expect(page).toContain(words);
  expect(page).toContain("Run things.");
  expect(await interviewsOf(ada)).toEqual([]);
});

it("opens with the personal settings of the last set-up, and with all of it by a preset", async () => {
  const ada = await new Visitor().enter();
  expect(await (await ada.get(path)).text()).not.toContain("Same as last time");
  await ada.startInterview(fullSetup);
  const [fresh, last] = await Promise.all(["", "?preset=last"].map(async (query) => (await ada.get(path + query)).text()));
  for (const page of [fresh, last]) expect(page).toContain("Ran things.");
  expect(fresh).not.toContain("Run things.");
  expect(last).toContain("Run things.");
  expect((await ada.get(`${path}?preset=none`)).status).toBe(200);
});

it("offers to retry what reports found weak, once one did, in the last set-up", async () => {
  const ada = await new Visitor().enter();
  expect(await wordsOf(await ada.get(path))).not.toContain("Retry my weak topics");
  await tellInterview(ada, { entries: spokenEntries, feedback: feedbackOf("READY", { report: wholeReport }) });
  expect(await wordsOf(await ada.get(path))).toContain("Retry my weak topics");
  const page = await (await ada.get(`${path}?preset=weak`)).text();
  const [, focus = ""] = /<textarea[^>]*name="focus"[^>]*>([^<]*)</.exec(page) ?? [];
  expect(focus.trim()).toBe("Answer the question first.");
  expect(page).toContain("Backend Engineer");
});

it("asks a stranger to sign in first", async () => {
  const response = await new Visitor().get(`${path}?preset=quick`);
  expect([response.status, response.headers.get("Location")]).toEqual([302, "/login?redirectTo=%2Finterview%2Fnew%3Fpreset%3Dquick"]);
});

it("changes an interview that has not begun: the form opens with its set-up, and the new interview replaces it", async () => {
  const ada = await new Visitor().enter();
  const changed = await ada.startInterview(fullSetup);
  const newer = await ada.startInterview({ role: "Baker" });
  const page = await (await ada.get(`${path}?instead=${changed.id}`)).text();
  expect(page).toContain("Run things.");
  expect(page).toContain(`name="instead" value="${changed.id}"`);
  const response = await ada.submit(path, { intent: "start", role: "Pilot", instead: changed.id });
  const [pilot, ...others] = await interviewsOf(ada);
  expect([pilot?.role, others.map(({ id }) => id)]).toEqual(["Pilot", [newer.id]]);
  expect(response.headers.get("Location")).toBe(`/interview/${pilot?.id}/session`);
  await afterAnswers();
  expect(askedAbout(changed.id).map(([, init]) => init?.method)).toContain("DELETE");
});

it("deletes nothing that has begun, belongs to somebody else, or whose form is refused", async () => {
  const [ada, mallory] = [await new Visitor().enter(), await new Visitor("Mallory").enter()];
  const [begun, waiting] = [await ada.startInterview(), await ada.startInterview()];
  await worker.post(`/api/interviews/${begun.id}/status`, { status: "IN_PROGRESS" });
  for (const [visitor, id] of [
    [mallory, waiting.id],
    [ada, begun.id],
  ] as const)
    expect(await (await visitor.get(`${path}?instead=${id}`)).text()).not.toContain(`name="instead"`);
  await ada.submit(path, { role: "Pilot", instead: begun.id });
  await ada.submit(path, { role: " ", instead: waiting.id });
  await mallory.submit(path, { role: "Pilot", instead: waiting.id });
  expect((await interviewsOf(ada)).map(({ id }) => id)).toEqual(expect.arrayContaining([begun.id, waiting.id]));
});

it("replaces no interview that is just beginning in another tab, but one whose beginning came to nothing", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  await worker.get(`/api/interviews/${id}`, { [beginHeader]: "1" });
  await ada.submit(path, { role: "Pilot", instead: id });
  expect((await interviewsOf(ada)).map(({ role }) => role).toSorted()).toEqual(["Backend engineer", "Pilot"]);
  await DB.prepare("update interview set begun_at = ? where id = ?")
    .bind(new Date(Date.now() - 121_000).toISOString(), id)
    .run();
  await ada.submit(path, { role: "Baker", instead: id });
  expect((await interviewsOf(ada)).map(({ role }) => role).toSorted()).toEqual(["Baker", "Pilot"]);
});

it("replaces nothing while too many interviews are set up", async () => {
  const ada = await new Visitor().enter();
  const waiting = await ada.startInterview();
  const setUp = (fields: Record<string, string>) => ada.submit(path, fields, { RATE_LIMIT_SCALE: "0.016" });
  const [made, refused] = [await setUp({ role: "Baker" }), await setUp({ role: "Pilot", instead: waiting.id })];
  expect([made.status, refused.status, await refused.text()]).toEqual([302, 429, expect.stringContaining("Too many interviews at once.")]);
  expect(await DB.prepare("select id from interview where id = ?").bind(waiting.id).first("id")).toBe(waiting.id);
});

it("opens with the set-up of any of one's own interviews, and replaces none of them", async () => {
  const [ada, mallory] = [await new Visitor().enter(), await new Visitor("Mallory").enter()];
  const earlier = await ada.startInterview(fullSetup);
  await ada.startInterview({ role: "Baker" });
  const page = await (await ada.get(`${path}?from=${earlier.id}`)).text();
  expect([page.includes("Run things."), page.includes('name="instead"')]).toEqual([true, false]);
  expect(await (await mallory.get(`${path}?from=${earlier.id}`)).text()).not.toContain("Run things.");
});
