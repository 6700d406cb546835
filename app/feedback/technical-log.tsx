import type { Interview } from "../../contract/app-api.ts";
import { keptMs } from "../../contract/limits.ts";
import { InlineLink } from "../ui/text-link.tsx";

/** Whether the Worker still has the interview's technical log: until a day after its end. */
export const hasTechnicalLog = ({ status, endedAt }: Interview, nowUnixMs: number): boolean =>
  status !== "PENDING" && (endedAt === null || nowUnixMs - Date.parse(endedAt) < keptMs);

export function TechnicalLog({ interviewId }: { interviewId: string }) {
  return (
    <p className="max-w-prose text-sm text-muted print:hidden">
      Did something go wrong?{" "}
      <InlineLink to={`/interview/${interviewId}/recording`} reloadDocument>
        Download the technical log
      </InlineLink>{" "}
      for a report. It lists when things happened (a connection lost, a turn begun), and holds nothing of what was said. It is kept for a
      day after the interview.
    </p>
  );
}
