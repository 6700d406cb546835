import { useLoaderData } from "@remix-run/react";
import { cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Feedback } from "../../../contract/report.ts";
import type { ReportState } from "../../../contract/vocabulary.ts";
import { measuresOf } from "../../feedback/delivery/measures.ts";
import { interviewOf } from "../../feedback/testing/interview.ts";
import { feedbackOf, spokenEntries, spokenSession, wholeReport } from "../../feedback/testing/report.ts";
import { rubric } from "../../../report/rubric.ts";
import { showPage } from "../../ui/testing/show-page.tsx";
import { FeedbackPage, type FeedbackPageProps } from "./feedback-page.tsx";
import { barNames, bars, propsOf, showReport } from "./testing/show-feedback.tsx";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a report", () => {
  it("labels every chart with its finding, and repeats its numbers in a table", () => {
    showReport();
    const names = screen.getAllByRole("img").map((it) => it.getAttribute("aria-label"));
    expect(names).toEqual(
      expect.arrayContaining([
        "Question 1: 33.6 s long, thought 1.4 s, 1 pause of 2 s or more.",
        "Own action: step 5 of 5",
        "The whole interview in time: 3 answers, the longest 33.6 s.",
        "You spoke 77 % of the time that somebody spoke, the interviewer 23 %.",
      ]),
    );
    expect(barNames()).toEqual(["Answer 1: 33.6 s, question 1", "Answer 2: 11.8 s, question 1", "Answer 3: 22.5 s, question 2"]);
    const rows = within(screen.getByRole("table", { name: "How each answer was spoken", hidden: true })).getAllByRole("row", {
      hidden: true,
    });
    expect(rows.map((row) => [...row.children].map((cell) => cell.textContent))).toEqual([
      ["Answer", "Said", "Length", "Before", "A minute", "Long pauses", "Fillers", "Said often"],
      ["1", "60 words", "33.6 s", "1.4 s", "107", "1", "None in the transcript", "–"],
      ["2", "22 words", "11.8 s", "1.2 s", "112", "None", "None in the transcript", "–"],
      ["3", "30 words", "22.5 s", "5.5 s", "80", "2", "At least 3", "–"],
    ]);
  });

  it("says how many answers it does not cover, and why at the maximum of questions", () => {
    const told = (parts: Parameters<typeof feedbackOf>[1]) => {
      showReport({ feedback: feedbackOf("READY", parts) });
      const said = screen.queryByText(/not looked at/)?.textContent ?? null;
      cleanup();
      return said;
    };
    const [question] = wholeReport.questions;
    const questions = Array.from({ length: 20 }, (_, at) => ({ ...question!, id: `Q${at + 1}` }));
    expect([told({}), told({ leftOut: 1 }), told({ leftOut: 3, report: { ...wholeReport, questions } })]).toEqual([
      null,
      "1 of your answers is not looked at here.",
      "3 of your answers are not looked at here: a report has at most 20 questions.",
    ]);
  });

  it("shows no longest answer when none has a length", () => {
    const delivery = measuresOf({ setup: interviewOf(), entries: spokenEntries, session: spokenSession });
    showReport({ delivery: { ...delivery, longestMs: { value: null, unknown: "typed" } } });
    expect(screen.getByRole("img", { name: "The whole interview in time: 3 answers." })).toBeInTheDocument();
  });

  it("does not report missing evidence when nothing is rated, since the transcript may be wrong", () => {
    const questions = wholeReport.questions.map((it) => ({ ...it, ratings: it.ratings.map((rating) => ({ ...rating, score: null })) }));
    const reasons = (state: "READY" | "UNSURE_TRANSCRIPT") => {
      showReport({ feedback: feedbackOf(state, { report: { ...wholeReport, questions } }) });
      const found = [/^Not enough evidence to rate/, /^Not rated: the transcript/].map((it) => screen.queryAllByText(it).length);
      cleanup();
      return found;
    };
    expect([reasons("READY"), reasons("UNSURE_TRANSCRIPT")]).toEqual([
      [6, 0],
      [0, 6],
    ]);
  });

  it("labels what was said before the first question", () => {
    const questions = wholeReport.questions.map((it, index) => (index === 0 ? { ...it, asked: "" } : it));
    showReport({ feedback: feedbackOf("READY", { report: { ...wholeReport, questions } }) });
    expect(screen.getByRole("heading", { name: "1. Before the first question" })).toBeVisible();
    expect(screen.getByRole("link", { name: "Question 1: Before the first question" })).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Say it again: Before the first question" })).toBeVisible();
  });

  it("lets each text have its own direction", () => {
    showReport({ interview: interviewOf({ language: "ar" }) });
    for (const words of [
      "A time when you disagreed with somebody",
      /^Our team disagreed/,
      "what the disagreement was about; the result in numbers",
    ])
      expect(screen.getByText(words, { ignore: ".sr-only" })).toSatisfy((it: HTMLElement) => it.matches("bdi, [dir=auto]"));
  });

  it.each<[ReportState, Partial<Feedback>, string]>([
    ["TOO_SHORT", {}, "The transcript is here. Too little was said for a report."],
    ["SILENT", {}, "The transcript is here. Nothing was said that a report could be made of."],
    ["UNSURE_TRANSCRIPT", {}, "The transcript is here. No answer is rated."],
    ["UNSURE_TRANSCRIPT", { report: wholeReport }, "Your report is here. No answer is rated."],
    ["READY", { report: { ...wholeReport, questions: [], strengths: [], next: null } }, "Your report is here. Nothing could be shown."],
    ["READY", {}, "Your report is here."],
  ])("announces its outcome to a screen reader: %s", (state, parts, words) => {
    showReport({ feedback: feedbackOf(state, parts) });
    expect(screen.getAllByRole("status").map((it) => it.textContent)).toEqual([words]);
  });

  it("gives the marks of a quote its text direction", () => {
    showReport({ interview: interviewOf({ language: "ar" }) });
    const quote = within(screen.getByRole("region", { name: "Try this next" }))
      .getByRole("link")
      .closest("bdi");
    expect(quote).toHaveTextContent(/^“it went well in the end”$/);
  });

  it("links each bar to its question, or else to its words, always to a focusable element", () => {
    const placesOf = () => bars().map((it) => document.querySelector<HTMLElement>(it.getAttribute("href") ?? ""));
    showReport();
    expect(placesOf().map((it) => it?.textContent?.replace(/^›/, "").slice(0, 14))).toEqual(
      ["1. A hard probl", "1. A hard probl", "2. A time when "].map((it) => it.slice(0, 14)),
    );
    cleanup();
    showReport({ feedback: feedbackOf("FAILED", { failure: "quota" }) });
    expect(placesOf().map((it) => [it?.tabIndex, it?.textContent?.slice(0, 12)])).toEqual([
      [-1, "At Northwind"],
      [-1, "We tried one"],
      [-1, "Well, um, we"],
    ]);
  });

  it("opens the target of a link on the page", async () => {
    showReport();
    const [, , third] = bars();
    const card = screen.getByText(/A time when you disagreed/, { selector: "h3" }).closest("details");
    expect(card?.open).toBe(false);
    await userEvent.click(third ?? document.body);
    expect(card?.open).toBe(true);
    await userEvent.click(screen.getByRole("link", { name: /^At least 3/ }));
    expect(screen.getByText("Where the fillers stand").closest("details")?.open).toBe(true);
  });

  it("tells removed quotes from other omitted parts of the draft", () => {
    const { checks } = feedbackOf("READY");
    if (!checks) throw new Error("A report has checks");
    const droppedBy = { ...checks.droppedBy, missing: 1, steering: 1, policy: 2, shape: 1 };
    showReport({ feedback: feedbackOf("READY", { checks: { ...checks, dropped: 5, droppedBy } }) });
    expect(screen.getByText(/^16 quotes checked/)).toHaveTextContent(
      "16 quotes checked against what you said, 2 removed. 3 other parts of the draft were left out, as a report must not hold them.",
    );
  });

  it("keeps the focus in place while it is made again, and once it is ready", async () => {
    let feedback = feedbackOf("READY", { isStale: true });
    const Page = () => <FeedbackPage {...useLoaderData<FeedbackPageProps>()} />;
    showPage(<Page />, { path: "/here", load: () => ({ ...propsOf({}), entries: spokenEntries, feedback }) });
    const again = await screen.findByRole("button", { name: "Make it again" });
    feedback = feedbackOf("QUEUED");
    await userEvent.click(again);
    const heading = await screen.findByRole("heading", { name: "Your report is being written" });
    const place = heading.closest("[tabindex]");
    await vi.waitFor(() => expect(place).toHaveFocus());
    feedback = feedbackOf("READY");
    await vi.waitFor(() => expect(heading).not.toBeInTheDocument(), { timeout: 5_000 });
    expect(place).toHaveFocus();
  });

  it("starts a short interview on the point to try next", async () => {
    const { posted } = showReport();
    await userEvent.click(screen.getByRole("button", { name: "Practise this" }));
    await vi.waitFor(() =>
      expect(posted).toEqual([
        {
          path: `/interview/${interviewOf().id}/feedback`,
          fields: { intent: "practise", question: "A time when you disagreed with somebody", dim: "result" },
        },
      ]),
    );
  });

  it("lays out the candidate's own words in their direction and language", () => {
    const { report } = feedbackOf("READY");
    const text = "كان لدينا ثلاثة خوادم ونقلناها";
    const stronger = (report?.stronger ?? []).map((it) => ({ ...it, text, blanks: [] }));
    const interview = { ...interviewOf(), language: "ar" as const };
    showReport({ interview, feedback: feedbackOf("READY", { report: report && { ...report, stronger } }) });
    const firstLine = screen.getByText(/^“At Northwind our nightly import.*”$/);
    expect([screen.getByText(text), firstLine].map((it) => [it.lang, it.dir])).toEqual(Array(2).fill(["ar", "auto"]));
  });

  it("marks a question with the interview's language where its script shows that it is in it", () => {
    const [first, ...others] = wholeReport.questions.map((it) => ({ ...it, exchanges: [] }));
    const report = { ...wholeReport, questions: [...(first ? [{ ...first, asked: "حدثني عن مشكلة حللتها" }] : []), ...others] };
    showReport({ interview: { ...interviewOf(), language: "ar" as const }, feedback: feedbackOf("READY", { report }) });
    expect(screen.getAllByRole("heading", { level: 3, name: /^[12]\./ }).map((it) => it.lang)).toEqual(["ar", ""]);
  });

  it("also starts one on a standard tip's dimension, even without a quote for it", async () => {
    const [text, how] = rubric.answers.tip;
    const { report } = feedbackOf("READY");
    const next = { text, how, evidence: [], origin: "rule" as const };
    const { posted } = showReport({ feedback: feedbackOf("READY", { report: report && { ...report, next } }) });
    await userEvent.click(screen.getByRole("button", { name: "Practise this" }));
    await vi.waitFor(() => expect(posted.map(({ fields }) => fields)).toEqual([{ intent: "practise", dim: "answers" }]));
  });

  it("links a quote only to a mark that contains it", () => {
    showReport();
    for (const link of screen.getAllByRole("link", { hidden: true })) {
      const id = /^#(e-.*-\d+)$/.exec(link.getAttribute("href") ?? "")?.[1];
      if (id) expect(document.getElementById(id)?.closest("mark")?.textContent).toContain(link.textContent);
    }
  });
});
