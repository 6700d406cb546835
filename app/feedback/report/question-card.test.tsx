import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { InputEntry } from "../../../contract/report.ts";
import { showPage } from "../../ui/testing/show-page.tsx";
import { measuresOf } from "../delivery/measures.ts";
import { interviewOf } from "../testing/interview.ts";
import { spokenEntries, spokenSession, wholeReport } from "../testing/report.ts";
import { answersTo } from "./lookups.ts";
import { QuestionCard } from "./question-card.tsx";

const measured = measuresOf({ setup: interviewOf(), entries: spokenEntries, session: spokenSession });

const show = (at: number, delivery = measured) => {
  const question = wholeReport.questions[at];
  if (!question) throw new Error(`no question ${at}`);
  const answers = answersTo(wholeReport, question, delivery);
  showPage(<QuestionCard question={question} number={at + 1} answers={answers} stronger={[]} firstLine={null} />);
  return screen.queryAllByRole("figure", { hidden: true }).map((it) => it.textContent);
};

it("shows the timing of each answer to a question with its full length, under a single legend", () => {
  const [first, followUp] = show(0);
  expect(screen.getAllByRole("heading", { level: 4, hidden: true }).map((it) => it.textContent)).toEqual(
    expect.arrayContaining(["First answer", "Follow-up"]),
  );
  expect(first).toBe("0 s35 sYou, lower lineBefore you spoke, thin line");
  expect(followUp).toBe("0 s13 s");
  expect(within(document.body).getAllByText("You, lower line")).toHaveLength(1);
});

it("does not label an answer that is the only one", () => {
  expect(show(1)).toEqual(["0 s28 sYou, lower lineBefore you spoke, thin line"]);
  expect(screen.queryByText("First answer")).toBeNull();
});

it("shows no timing for an answer without audio, and says when it was typed", () => {
  const told = (parts: Partial<InputEntry>) => {
    const entries = spokenEntries.map((entry) => ({ ...entry, speech: null, ...(entry.speaker === "USER" && parts) }));
    document.body.replaceChildren();
    show(0, measuresOf({ setup: interviewOf(), entries, session: null }));
    return [...(document.querySelector("summary")?.lastElementChild?.children ?? [])].map((it) => it.textContent);
  };
  expect([told({}), told({ isTyped: true })]).toEqual([["About your past"], ["About your past", "Typed", "Follow-up: Typed"]]);
});
