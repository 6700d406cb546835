import { Button, ButtonLink } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";

type WaitingProps = { interviewId: string; isOpen: boolean; hasGivenUp: boolean; again: () => void };

/** Nothing to read yet. `isOpen`: the interview itself may still be going on. */
export function Waiting({ interviewId, isOpen, hasGivenUp, again }: WaitingProps) {
  return (
    <Card aria-labelledby="waiting">
      <h2 id="waiting" className="flex items-center gap-3 text-xl">
        {hasGivenUp ? null : <Voice />}
        {hasGivenUp ? "The transcript has not arrived yet" : "The transcript is on its way"}
      </h2>
      <p className="mt-2 max-w-prose text-muted">
        {hasGivenUp
          ? "It is kept safe where the interview took place and is sent again until it gets here. You can leave this page and come back later."
          : "It is stored as soon as the interview has ended. This page shows it by itself; there is nothing to do."}
      </p>
      <div className="mt-5 flex flex-wrap gap-3 empty:hidden">
        {hasGivenUp ? <Button onClick={again}>Look again</Button> : null}
        {isOpen ? (
          <ButtonLink to={`/interview/${interviewId}/session`} variant="secondary">
            Still talking? Go back to it
          </ButtonLink>
        ) : null}
      </div>
    </Card>
  );
}

function Voice() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className="size-6 shrink-0 stroke-accent" strokeWidth="2.5" strokeLinecap="round">
      <path className="voice-bar" d="M5 9v6" />
      <path className="voice-bar" d="M10 5v14" />
      <path className="voice-bar" d="M15 8v8" />
      <path className="voice-bar" d="M20 10v4" />
    </svg>
  );
}
