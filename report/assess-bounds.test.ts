import { describe, expect, it } from "vitest";
import { assess } from "./assess.ts";
import { golden, transcript } from "./golden/transcripts.ts";
import { assessmentDraft } from "./draft.ts";
import { draftOf, quoteOf, rating } from "./testing/drafts.ts";

const sure = { isUnsure: false };
const strong = (draft: ReturnType<typeof draftOf>) => assess(golden.strong, draft, sure);
const droppedBy = ({ checks }: ReturnType<typeof assess>) =>
  Object.fromEntries(Object.entries(checks.droppedBy).filter(([, count]) => count > 0));
const profiled = quoteOf("U1", "I profiled one run");
const missed = quoteOf("U1", "missed the shop's opening twice a week");

describe("a draft out of bounds", () => {
  it("keeps at most twenty questions, none twice, and each exchange in the first that names it", () => {
    const one = { kind: "behav", exchanges: ["E1", "E1", "E7"], asked: "x", ratings: [], star: [] };
    const questions = [
      one,
      { ...one, exchanges: ["E2", "E1"] },
      one,
      { ...one, kind: "gossip" },
      null,
      "text",
      ...Array.from({ length: 50 }, () => one),
    ];
    const { report, checks } = strong({ ...draftOf([]), questions });
    expect(report.questions.map(({ id, exchanges }) => [id, exchanges])).toEqual([
      ["Q1", ["E1"]],
      ["Q2", ["E2"]],
    ]);
    expect(checks.dropped).toBe(54);
  });

  it("costs no more than its bounds: 10,000 claims", () => {
    const claims = Array.from({ length: 10_000 }, () => ({ ...rating("action", 3, ...Array.from({ length: 100 }, () => profiled)) }));
    const { report, checks } = strong(draftOf(claims, { strengths: claims }));
    expect(report.questions[0]?.ratings).toHaveLength(1);
    expect(checks.droppedBy.excess).toBeGreaterThan(19_000);
  });

  it("counts only the first 120 claims, over all of its questions", () => {
    const lines = Array.from({ length: 20 }, () => [["A", "And then?"] as const, ["U", "We went on."] as const]).flat();
    const ratings = ["answers", "structure", "specifics", "context"].map((dim) => rating(dim, null));
    const star = ["s", "t", "a", "r", "l"].map((part) => ({ part, evidence: [], status: "missing" }));
    const questions = lines.slice(0, 20).map((_, at) => ({ kind: "behav", exchanges: [`E${at + 1}`], asked: "x", ratings, star }));
    const { report, checks } = assess(transcript(lines), { ...draftOf([]), questions }, sure);
    expect(report.questions.flatMap((it) => [...it.ratings, ...it.star])).toHaveLength(120);
    expect(checks.droppedBy.excess).toBe(20 * 9 - 120);
  });

  it.each([[{}], [{ questions: null, strengths: 5, next: [], notes: "x" }], [{ questions: {}, next: { text: 1 } }]])(
    "of another shape is an empty report: %j",
    (draft) => {
      const { report } = strong(assessmentDraft.parse(draft));
      expect(report).toMatchObject({ questions: [], strengths: [], next: null, notes: [] });
    },
  );

  it("keeps each STAR part once, and none as present without a quote", () => {
    const star = [
      { part: "s", evidence: [missed], status: "present" },
      { part: "r", evidence: [quoteOf("U1", "We saved a million dollars")], status: "present" },
      { part: "s", evidence: [missed], status: "partial" },
      { part: "x", evidence: [], status: "missing" },
    ];
    const assessed = strong(draftOf([], { star }));
    expect(assessed.report.questions[0]?.star.map(({ part, status }) => [part, status])).toEqual([
      ["s", "present"],
      ["r", "missing"],
    ]);
    expect(droppedBy(assessed)).toEqual({ missing: 1, shape: 2 });
  });
});
