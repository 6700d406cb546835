import { counted } from "../../contract/amounts.ts";
import type { Checks } from "../../contract/report.ts";

/** A sentence on how the draft of a report was checked; `said` names what its quotes were checked against. */
export const checksWords = ({ kept, droppedBy }: Checks, said: string): string => {
  const { excess, policy, shape, ...ofQuotes } = droppedBy;
  const removed = Object.values(ofQuotes).reduce((sum, it) => sum + it, 0);
  const others = excess + policy + shape;
  const rest = `${counted(others, "other part")} of the draft ${others === 1 ? "was" : "were"} left out, as a report must not hold ${others === 1 ? "it" : "them"}.`;
  return `${counted(kept + removed, "quote")} checked against ${said}, ${removed} removed.${others > 0 ? ` ${rest}` : ""}`;
};
