import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { measuresOf } from "../../feedback/delivery/measures.ts";
import { interviewOf } from "../../feedback/testing/interview.ts";
import { feedbackOf, spokenEntries, spokenSession } from "../../feedback/testing/report.ts";
import { showPage } from "../../ui/testing/show-page.tsx";
import { FeedbackPage, type FeedbackPageProps } from "./feedback-page.tsx";
import { barNames, propsOf } from "./testing/show-feedback.tsx";

describe("a report on typed answers", () => {
  const showReport = (parts: Partial<FeedbackPageProps>) =>
    showPage(
      <FeedbackPage {...propsOf({})} {...{ interview: interviewOf(), entries: spokenEntries }} feedback={feedbackOf("READY")} {...parts} />,
      {
        path: "/here",
      },
    );

  it("measures typed answers in words, says so, and marks none as misheard", () => {
    const entries = spokenEntries.map((it, index) => (index === 3 ? { ...it, speech: null, isTyped: true } : it));
    const interview = interviewOf();
    showReport({ entries, delivery: measuresOf({ setup: interview, entries, session: spokenSession }) });
    expect(screen.getByRole("img", { name: "You said 79 % of the words, the interviewer 21 %." })).toBeVisible();
    expect(barNames().map((it) => it?.split(",")[0])).toEqual(["Answer 1: 60 words", "Answer 2: 22 words", "Answer 3: 30 words"]);
    expect(screen.getByText("Counted in words, as you typed some of it.")).toBeVisible();
    const links = within(screen.getByRole("region", { name: "What was said" })).getAllByRole("link", { name: /Misheard|Correct it/ });
    expect(links.map((it) => it.textContent)).toEqual(["Misheard?", "Correct it", "Misheard?"]);
    const rows = within(screen.getByRole("table", { name: "How each answer was spoken", hidden: true })).getAllByRole("row", {
      hidden: true,
    });
    expect([...(rows[2]?.children ?? [])].map((cell) => cell.textContent).slice(2, 6)).toEqual(["Typed", "Typed", "Typed", "Typed"]);
  });

  it("measures typed answers in characters in a language without spaces", () => {
    const entries = spokenEntries.map((it) => ({ ...it, content: "私は看護師です。", isTyped: it.speaker === "USER" }));
    const interview = interviewOf({ language: "ja" });
    showReport({ interview, entries, delivery: measuresOf({ setup: interview, entries, session: spokenSession }) });
    expect(screen.getByRole("img", { name: /^You said \d+ % of the characters, the interviewer/ })).toBeVisible();
    expect(screen.getByText("Counted in characters, as you typed some of it.")).toBeVisible();
  });

  it("does not explain how times were measured when every answer was typed", () => {
    const entries = spokenEntries.map((it) => (it.speaker === "USER" ? { ...it, speech: null, isTyped: true } : it));
    showReport({ entries, delivery: measuresOf({ setup: interviewOf(), entries, session: spokenSession }) });
    expect(screen.getByText("Times were not measured in this interview; only words are counted.")).toBeVisible();
  });
});
