import type { InputEntry, Report } from "../contract/report.ts";
import { isSeen } from "../contract/text.ts";
import { exchangesOf, nameEntries } from "./entries.ts";

/** How many of the candidate's answers belong to no question of the report. Lines that were taken back are not answers. */
export const countLeftOut = (entries: readonly InputEntry[], { exchanges }: Pick<Report, "exchanges">): number =>
  exchangesOf(nameEntries(entries)).filter(({ user }) => {
    const answer = user.filter(({ text }) => text !== null && isSeen(text));
    const isLookedAt = answer.some(({ timestamp }) => exchanges.some(({ from, to }) => from <= timestamp && timestamp <= to));
    return answer.length > 0 && !isLookedAt;
  }).length;
