import { expect, it } from "vitest";
import type { Interview } from "../../contract/app-api.ts";
import { fullSetup } from "../../contract/testing/full-setup.ts";
import type { InputEntry } from "../../contract/report.ts";
import { answersOf } from "../feedback/delivery/answers.ts";
import { spokenEntries } from "../feedback/testing/report.ts";
import { afterAnswers, askedAbout, DB, Visitor, worker } from "../testing/host.ts";
import { tellInterview, wordsOf } from "../testing/told.ts";

const interviewsOf = async (visitor: Visitor) =>
  ((await (await visitor.get("/api/interviews")).json()) as { interviews: Interview[] }).interviews;

it("starts an interview and leads straight to its session page", async () => {
  const ada = await new Visitor().enter();
  const form = { intent: "start", role: "Pilot", company: "", level: "", jobDescription: "Fly\r\nsafely", resume: "" };
  const response = await ada.submit("/dashboard", form);
  const [interview] = await interviewsOf(ada);
  expect([response.status, response.headers.get("Location")]).toEqual([302, `/interview/${interview?.id}/session`]);
  expect(interview).toMatchObject({
    role: "Pilot",
    company: null,
    level: null,
    jobDescription: "Fly\nsafely",
    resume: null,
    status: "PENDING",
  });
});

it("starts another interview with the same set-up", async () => {
  const ada = await new Visitor().enter();
  const setup = fullSetup;
  const failed = await ada.startInterview(setup);
  await worker.post(`/api/interviews/${failed.id}/status`, { status: "ERROR" });
  await ada.submit("/dashboard", { intent: "start", from: failed.id });
  const [again] = await interviewsOf(ada);
  expect(again).toMatchObject({ ...setup, status: "PENDING" });
  expect(again?.id).not.toBe(failed.id);
});

it("reuses the personal part of the previous set-up on request, and nothing of the job", async () => {
  const [ada, eve] = [await new Visitor().enter(), await new Visitor().enter()];
  const { id } = await ada.startInterview(fullSetup);
  const { role, resume, language, voice, patience } = fullSetup;
  expect(await (await ada.get("/dashboard")).text()).toMatch(new RegExp(`<input[^>]* name="like"[^>]* value="${id}"`));
  const form = { intent: "start", role: "Pilot", minutes: "20", jobDescription: "", resume: "" };
  await ada.submit("/dashboard", { ...form, like: id });
  const [first] = await interviewsOf(ada);
  expect(first).toMatchObject({ role: "Pilot", minutes: 20, resume, language, voice, patience, company: null, level: null, focus: null });
  expect(first?.role).not.toBe(role);
  await ada.submit("/dashboard", { ...form, resume: "A newer one", like: id });
  await ada.submit("/dashboard", form);
  expect((await interviewsOf(ada)).slice(0, 2).map((it) => [it.resume, it.patience])).toEqual([
    [null, null],
    ["A newer one", patience],
  ]);
  await eve.submit("/dashboard", { ...form, like: id });
  expect((await interviewsOf(eve)).map((it) => it.resume)).toEqual([null]);
});

it.each([
  ["no role", { intent: "start", role: " " }],
  ["an unknown level", { intent: "start", role: "x", level: "KING" }],
  ["a role too long", { intent: "start", role: "x".repeat(121) }],
  ["no intent", { role: "x" }],
])("shows the form again with 400 and what was typed for %s", async (_, form) => {
  const ada = await new Visitor().enter();
  const response = await ada.submit("/dashboard", { ...form, company: "Acme Unlimited" });
  expect(response.status).toBe(400);
  expect(await interviewsOf(ada)).toEqual([]);
});

it("shows the form again with 429 and Retry-After after too many", async () => {
  const ada = await new Visitor().enter();
  const start = () =>
    ada.request(
      "POST",
      "/dashboard",
      { body: new URLSearchParams({ intent: "start", role: "Night nurse" }) },
      { RATE_LIMIT_SCALE: "0.017" },
    );
  for (const place of [1, 2]) expect([place, (await start()).status]).toEqual([place, 302]);
  const refused = await start();
  expect([refused.status, Number(refused.headers.get("Retry-After")) > 0]).toEqual([429, true]);
  expect(await refused.text()).toMatch(/<(?=[^>]* name="role")(?=[^>]* value="Night nurse")/);
});

