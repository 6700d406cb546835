import type { ReactNode } from "react";
import type { Interview } from "../../contract/app-api.ts";
import { Alert } from "../ui/alert.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { PostForm } from "../ui/post-form.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import { RecordTick } from "../recording/record-tick.tsx";
import { Disclosure } from "./disclosure.tsx";
import { DeviceCheck } from "./device-check.tsx";
import { Actions, Panel } from "./panel.tsx";

type LobbyProps = {
  interview: Pick<Interview, "id" | "role" | "company" | "status">;
  agenda: ReactNode;
  isTold: boolean;
  workerUrl: string;
  /** False until the page runs: a press before that would be lost. */
  isReady: boolean;
  /** Another tab of this browser has the interview open. */
  isTakeover: boolean;
  /** It goes on, and nothing in this browser can join it. */
  isElsewhere: boolean;
  takesFocus: boolean;
  onBegin: () => void;
  /** Begins without a microphone. */
  onType: () => void;
};

export function Lobby({ interview, agenda, isTold, workerUrl, isReady, isTakeover, isElsewhere, takesFocus, onBegin, onType }: LobbyProps) {
  const { role, company } = interview;
  const title = `Your interview: ${role}${company ? ` at ${company}` : ""}`;
  if (isElsewhere) return <Elsewhere id={interview.id} takesFocus={takesFocus} />;
  return (
    <Panel
      title={title}
      shown={
        <>
          Your interview: <bdi>{role}</bdi>
          {company ? (
            <>
              {" at "}
              <bdi>{company}</bdi>
            </>
          ) : null}
        </>
      }
      takesFocus={takesFocus}
    >
      {isTakeover ? (
        <Alert title="This interview is open in another tab">Begin here, and the other tab stops. What was said so far is kept.</Alert>
      ) : (
        <ol className="list-decimal space-y-1 pl-5">
          <li>Your browser asks for the microphone. Nothing is recorded before you begin, and PrepPal keeps only the words.</li>
          <li>The interviewer greets you and speaks first. Answer aloud, as you would across a table; short pauses are fine.</li>
          <li>No microphone, or no place to talk? Type your answers: the interviewer speaks, and you write.</li>
          <li>You can speak over the interviewer at any time. Captions show what both of you said.</li>
          <li>End whenever you like. The transcript is waiting for you afterwards.</li>
        </ol>
      )}
      <p className="text-muted">Headphones and a quiet room work best: the interviewer then hears you and not itself.</p>
      {isTakeover ? null : agenda}
      <Disclosure isTold={isTold} />
      {isTakeover ? null : <RecordTick interviewId={interview.id} />}
      <DeviceCheck isReady={isReady} workerUrl={workerUrl} onType={onType} />
      <Actions>
        <Button disabled={!isReady} onClick={onBegin}>
          {isTakeover ? "Begin Interview here" : "Begin Interview"}
        </Button>
        <Button variant="secondary" disabled={!isReady} onClick={onType}>
          Type my answers
        </Button>
        <ButtonLink to="/dashboard" variant="ghost">
          Not now
        </ButtonLink>
      </Actions>
    </Panel>
  );
}

function Elsewhere({ id, takesFocus }: { id: string; takesFocus: boolean }) {
  return (
    <Panel title="This interview is going on somewhere else" takesFocus={takesFocus}>
      <p>It is open in another browser or on another device. Go on there, or end it here; what was said so far is kept.</p>
      <Actions>
        <PostForm action="/dashboard" hidden={{ intent: "cancel", id }}>
          <SubmitButton pendingLabel="Ending…" variant="danger">
            End it here
          </SubmitButton>
        </PostForm>
        <ButtonLink to="/dashboard" variant="secondary">
          Back to the dashboard
        </ButtonLink>
      </Actions>
    </Panel>
  );
}
