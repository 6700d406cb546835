import { expect, it } from "vitest";
import { spokenEntries, wholeReport } from "../feedback/testing/report.ts";
import { Visitor } from "../testing/host.ts";
import { tellInterview } from "../testing/told.ts";

const exported = async (as: string, told: Parameters<typeof tellInterview>[1] = {}) => {
  const ada = await new Visitor().enter();
  const { id } = await tellInterview(ada, told);
  return { ada, id, response: await ada.get(`/interview/${id}/export?as=${as}`) };
};

it("exports report, measures and transcript as versioned JSON", async () => {
  const { response, id } = await exported("json");
  expect(response.headers.get("Content-Type")).toBe("application/json");
  expect(response.headers.get("Content-Disposition")).toMatch(/^attachment; filename\*=UTF-8''preppal-backend-engineer-[\d-]+\.json$/);
  expect(await response.json()).toMatchObject({
    version: 1,
    interview: { id, role: "Backend Engineer" },
    feedback: { state: "READY", report: wholeReport, rubricVersion: 1 },
    measures: { longPauses: { value: 3, unknown: null } },
    transcript: spokenEntries,
  });
});

it("exports the same as Markdown, in the page's order", async () => {
  const { response } = await exported("markdown");
  expect(response.headers.get("Content-Type")).toBe("text/markdown; charset=utf-8");
  const text = await response.text();
  const lines = [
    "# Backend Engineer · Northwind",
    "## Try this next",
    "**Say the result in one sentence.**",
    "> “it went well in the end” (1:09)",
    "## What worked",
    "## Answers",
    "### 1. A hard problem you solved, and why you did not add hardware",
    "33.6 s long, thought 1.4 s, 1 pause of 2 s or more.",
    "**Result**: 4 of 5, measured, or confirmed by others. Missing: How the result was measured was not said.",
    "**Learning**: not enough evidence to rate.",
    "## Drills",
    "## Delivery",
    "- Pauses of 2 s or more: 3",
    "- Fillers: At least 3 (um 1:09, you know 1:09, kind of 1:09)",
    "- Hedges: 1 (kind of 1:09)",
    "## What was said",
    "**Interviewer** (0:42): Why not add hardware?",
    "## How this was made",
  ];
  const places = lines.map((line) => text.split("\n").indexOf(line));
  expect(lines.filter((_, index) => places[index] === -1)).toEqual([]);
  expect(places).toEqual([...places].sort((left, right) => left - right));
});

it("escapes Markdown in a withdrawn turn", async () => {
  const ada = await new Visitor().enter();
  const { id } = await tellInterview(ada, { feedback: null });
  const taken = spokenEntries[3]?.timestamp ?? "";
  expect((await ada.post(`/api/interviews/${id}/corrections`, { timestamp: taken, text: null })).status).toBe(200);
  const text = await (await ada.get(`/interview/${id}/export?as=markdown`)).text();
  const turns = text.split("\n").filter((line) => /^\*\*(You|Interviewer)\*\* \(/.test(line));
  expect(turns.map((line) => line.slice(0, line.indexOf(")") + 1))).toEqual([
    "**Interviewer** (0:01)",
    "**You** (0:07)",
    "**Interviewer** (0:42)",
    "**Interviewer** (0:59)",
    "**You** (1:09)",
    "**Interviewer** (1:33)",
  ]);
});

it("refuses any other format, other users and anybody without a session", async () => {
  const { ada, id } = await exported("json");
  expect((await ada.get(`/interview/${id}/export?as=pdf`)).status).toBe(400);
  expect((await ada.get(`/interview/${id}/export`)).status).toBe(400);
  expect((await (await new Visitor().enter()).get(`/interview/${id}/export?as=json`)).status).toBe(404);
  expect((await new Visitor().get(`/interview/${id}/export?as=json`)).status).toBe(302);
});
