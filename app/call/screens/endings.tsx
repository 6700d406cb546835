import { Button, ButtonLink } from "../../ui/button.tsx";
import { PostForm } from "../../ui/post-form.tsx";
import { SubmitButton } from "../../ui/submit-button.tsx";
import { Actions, Panel } from "./panel.tsx";

export const lostTitle = "The connection could not be restored";
export const keptWords = "What was said so far is kept.";
export const lostWayOut = "Check your network, then try once more; an interview that waited too long has been ended for you.";

type FailedProps = { interviewId: string; message: string | null };

export function Unbegun({ interviewId, message }: FailedProps) {
  return (
    <Panel title="The interview could not begin">
      <p>{message ?? "The interviewer could not be reached. Try again in a few minutes."}</p>
      <p>Nothing was counted.</p>
      <Actions>
        <StartAgain interviewId={interviewId} />
        <ButtonLink to="/dashboard" variant="secondary">
          Back to the dashboard
        </ButtonLink>
      </Actions>
    </Panel>
  );
}

export function Failed({ interviewId, message }: FailedProps) {
  return (
    <Panel title="The interview was interrupted">
      <p>{message ?? "The connection to the interviewer was lost. What was said so far is kept."}</p>
      <Actions>
        <StartAgain interviewId={interviewId} />
        <ReadWhatWasSaid interviewId={interviewId} />
      </Actions>
    </Panel>
  );
}

export function Replaced({ onTakeBack }: { onTakeBack: () => void }) {
  return (
    <Panel title="This interview was opened in another tab">
      <p>It goes on there, and this tab is silent now. You can have it back here; then the other one stops.</p>
      <Actions>
        <Button onClick={onTakeBack}>Take it back here</Button>
        <ButtonLink to="/dashboard" variant="secondary">
          Back to the dashboard
        </ButtonLink>
      </Actions>
    </Panel>
  );
}

export function Lost({ interviewId, message, onRetry }: FailedProps & { onRetry: () => void }) {
  return (
    <Panel title={lostTitle}>
      <p>
        {keptWords} {message ?? lostWayOut}
      </p>
      <Actions>
        <Button onClick={onRetry}>Try again</Button>
        <ReadWhatWasSaid interviewId={interviewId} />
        <ButtonLink to="/dashboard" variant="secondary">
          Back to the dashboard
        </ButtonLink>
      </Actions>
    </Panel>
  );
}

export function Deleted() {
  return (
    <Panel title="This interview was deleted">
      <p>You deleted it in another tab or on another device, with everything that was said in it.</p>
      <Actions>
        <ButtonLink to="/dashboard">Back to the dashboard</ButtonLink>
      </Actions>
    </Panel>
  );
}

function StartAgain({ interviewId }: { interviewId: string }) {
  return (
    <PostForm action="/dashboard" hidden={{ intent: "start", from: interviewId }}>
      <SubmitButton pendingLabel="Starting…">Try again</SubmitButton>
    </PostForm>
  );
}

export function ReadWhatWasSaid({ interviewId }: { interviewId: string }) {
  return (
    <ButtonLink to={`/interview/${interviewId}/feedback`} variant="secondary">
      Read what was said
    </ButtonLink>
  );
}
