import { describe, expect, it } from "vitest";
import type { Report } from "../../../contract/report.ts";
import { most } from "../../../contract/setup.ts";
import { type Dimension, dimensions } from "../../../contract/vocabulary.ts";
import { rubric } from "../../../report/rubric.ts";
import { attemptOn, scored } from "../testing/attempts.ts";
import { spokenEntries, wholeReport } from "../testing/report.ts";
import { comparisonOf } from "./comparison.ts";
import { reviewed, scheduleOf, weakTopicsOf } from "./drill-schedule.ts";
import { stepTrendsOf } from "./step-trends.ts";
import { trendsOf } from "./trends.ts";

describe("trends", () => {
  const names = (attempts: Parameters<typeof trendsOf>[0]) => trendsOf(attempts).map(({ name }) => name);

  it("begin with three comparable interviews", () => {
    expect(names([attemptOn(1), attemptOn(2)])).toEqual([]);
    expect(names([attemptOn(3), attemptOn(1), attemptOn(2)])).toEqual([
      "Length of an answer, behavioural questions, English",
      "Before you spoke, behavioural questions, English",
      "Pace, English",
      "Pauses of 2 s or more in a minute of speech, English",
      "Your part of the talking, English",
    ]);
  });

  it("run from the oldest to the newest, with values in words and the median", () => {
    const [length, , , pauses, share] = trendsOf([attemptOn(3), attemptOn(1), attemptOn(2)]);
    expect(length?.points.map(({ at, words }) => [at.slice(8, 10), words])).toEqual([
      ["01", "22.5 s"],
      ["02", "22.5 s"],
      ["03", "22.5 s"],
    ]);
    expect([length?.middle, pauses?.middle, share?.middle]).toEqual(["22.5 s", "3.1", "77 %"]);
  });

  it("run by when interviews were held, whenever they were set up", () => {
    const late = attemptOn(3);
    const setUpFirst = { ...late, interview: { ...late.interview, createdAt: "2025-10-01T09:00:00.000Z" } };
    const [length] = trendsOf([setUpFirst, attemptOn(1), attemptOn(2)]);
    expect(length?.points.map(({ id }) => id)).toEqual(["interview-1", "interview-2", "interview-3"]);
  });

  it("never mix languages", () => {
    expect(names([attemptOn(1), attemptOn(2), attemptOn(3, { language: "de" })])).toEqual([]);
  });

  it("never mix measured and estimated times", () => {
    const estimated = (day: number) => {
      const attempt = attemptOn(day);
      return { ...attempt, delivery: { ...attempt.delivery, timing: "estimated" as const } };
    };
    expect(names([attemptOn(1), attemptOn(2), estimated(3)]).filter((it) => it.startsWith("Before"))).toEqual([]);
    expect(names([estimated(1), estimated(2), estimated(3)])).toContain("Before you spoke, behavioural questions, English, to 0.2 s");
  });

  it("leave typed interviews out of the talk time", () => {
    const entries = spokenEntries.map((it) => (it.speaker === "USER" ? { ...it, speech: null, isTyped: true } : it));
    const typed = [1, 2, 3].map((day) => attemptOn(day, { entries }));
    expect(names(typed)).toEqual([]);
  });

  it("break when a report was written by another version", () => {
    const [length] = trendsOf([
      attemptOn(1),
      attemptOn(2, { versions: { rubricVersion: 2 } }),
      attemptOn(3, { versions: { rubricVersion: 2 } }),
    ]);
    expect(length?.points.map(({ isApart }) => isApart)).toEqual([false, true, false]);
  });

  it("include no question kind without a report, and count no question of kind other", () => {
    const other = { ...wholeReport, questions: wholeReport.questions.map((it) => ({ ...it, kind: "other" as const })) };
    for (const report of [null, other])
      expect(
        names([attemptOn(1, { report }), attemptOn(2, { report }), attemptOn(3, { report })]).filter((it) => it.includes("questions")),
      ).toEqual([]);
  });
});

