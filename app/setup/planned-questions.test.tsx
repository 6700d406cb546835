import { act, cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { QuestionPlan } from "../../contract/question-plan.ts";
import { PlannedQuestions } from "./planned-questions.tsx";
// Loaded before the first test, so that no test waits for it on a fake clock.
import "./read-plan.ts";

const question = { kind: "SKILL" as const, probes: [], minutes: 2, source: "role" as const };
const plan: QuestionPlan = {
  questions: [
    { ...question, id: "q1", topic: "Landing", question: "How do you land?" },
    { ...question, id: "q2", topic: "Snow", question: "And in snow?" },
  ],
};

beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const listed = () => within(screen.getByRole("list")).getAllByRole("listitem");

it("shows topics but keeps the questions a surprise, except when they are to be studied", async () => {
  render(<PlannedQuestions interviewId="i" plan={plan} showsQuestions={false} language="en" />);
  await userEvent.click(screen.getByText("What it is about: 2 topics"));
  expect(listed().map((it) => it.textContent)).toEqual(["Landing", "Snow"]);
  expect(screen.queryByText("How do you land?")).toBeNull();
  cleanup();
  render(<PlannedQuestions interviewId="i" plan={plan} showsQuestions language="en" />);
  await userEvent.click(screen.getByText("The 2 questions"));
  expect(listed().map((it) => it.textContent)).toEqual(["How do you land?", "And in snow?"]);
});

it("marks only the plan with its language", () => {
  render(<PlannedQuestions interviewId="i" plan={plan} showsQuestions={false} language="de" />);
  const languageOf = (words: string) => screen.getByText(words).closest("[lang]")?.getAttribute("lang");
  expect([languageOf("Landing"), languageOf("What it is about: 2 topics")]).toEqual(["de", undefined]);
});

it.each([
  [false, "What it is about: Landing"],
  [true, "The one question: How do you land?"],
])("says at once what an interview of one question is about", (showsQuestions, words) => {
  const one = { ...plan, questions: plan.questions.slice(0, 1) };
  render(<PlannedQuestions interviewId="i" plan={one} showsQuestions={showsQuestions} language="de" />);
  const shown = screen.getByText((_, element) => element?.textContent === words && element.tagName === "P");
  expect(shown).toBeVisible();
  expect([shown.lang, shown.querySelector("[lang]")?.textContent]).toEqual(["", words.replace(/^.*: /, "")]);
  expect(screen.queryByRole("list")).toBeNull();
});

it("polls for a plan in the making until it is there", async () => {
  const answers = [{ plan: null }, { plan }];
  const fetched = vi.fn(async (_: string) => Response.json(answers.shift()));
  vi.stubGlobal("fetch", fetched);
  render(<PlannedQuestions interviewId="i-1" plan={null} showsQuestions={false} language="en" />);
  expect(screen.getByText(/You need not wait/)).toBeVisible();
  await pass(1_000);
  expect(screen.getByText(/You need not wait/)).toBeVisible();
  await pass(1_500);
  expect(await screen.findByText("What it is about: 2 topics")).toBeVisible();
  await pass(60_000);
  expect(fetched.mock.calls).toEqual(Array(2).fill(["/api/interviews/i-1?plan", expect.anything()]));
});

it("gives up silently when none comes or nobody answers", async () => {
  const fetched = vi.fn(async () => Promise.reject(new TypeError("offline")));
  vi.stubGlobal("fetch", fetched);
  render(<PlannedQuestions interviewId="i-1" plan={null} showsQuestions={false} language="en" />);
  for (const looks of [1, 2, 3, 4, 4]) {
    await pass(10_000);
    expect(fetched).toHaveBeenCalledTimes(looks);
  }
  expect(screen.queryByText(/planned/)).toBeNull();
});