it("deletes and cancels, and tells the Worker", async () => {
  const ada = await new Visitor().enter();
  const [gone, cancelled] = [await ada.startInterview(), await ada.startInterview()];
  const locations = [];
  for (const form of [
    { intent: "delete", id: gone.id },
    { intent: "cancel", id: cancelled.id },
    { intent: "cancel", id: cancelled.id },
  ]) {
    locations.push((await ada.submit("/dashboard", form)).headers.get("Location"));
  }
  await afterAnswers();
  expect(locations).toEqual(["/dashboard?deleted=interview", "/dashboard", "/dashboard"]);
  expect((await interviewsOf(ada)).map(({ id, status, endReason }) => [id, status, endReason])).toEqual([
    [cancelled.id, "ERROR", "CANCELLED"],
  ]);
  expect(askedAbout(gone.id).map(([url]) => url)).toEqual([`http://localhost:8787/${gone.id}`]);
  expect(askedAbout(cancelled.id).map(([url]) => url)).toEqual([`http://localhost:8787/${cancelled.id}?keep=transcript`]);
});

it("shows the history, and older pages by cursor", async () => {
  const ada = await new Visitor().enter();
  for (let count = 1; count <= 21; count += 1) await ada.startInterview({ role: `Role no ${count}.` });
  const page = await (await ada.get("/dashboard")).text();
  expect(page).toContain("Role no 21.");
  expect(page).not.toContain("Role no 1.");
  const cursor = /cursor=([\w-]+)/.exec(page)?.[1];
  expect(await (await ada.get(`/dashboard?cursor=${cursor}`)).text()).toContain("Role no 1.");
  expect((await ada.get("/dashboard?cursor=x")).status).toBe(400);
});

it("shows as many interviews at once as may be asked for", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  const more = `with recursive n(i) as (select 1 union all select i + 1 from n where i < 100)
    insert into interview (id, user_id, role, created_at) select hex(randomblob(16)), user_id, role, created_at from interview join n where id = ?1`;
  await DB.prepare(more).bind(id).run();
  expect((await ada.get("/dashboard?limit=100")).status).toBe(200);
});

it("starts an interview of the chosen length, or of the longest by default", async () => {
  const ada = await new Visitor().enter();
  await ada.submit("/dashboard", { intent: "start", role: "Pilot", minutes: "20" });
  await ada.submit("/dashboard", { intent: "start", role: "Pilot" });
  expect((await ada.submit("/dashboard", { intent: "start", role: "Pilot", minutes: "25" })).status).toBe(400);
  expect((await interviewsOf(ada)).map(({ minutes }) => minutes)).toEqual([null, 20]);
});

it("finds interviews by role and company, and says when there are none", async () => {
  const ada = await new Visitor().enter();
  for (const setup of [{ role: "Pilot", company: "100% Air" }, { role: "Night nurse" }, { role: "Cook" }]) await ada.startInterview(setup);
  const found = async (search: string) => {
    const page = await (await ada.get(`/dashboard?search=${encodeURIComponent(search)}`)).text();
    return ["Pilot", "Night nurse", "Cook"].filter((role) => page.includes(`More: ${role}`));
  };
  expect(await found("NURSE")).toEqual(["Night nurse"]);
  expect(await found("0% a")).toEqual(["Pilot"]);
  expect(await found("%")).toEqual(["Pilot"]);
  expect(await found(" ")).toEqual(["Pilot", "Night nurse", "Cook"]);
  expect(await found("Judge")).toEqual([]);
});