describe("steps", () => {
  const rated = (day: number, score: number | null, parts: Parameters<typeof attemptOn>[1] = {}) =>
    attemptOn(day, { report: scored("action", score), ...parts });
  const ofAction = (attempts: Parameters<typeof stepTrendsOf>[0]) =>
    stepTrendsOf(attempts)
      .filter(({ name }) => name.startsWith("Own action"))
      .map(({ points }) => points.map(({ at, value }) => [Number(at.slice(8, 10)), value]));

  it("run for each point from the oldest interview that rated it to the newest, from three on", () => {
    const three = [rated(3, 4), rated(1, 2), rated(2, 3)];
    expect(stepTrendsOf(three).map(({ name }) => name)).toEqual([
      "Own action, behavioural questions",
      "Result, behavioural questions",
      "Context, behavioural questions",
      "Answers the question, behavioural questions",
    ]);
    expect(ofAction(three)).toEqual([
      [
        [1, 2],
        [2, 3],
        [3, 4],
      ],
    ]);
    expect(ofAction([rated(1, 2), rated(2, null), rated(3, 4), attemptOn(4, { report: null })])).toEqual([]);
  });

  it("start over when reports are written by another version, and never mix languages", () => {
    const other = { versions: { rubricVersion: 2 } };
    expect(ofAction([rated(1, 1), rated(2, 2), rated(3, 3), rated(4, 4, other), rated(5, 5, other)])).toEqual([]);
    const german = { language: "de" } as const;
    expect(ofAction([rated(1, 1), rated(2, 5, german), rated(3, 2), rated(4, 3)])).toEqual([
      [
        [1, 1],
        [3, 2],
        [4, 3],
      ],
    ]);
  });
});

describe("spaced drills", () => {
  const fresh = { ease: 2.5, intervalDays: 0, repetitions: 0 };

  it("follow SM-2: one day, six days, then longer by the ease factor", () => {
    const once = reviewed(fresh, 4);
    const twice = reviewed(once, 4);
    const thrice = reviewed(twice, 5);
    expect([once, twice].map(({ intervalDays, repetitions }) => [intervalDays, repetitions])).toEqual([
      [1, 1],
      [6, 2],
    ]);
    expect(once.ease).toBeCloseTo(2.5);
    expect([thrice.ease, thrice.intervalDays, thrice.repetitions]).toEqual([expect.closeTo(2.6), 16, 3]);
  });

  it("start over below three, and never fall below an ease of 1.3", () => {
    const failed = reviewed({ ease: 2.5, intervalDays: 40, repetitions: 5 }, 2);
    expect([failed.intervalDays, failed.repetitions, failed.ease]).toEqual([1, 0, expect.closeTo(2.18)]);
    expect(reviewed({ ease: 1.35, intervalDays: 1, repetitions: 0 }, 0).ease).toBe(1.3);
    expect(reviewed(fresh, 3).ease).toBeCloseTo(2.36);
  });

  it("are due by the interview that last rated them, the weakest first", () => {
    const drills = scheduleOf([attemptOn(8), attemptOn(2)]);
    expect(drills.map(({ dim, kind, value, dueOn, fromId }) => [dim, kind, value, dueOn, fromId])).toEqual([
      ["answers", "behav", 2, "2025-11-09", "interview-8"],
      ["result", "behav", 3, "2025-11-14", "interview-8"],
      ["context", "behav", 4, "2025-11-14", "interview-8"],
      ["action", "behav", 5, "2025-11-14", "interview-8"],
    ]);
  });

  it("stay as they are when nothing was rated", () => {
    const [rated] = scheduleOf([attemptOn(2)]).filter(({ dim }) => dim === "context");
    const [after] = scheduleOf([attemptOn(2), attemptOn(9, { report: scored("context", null) }), attemptOn(10, { report: null })]).filter(
      ({ dim }) => dim === "context",
    );
    expect(after).toEqual(rated);
  });
});

describe("weak topics", () => {
  /** A report that gives these dimensions a score for two kinds of question. */
  const rated = (score: number, ...dims: Dimension[]): Report => ({
    ...wholeReport,
    questions: wholeReport.questions.map((it, index) => ({
      ...it,
      kind: index === 0 ? "behav" : "tech",
      ratings: dims.map((dim) => ({ dim, score, gap: "", evidence: [] })),
    })),
  });
  const tipOf = (dim: Dimension) => rubric[dim].tip[0];

  it("are the points that were weak last, the weakest first and each once", () => {
    const reports = [rated(2, "context", "action"), rated(1, "result"), rated(3, "action")];
    expect(weakTopicsOf(reports.map((report, index) => attemptOn(index + 1, { report })))).toEqual([tipOf("result"), tipOf("context")]);
  });

  it("are as many as a set-up takes", () => {
    expect(weakTopicsOf([attemptOn(1, { report: rated(1, ...dimensions) })])).toHaveLength(most.focus);
  });
});

