import type { Interview } from "../../contract/app-api.ts";
import { unifyLineBreaks } from "../../contract/line-breaks.ts";
import type { InputEntry } from "../../contract/report.ts";
import { clock } from "../ui/clock.ts";
import { inUtc } from "../ui/moment.tsx";
import { usedTurns } from "./used-text.ts";

/**
 * The conversation as plain text, one paragraph per turn, as corrected. The speaker has a line of their own, so that the words keep their
 * own direction.
 */
export const transcriptText = (interview: Interview, entries: InputEntry[]): string => {
  const title = ["PrepPal interview", interview.role, interview.company].filter((line) => line !== null);
  const turns = usedTurns(entries, interview.startedAt).map(({ speaker, lines, offsetMs }) =>
    [`[${clock(offsetMs)}] ${speaker === "USER" ? "You" : "Interviewer"}`, ...lines.map(unifyLineBreaks)].join("\n"),
  );
  return [...title, inUtc(interview.startedAt ?? interview.createdAt), "", turns.join("\n\n"), ""].join("\n");
};

/** A file name that any system accepts. */
export const fileName = ({ role, createdAt }: Interview, extension: string): string => {
  const slug =
    role
      .toLowerCase()
      // The dot of a Turkish capital, which a small letter already has.
      .replaceAll("i\u0307", "i")
      .match(/[\p{L}\p{M}\p{N}]+/gu)
      ?.join("-") ?? "interview";
  return `preppal-${[...slug].slice(0, 40).join("")}-${createdAt.slice(0, 10)}.${extension}`;
};