it("finds a role in upper or lower case, in any alphabet", async () => {
  const ada = await new Visitor().enter();
  const roles = ["Ärztin", "Ürün Şefi", "инженер", "ÉCOLE 42", "İstanbul müdürü", "ışık ustası"];
  for (const role of roles) await ada.startInterview({ role });
  const found = async (search: string) => {
    const page = await (await ada.get(`/dashboard?search=${encodeURIComponent(search)}`)).text();
    return roles.filter((role) => page.includes(`More: ${role}`));
  };
  const searches = ["ärzt", "ÄRZTIN", "ürün şefi", "Инженер", "école", "École"];
  expect(await Promise.all(searches.map(found))).toEqual([["Ärztin"], ["Ärztin"], ["Ürün Şefi"], ["инженер"], ["ÉCOLE 42"], ["ÉCOLE 42"]]);
  const turkish = ["istanbul", "İSTANBUL", "IŞIK", "Işık"];
  expect(await Promise.all(turkish.map(found))).toEqual([["İstanbul müdürü"], ["İstanbul müdürü"], ["ışık ustası"], ["ışık ustası"]]);
});

it("counts the answers of an interview as its report does", async () => {
  const ada = await new Visitor().enter();
  const murmur = { startMs: 0, endMs: 600, speechMs: 600, pauses: [], timing: "marked" as const };
  const speakers = ["AI", "USER", "USER", "AI", "USER", "AI", "USER", "AI", "USER"] as const;
  const entries = speakers.map((speaker, at) => ({
    ...(spokenEntries[0] as InputEntry),
    speaker,
    content: at === 7 ? "それで？" : `Line ${at}`,
    timestamp: new Date(Date.parse("2025-11-21T09:01:00.000Z") + at * 5_000).toISOString(),
    speech: at === 5 || at === 7 ? murmur : null,
  }));
  await tellInterview(ada, { entries });
  expect(answersOf(entries)).toHaveLength(3);
  expect(await (await ada.get("/dashboard")).text()).toContain("3 answers");
});

it("shows what was practised and what to try next from the third interview on", async () => {
  const ada = await new Visitor().enter();
  const { id } = await tellInterview(ada);
  await tellInterview(ada, { session: null, feedback: null });
  await ada.startInterview();
  const running = await ada.startInterview();
  await worker.post(`/api/interviews/${running.id}/status`, { status: "IN_PROGRESS" });
  expect(await wordsOf(await ada.get("/dashboard"))).not.toContain("this month");
  await tellInterview(ada, { feedback: null });
  const told = "Spoken this month At least 1 min Answers this month At least 9 Next Say the result in one sentence.";
  for (const path of ["/dashboard", "/dashboard?search=nobody"]) expect(await wordsOf(await ada.get(path))).toContain(told);
  expect(await (await ada.get("/dashboard")).text()).toContain(`href="/interview/${id}/feedback#next"`);
});

it("finds past interviews even behind more set-ups than it lists", async () => {
  const ada = await new Visitor().enter();
  for (const feedback of [undefined, null, null]) await tellInterview(ada, feedback === null ? { feedback } : {});
  const told = async (path: string) => wordsOf(await ada.get(path));
  const seen = (page: string) => ["Ready for another round?", "Again: ", "Spoken this month"].map((it) => page.includes(it));
  expect(seen(await told("/dashboard"))).toEqual([true, true, true]);
  for (let count = 1; count <= 20; count += 1) await ada.startInterview({ role: `Role no ${count}.` });
  for (const path of ["/dashboard", "/dashboard?search=nobody"]) expect(seen(await told(path))).toEqual([true, true, true]);
});

it("shows an interview's transcript on its feedback page", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  expect((await ada.get(`/interview/${id}/feedback`)).status).toBe(200);
  await worker.post(`/api/interviews/${id}/transcript`, {
    transcript: [{ speaker: "AI", content: "Tell me about <b>yourself</b>.", timestamp: "2026-11-21T10:00:00.000Z" }],
    endedAt: "2026-11-21T10:00:00.000Z",
  });
  const page = await (await ada.get(`/interview/${id}/feedback`)).text();
  expect(page).toContain("Tell me about &lt;b&gt;yourself&lt;/b&gt;.");
});

it("lists interviews without the texts of their set-ups", async () => {
  const ada = await new Visitor().enter();
  await ada.startInterview({ role: "Pilot", company: "Acme", resume: "Flew a kite once.", jobDescription: "Fly higher" });
  for (const path of ["/dashboard", "/dashboard.data"]) {
    const text = await (await ada.get(path)).text();
    expect(text).toContain("Acme");
    for (const long of ["Flew a kite once.", "Fly higher"]) expect(text).not.toContain(long);
  }
});
