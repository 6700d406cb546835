import type { Evidence, Report } from "../../contract/report.ts";

/** Every quote of a report. */
export const evidenceIn = ({ questions, strengths, next, stronger }: Report): Evidence[] => [
  ...questions.flatMap(({ ratings, star }) => [...ratings, ...star].flatMap(({ evidence }) => evidence)),
  ...strengths.flatMap(({ evidence }) => evidence),
  ...(next?.evidence ?? []),
  ...stronger.flatMap(({ facts }) => facts),
];
