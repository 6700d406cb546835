import { expect, it } from "vitest";
import { type Figures, mediansOf, readReport, rowOf } from "./figures.ts";

const report = (lcp: object) =>
  JSON.stringify({
    categories: { performance: { score: 0.974 }, accessibility: { score: 1 }, "best-practices": { score: 0.96 }, seo: { score: null } },
    audits: { "largest-contentful-paint": lcp, "cumulative-layout-shift": { numericValue: 0.0122 } },
  });
const visit = (figures: Partial<Figures>): Figures => {
  return { performance: 100, accessibility: 100, bestPractices: 100, seo: 100, lcpMs: 1_000, cls: 0, ...figures };
};

it("reads scores out of a hundred, and treats a missing one as none", () => {
  expect(readReport(report({ numericValue: 1_234.5 }))).toEqual({
    performance: 97,
    accessibility: 100,
    bestPractices: 96,
    seo: 0,
    lcpMs: 1_234.5,
    cls: 0.0122,
  });
});

it("takes no figure from a visit whose trace was lost", () => {
  expect(readReport(report({ errorMessage: "NO_NAVSTART" }))).toBeNull();
});

it("takes the median of each figure separately", () => {
  const visits = [visit({ performance: 90, lcpMs: 1_100 }), visit({ performance: 99, lcpMs: 2_500 }), visit({ performance: 97 })];
  expect(mediansOf(visits)).toEqual(visit({ performance: 97, lcpMs: 1_100 }));
});

it("shows a dash for each figure when every visit was lost", () => {
  expect(rowOf(mediansOf([]))).toEqual(["–", "–", "–", "–", "–", "–"]);
});

it("prints seconds, and the layout shift with three digits", () => {
  expect(rowOf(visit({ lcpMs: 1_234.5, cls: 0.0122 }))).toEqual(["100", "100", "100", "100", "1.23", "0.012"]);
});
