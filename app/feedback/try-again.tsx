import type { Interview } from "../../contract/app-api.ts";
import { Card } from "../ui/card.tsx";
import { PractiseAgain } from "./practise-again.tsx";

/** After an interview that did not finish: what happened, and the same set-up once more. */
export function TryAgain({ interview, hasTranscript }: { interview: Interview; hasTranscript: boolean }) {
  const isCancelled = interview.endReason === "CANCELLED";
  return (
    <Card aria-labelledby="try-again" className="print:hidden">
      <h2 id="try-again" className="text-xl">
        {isCancelled ? "You cancelled this interview" : "This interview was cut short"}
      </h2>
      <p className="mt-2 mb-5 max-w-prose text-muted">
        {isCancelled
          ? "Whenever you are ready, start over with the same set-up."
          : "We lost the interviewer and could not get it back. That was on our side, not yours. You can start over with the same set-up."}
        {hasTranscript ? " What was said up to then is below." : ""}
      </p>
      <PractiseAgain interviewId={interview.id} words="Try again" />
    </Card>
  );
}
