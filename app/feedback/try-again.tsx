import type { Interview } from "../../contract/app-api.ts";
import { Card } from "../ui/card.tsx";
import { PractiseAgain } from "./practise-again.tsx";

/** For an interview that did not finish: what happened, and a new start with the same set-up. */
export function TryAgain({ interview, hasTranscript }: { interview: Interview; hasTranscript: boolean }) {
  const { title, words } = wordings[whatHappened(interview)];
  return (
    <Card aria-labelledby="try-again" className="print:hidden">
      <h2 id="try-again" className="text-xl">
        {title}
      </h2>
      <p className="mt-2 mb-5 max-w-prose text-muted">
        {words}
        {hasTranscript ? " What was said up to then is below." : ""}
      </p>
      <PractiseAgain interviewId={interview.id} words="Try again" />
    </Card>
  );
}

const whatHappened = ({ endReason, startedAt }: Interview): keyof typeof wordings => {
  if (endReason === "CANCELLED") return "cancelled";
  return startedAt === null ? "unbegun" : "cutShort";
};

const wordings = {
  cancelled: { title: "You cancelled this interview", words: "Whenever you are ready, start over with the same set-up." },
  unbegun: {
    title: "This interview could not begin",
    words:
      "The interviewer could not be reached. That was on our side, not yours. Nothing was counted, and you can start over with the same set-up.",
  },
  cutShort: {
    title: "This interview was cut short",
    words: "We lost the interviewer and could not get it back. That was on our side, not yours. You can start over with the same set-up.",
  },
};
