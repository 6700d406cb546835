import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { showPage } from "../../ui/testing/show-page.tsx";
import { measuresOf } from "../delivery/measures.ts";
import { interviewOf } from "../testing/interview.ts";
import { spokenEntries, spokenSession, wholeReport } from "../testing/report.ts";
import { answersTo } from "./lookups.ts";
import { QuestionCard } from "./question-card.tsx";

const delivery = measuresOf({ setup: interviewOf(), entries: spokenEntries, session: spokenSession });

const show = (at: number) => {
  const question = wholeReport.questions[at];
  if (!question) throw new Error(`no question ${at}`);
  const answers = answersTo(wholeReport, question, delivery);
  showPage(<QuestionCard question={question} number={at + 1} answers={answers} stronger={[]} firstLine={null} />);
  return screen.getAllByRole("figure", { hidden: true }).map((it) => it.textContent);
};

it("tells a question's answers in time apart, each with its whole length, under one explanation of what is drawn", () => {
  const [first, followUp] = show(0);
  expect(screen.getAllByRole("heading", { level: 4, hidden: true }).map((it) => it.textContent)).toEqual(
    expect.arrayContaining(["First answer", "Follow-up"]),
  );
  expect(first).toBe("0 s35 sYou, lower lineBefore you spoke, thin line");
  expect(followUp).toBe("0 s13 s");
  expect(within(document.body).getAllByText("You, lower line")).toHaveLength(1);
});

it("has no name of its own for an answer that is the only one", () => {
  expect(show(1)).toEqual(["0 s28 sYou, lower lineBefore you spoke, thin line"]);
  expect(screen.queryByText("First answer")).toBeNull();
});
