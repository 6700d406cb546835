import { expect, it } from "vitest";
import type { Interview } from "../../contract/app-api.ts";
import { fullSetup } from "../../contract/testing/full-setup.ts";
import { valuesOf } from "../setup/form-values.ts";
import { feedbackOf, spokenEntries, wholeReport } from "../feedback/testing/report.ts";
import { Visitor } from "../testing/host.ts";
import { tellInterview, wordsOf } from "../testing/told.ts";

const path = "/interview/new";
const interviewsOf = async (visitor: Visitor) =>
  ((await (await visitor.get("/api/interviews")).json()) as { interviews: Interview[] }).interviews;
const full = { intent: "start", ...(valuesOf(fullSetup) as Record<string, string>) };

it("starts an interview with all that the form says, and leads straight to its session page", async () => {
  const ada = await new Visitor().enter();
  const response = await ada.submit(path, full);
  const [interview] = await interviewsOf(ada);
  expect([response.status, response.headers.get("Location")]).toEqual([302, `/interview/${interview?.id}/session`]);
  expect(interview).toMatchObject(fullSetup);
});

it("takes lists as they are pasted, empty lines and all", async () => {
  const ada = await new Visitor().enter();
  await ada.submit(path, { role: "Pilot", questions: "Why us?\r\n\r\n  \r\nWhy you?\r\n" });
  expect((await interviewsOf(ada))[0]).toMatchObject({ questions: ["Why us?", "Why you?"] });
});

it.each([
  ["300 pasted questions", { questions: "Why?\n".repeat(300) }, "Give at most 10"],
  ["one that is too long", { questions: `Why?\n${"w".repeat(301)}` }, "Number 2: Use at most 300 characters"],
  ["a résumé that is too long", { resume: "r".repeat(20_001) }, "Use at most 20,000 characters"],
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

it("opens with who somebody is and how they like to talk, and by a preset with the whole set-up before", async () => {
  const ada = await new Visitor().enter();
  expect(await (await ada.get(path)).text()).not.toContain("Same as last time");
  await ada.startInterview(fullSetup);
  const [fresh, last] = await Promise.all(["", "?preset=last"].map(async (query) => (await ada.get(path + query)).text()));
  for (const page of [fresh, last]) expect(page).toContain("Ran things.");
  expect(fresh).not.toContain("Run things.");
  expect(last).toContain("Run things.");
  expect((await ada.get(`${path}?preset=none`)).status).toBe(200);
});

it("offers to retry what reports found weak, once one did, in the set-up before", async () => {
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
