import type { Feedback } from "../../contract/report.ts";
import { mostOf } from "../../contract/report-limits.ts";

/** A sentence about the answers that the report leaves out; null if there are none. `whose` is "your" or "the". */
export const leftOutWords = ({ leftOut, report }: Pick<Feedback, "leftOut" | "report">, whose: string): string | null => {
  if (!report || leftOut === 0) return null;
  const why = report.questions.length === mostOf.questions ? `: a report has at most ${mostOf.questions} questions` : "";
  return `${leftOut} of ${whose} answers ${leftOut === 1 ? "is" : "are"} not looked at here${why}.`;
};
