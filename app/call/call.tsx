import { useMemo, useSyncExternalStore } from "react";
import type { Interview } from "../../contract/app-api.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Failed, Lost, Replaced } from "./endings.tsx";
import { Live } from "./live.tsx";
import { Lobby } from "./lobby.tsx";
import { microphoneWords } from "./microphone-words.ts";
import { Actions, Panel } from "./panel.tsx";
import { recallResumeToken, type Remembered } from "./resume-token.ts";
import { type Screen, screenOf } from "./screen.ts";
import { type CallSnapshot, useCall, useCallState } from "./use-call.ts";

type CallProps = {
  interview: Pick<Interview, "id" | "role" | "company" | "status">;
  workerUrl: string;
  onOver: () => void;
};

/** One interview in the browser, from the lobby to its end. */
export function Call(props: CallProps) {
  const isBrowser = useSyncExternalStore(never, isHere, isElsewhere);
  const { id } = props.interview;
  const remembered = useMemo(() => (isBrowser ? recallResumeToken(id) : null), [id, isBrowser]);
  if (!remembered) return <Lobby interview={props.interview} isReady={false} isTakeover={false} takesFocus={false} onBegin={isHere} />;
  return <RunningCall key={id} {...props} remembered={remembered} />;
}

const never = () => () => undefined;
const isHere = () => true;
const isElsewhere = () => false;
const messageOf = (it: CallSnapshot) => it.context.message;
const hasLeftLobby = (it: CallSnapshot) => it.context.attempts > 0;

function RunningCall({ interview, workerUrl, remembered, onOver }: CallProps & { remembered: Remembered }) {
  const { call, meters } = useCall({ interviewId: interview.id, workerUrl, remembered, onOver });
  const screen = useCallState(call, screenOf);
  const message = useCallState(call, messageOf);
  const takesFocus = useCallState(call, hasLeftLobby);
  const begin = () => call.send({ type: "call.begun" });
  const retry = () => call.send({ type: "call.retried" });
  const end = () => call.send({ type: "call.ended" });

  return (
    <>
      <p role="status" className="sr-only">
        {announcements[screen]}
      </p>
      {shown()}
    </>
  );

  function shown() {
    switch (screen) {
      case "lobby": {
        const isTakeover = remembered.isTakeover && remembered.resumeToken !== null;
        return <Lobby interview={interview} isReady isTakeover={isTakeover} takesFocus={takesFocus} onBegin={begin} />;
      }
      case "openingMicrophone":
        return (
          <Panel title="Waiting for your microphone">
            <p>If your browser asks, allow this page to use the microphone.</p>
          </Panel>
        );
      case "permissionRefused":
      case "missing":
      case "busy":
      case "unsupported":
        return (
          <Panel title={microphoneWords[screen].title}>
            <p>{microphoneWords[screen].wayOut}</p>
            <Actions>
              <Button onClick={begin}>Try again</Button>
              <BackToDashboard />
            </Actions>
          </Panel>
        );
      case "connecting":
        return (
          <Panel title="Connecting to your interviewer">
            <p>This takes a few seconds.</p>
            <Actions>
              <Button variant="secondary" onClick={end}>
                Cancel
              </Button>
            </Actions>
          </Panel>
        );
      case "unconnected":
        return (
          <Panel title="The interview could not begin">
            <p>{message ?? "The interviewer did not answer. Check your connection, then try again."}</p>
            <Actions>
              <Button onClick={retry}>Try again</Button>
              <BackToDashboard />
            </Actions>
          </Panel>
        );
      case "live":
        return <Live call={call} meters={meters} role={interview.role} />;
      case "ending":
        return <Panel title="Ending the interview">Your transcript is being made ready.</Panel>;
      case "draining":
        return (
          <Panel title="The interview is over">
            <p>The interviewer is finishing the last sentence. Then you can read what was said.</p>
            <Actions>
              <Button onClick={end}>Go on to the transcript</Button>
            </Actions>
          </Panel>
        );
      case "failed":
        return <Failed interviewId={interview.id} message={message} />;
      case "replaced":
        return <Replaced onTakeBack={retry} />;
      case "lost":
        return <Lost interviewId={interview.id} onRetry={retry} />;
      default:
        return screen satisfies never;
    }
  }
}

const announcements: Partial<Record<Screen, string>> = {
  openingMicrophone: "Waiting for your microphone.",
  connecting: "Connecting to your interviewer.",
  live: "You are connected. The interviewer speaks first.",
  ending: "Ending the interview.",
  draining: "The interview is over.",
};

function BackToDashboard() {
  return (
    <ButtonLink to="/dashboard" variant="secondary">
      Back to the dashboard
    </ButtonLink>
  );
}