describe("two interviews side by side", () => {
  it("show their numbers and scores as before and after", () => {
    const { measures, scores } = comparisonOf(attemptOn(1), attemptOn(2, { report: scored("action", 3) }));
    expect(measures).toContainEqual({ name: "Typical answer length (median)", before: "22.5 s", after: "22.5 s" });
    expect(scores).toContainEqual({
      name: "Own action, behavioural questions",
      before: "5 of 5, from 1 of 1 question",
      after: "3 of 5, from 1 of 1 question",
    });
    expect(scores).toContainEqual({
      name: "Result, behavioural questions",
      before: "3 of 5, from 2 of 2 questions",
      after: "3 of 5, from 2 of 2 questions",
    });
  });

  it("say of how many questions a score is, those without a rating included", () => {
    const [first, ...others] = wholeReport.questions;
    const unrated = others.map((it) => ({ ...it, ratings: it.ratings.map((rating) => ({ ...rating, score: null })) }));
    const report = { ...wholeReport, questions: first ? [first, ...unrated] : [] };
    const once = { name: "Result, behavioural questions", before: "4 of 5, from 1 of 2 questions", after: "3 of 5, from 2 of 2 questions" };
    expect(comparisonOf(attemptOn(1, { report }), attemptOn(2)).scores).toContainEqual(once);
  });

  it("omit a number that neither has, as for typed answers", () => {
    const entries = spokenEntries.map((it) => (it.speaker === "USER" ? { ...it, speech: null, isTyped: true } : it));
    const rows = (...[before, after]: Parameters<typeof comparisonOf>) => {
      const { measures } = comparisonOf(before, after);
      return typeof measures === "string" ? [] : measures.map(({ name }) => name);
    };
    const spoken = attemptOn(1);
    const typed = attemptOn(2, { entries });
    expect(rows(typed, attemptOn(3, { entries }))).toEqual(["Answers"]);
    expect(rows({ ...spoken, delivery: { ...spoken.delivery, timing: typed.delivery.timing } }, typed)).toContain(
      "Typical answer length (median)",
    );
  });

  it.each([
    [{ rubricVersion: 2 }, "not comparable (rubric 1 → 2)"],
    [{ promptVersion: 3 }, "not comparable (prompt 1 → 3)"],
    [{ model: "other" }, "not comparable (model gemini-3.8-flash → other)"],
  ])("compare no scores made by other means: %j", (versions, words) => {
    expect(comparisonOf(attemptOn(1), attemptOn(2, { versions })).scores).toBe(words);
  });

  it("compare no scores without two reports, no numbers across languages, and no estimated with measured times", () => {
    expect(comparisonOf(attemptOn(1), attemptOn(2, { report: null })).scores).toBe("not comparable: one of them has no report");
    expect(comparisonOf(attemptOn(1), attemptOn(2, { language: "de" })).measures).toBe(
      "not comparable: they were held in different languages",
    );
    const later = attemptOn(2);
    const { measures } = comparisonOf(attemptOn(1), { ...later, delivery: { ...later.delivery, timing: "estimated" } });
    const characters = comparisonOf(attemptOn(1), { ...later, delivery: { ...later.delivery, unit: "characters" } }).measures;
    const shown = [comparisonOf(attemptOn(1), later).measures, measures, characters].map((it) => JSON.stringify(it));
    expect(shown.map((it) => [it.includes("before you spoke"), it.includes("Typical pace")])).toEqual([
      [true, true],
      [false, true],
      [true, false],
    ]);
    const technical = { ...wholeReport, questions: wholeReport.questions.map((it) => ({ ...it, kind: "tech" as const })) };
    expect(comparisonOf(attemptOn(1), attemptOn(2, { report: technical })).scores).toEqual([]);
  });
});
