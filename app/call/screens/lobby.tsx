import type { ReactNode } from "react";
import type { Interview } from "../../../contract/app-api.ts";
import { writtenIn } from "../../../contract/written-in.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { PostForm } from "../../ui/post-form.tsx";
import { SubmitButton } from "../../ui/submit-button.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { levelWords } from "../../ui/level-words.ts";
import { RecordTick } from "../../recording/record-tick.tsx";
import { Agreement, Disclosure } from "./disclosure.tsx";
import { DeviceCheck } from "./device-check.tsx";
import { Actions, Panel } from "./panel.tsx";

export type LobbyInterview = Pick<Interview, "id" | "role" | "company" | "status" | "level" | "minutes" | "patience" | "mode" | "language">;

type LobbyProps = {
  interview: LobbyInterview;
  agenda: ReactNode;
  isTold: boolean;
  workerUrl: string;
  /** False until the page runs: a press before that would be lost. */
  isReady: boolean;
  /** Another tab of this browser has the interview open. */
  isTakeover: boolean;
  /** The interview is in progress, and this browser has no token to join it. */
  isElsewhere: boolean;
  takesFocus: boolean;
  onBegin: () => void;
  /** Begins without a microphone. */
  onType: () => void;
};

export function Lobby({ interview, agenda, isTold, workerUrl, isReady, isTakeover, isElsewhere, takesFocus, onBegin, onType }: LobbyProps) {
  const { role, company, language } = interview;
  const title = `Your interview: ${role}${company ? ` at ${company}` : ""}`;
  if (isElsewhere) return <Elsewhere id={interview.id} takesFocus={takesFocus} />;
  return (
    <Panel
      title={title}
      shown={
        <>
          Your interview: <bdi lang={writtenIn(role, language)}>{role}</bdi>
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
        <>
          <p className="flex flex-wrap items-center gap-x-4 font-semibold text-muted">
            {setupWords(interview)}
            {interview.status === "PENDING" ? <TextLink to={`/interview/new?instead=${interview.id}`}>Change</TextLink> : null}
          </p>
          <ol className="list-decimal space-y-1 pl-5">
            <li>The interviewer speaks first. Answer aloud, or type.</li>
            <li>Pauses are fine: for a long one, press Let me think.</li>
            <li>End whenever you like. Headphones and a quiet room work best.</li>
          </ol>
        </>
      )}
      <DeviceCheck isReady={isReady} workerUrl={workerUrl} onType={onType} />
      {isTakeover ? null : <RecordTick interviewId={interview.id} />}
      {isTakeover ? null : agenda}
      <Disclosure isTold={isTold} />
      {/* In sight wherever the page is scrolled to; the rest of the page ends under it. */}
      <div className="begin-bar sticky bottom-0 -mx-1 grid items-center gap-x-4 gap-y-1 bg-surface px-1 py-3 sm:grid-cols-[auto_minmax(0,1fr)]">
        <noscript className="col-span-full">
          <p className="pb-2 font-semibold">The interview needs JavaScript, because it uses your microphone.</p>
        </noscript>
        <Button disabled={!isReady} onClick={onBegin}>
          {isTakeover ? "Begin Interview here" : "Begin Interview"}
        </Button>
        {isTold ? null : <Agreement />}
      </div>
      <Actions>
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

/** The set-up in words, as far as it was given. */
const setupWords = ({ level, minutes, patience, mode }: LobbyInterview): string =>
  [
    ...(level ? [levelWords[level]] : []),
    minutes === null ? "Up to an hour" : `${minutes} minutes`,
    ...(mode === "STUDY" ? ["Study mode"] : []),
    patience === "HOLD_TO_TALK" ? "Hold to talk" : `${paceWords[patience ?? "NORMAL"]} pace`,
  ].join(" · ");

const paceWords = { QUICK: "Quick", NORMAL: "Normal", PATIENT: "Patient" } as const;

function Elsewhere({ id, takesFocus }: { id: string; takesFocus: boolean }) {
  return (
    <Panel title="This interview is going on somewhere else" takesFocus={takesFocus}>
      <p>
        It was opened in another browser or on another device, or you signed out during it. Go on where it is open, or end it here; what was
        said so far is kept.
      </p>
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
