import { Button, ButtonLink } from "../ui/button.tsx";
import { OnItsWay } from "./on-its-way.tsx";

type WaitingProps = { interviewId: string; isOpen: boolean; hasGivenUp: boolean; again: () => void };

/** Shown when there is nothing to read yet. `isOpen`: the interview itself may still be running. */
export function Waiting({ interviewId, isOpen, hasGivenUp, again }: WaitingProps) {
  return (
    <OnItsWay
      title={hasGivenUp ? "The transcript has not arrived yet" : "The transcript is on its way"}
      at="Transcript"
      doing={hasGivenUp ? "kept, not here yet" : "on its way"}
      isStill={hasGivenUp}
      keepsPlace
    >
      <p className="mt-3 max-w-prose text-muted">
        {hasGivenUp
          ? "It is kept safe where the interview took place and is sent again until it gets here. You can leave this page and come back later."
          : "It is stored as soon as the interview has ended, which takes seconds; the report takes about a minute more. This page shows both by itself."}
      </p>
      <div className="mt-4 flex flex-wrap gap-3 empty:hidden">
        {hasGivenUp ? <Button onClick={again}>Look again</Button> : null}
        {isOpen ? (
          <ButtonLink to={`/interview/${interviewId}/session`} variant="secondary">
            Still talking? Go back to it
          </ButtonLink>
        ) : null}
      </div>
    </OnItsWay>
  );
}
