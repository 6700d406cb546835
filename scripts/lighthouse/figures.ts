import * as z from "zod";
import { quantile } from "../statistics.ts";

const audit = z.object({ numericValue: z.number() });
const category = z.object({ score: z.number().nullable() });
const lighthouseReport = z.object({
  runtimeError: z.object({ code: z.string() }).optional(),
  categories: z.object({ performance: category, accessibility: category, "best-practices": category, seo: category }),
  audits: z.object({ "largest-contentful-paint": audit.partial(), "cumulative-layout-shift": audit.partial() }),
});

/** Scores of 0 to 100, the time of the largest paint in ms, and the layout's shift, without unit. */
export type Figures = { performance: number; accessibility: number; bestPractices: number; seo: number; lcpMs: number; cls: number };

/** What a report of Lighthouse (JSON) says. Null where it measured nothing: under load the browser loses a trace now and then. */
export const readReport = (json: string): Figures | null => {
  const { categories, audits } = lighthouseReport.parse(JSON.parse(json));
  const lcpMs = audits["largest-contentful-paint"].numericValue;
  const cls = audits["cumulative-layout-shift"].numericValue;
  if (lcpMs === undefined || cls === undefined) return null;
  const scores = [categories.performance, categories.accessibility, categories["best-practices"], categories.seo];
  const [performance = 0, accessibility = 0, bestPractices = 0, seo = 0] = scores.map(({ score }) => Math.round((score ?? 0) * 100));
  return { performance, accessibility, bestPractices, seo, lcpMs, cls };
};

/** Each figure's median, the upper of two; NaN of no visit. */
export const mediansOf = (visits: readonly Figures[]): Figures => {
  const of = (figure: keyof Figures) =>
    quantile(
      visits.map((it) => it[figure]),
      0.5,
    );
  return {
    performance: of("performance"),
    accessibility: of("accessibility"),
    bestPractices: of("bestPractices"),
    seo: of("seo"),
    lcpMs: of("lcpMs"),
    cls: of("cls"),
  };
};

export const titles = ["performance", "accessibility", "best practices", "SEO", "LCP, s", "CLS"];

const shown = (value: number, digits: number): string => (Number.isNaN(value) ? "–" : value.toFixed(digits));

/** The cells under {@link titles}; a dash where nothing was measured. */
export const rowOf = ({ performance, accessibility, bestPractices, seo, lcpMs, cls }: Figures): string[] => [
  ...[performance, accessibility, bestPractices, seo].map((score) => shown(score, 0)),
  shown(lcpMs / 1000, 2),
  shown(cls, 3),
];
