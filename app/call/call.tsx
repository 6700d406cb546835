import { type ReactNode, useCallback, useMemo } from "react";
import type { Interview } from "../../contract/app-api.ts";
import { useRunning } from "../ui/use-running.ts";
import { agree } from "./agree.ts";
import { Blocked, Connecting, OpeningMicrophone, Unconnected } from "./connecting.tsx";
import { Failed, Finishing, Lost, Over, Replaced, Unbegun } from "./endings.tsx";
import { Live } from "./live.tsx";
import { Lobby } from "./lobby.tsx";
import { recallResumeToken, type Remembered } from "./resume-token.ts";
import { type Screen, screenOf } from "./screen.ts";
import { type CallSnapshot, useCall, useCallState } from "./use-call.ts";
import { WrongAddress } from "./wrong-address.tsx";

type CallProps = {
  interview: Pick<Interview, "id" | "role" | "company" | "status">;
  workerUrl: string;
  /** The only origin from which the Worker takes an interview; null where nobody has said it. */
  appOrigin: string | null;
  /** What will be talked about, for the lobby. */
  agenda: ReactNode;
  /** Whether the candidate has agreed to what is said before an interview. */
  isTold: boolean;
  onOver: () => void;
};

/** One interview in the browser, from the lobby to its end. */
export function Call(props: CallProps) {
  const isBrowser = useRunning();
  const { id } = props.interview;
  const remembered = useMemo(() => (isBrowser ? recallResumeToken(id) : null), [id, isBrowser]);
  if (!remembered)
    return (
      <Lobby
        interview={props.interview}
        agenda={props.agenda}
        isTold={props.isTold}
        workerUrl={props.workerUrl}
        isReady={false}
        isTakeover={false}
        takesFocus={false}
        onBegin={nothing}
      />
    );
  if (props.appOrigin !== null && props.appOrigin !== location.origin) return <WrongAddress appOrigin={props.appOrigin} />;
  return <RunningCall key={id} {...props} remembered={remembered} />;
}

const nothing = () => undefined;
const messageOf = (it: CallSnapshot) => it.context.message;
const problemOf = (it: CallSnapshot) => it.context.problem;
const hasLeftLobby = (it: CallSnapshot) => it.context.attempts > 0;

function RunningCall({ interview, workerUrl, agenda, isTold, remembered, onOver }: CallProps & { remembered: Remembered }) {
  const { call, meters, quality } = useCall({ interviewId: interview.id, workerUrl, remembered, onOver });
  const screen = useCallState(call, screenOf);
  const message = useCallState(call, messageOf);
  const problem = useCallState(call, problemOf);
  const takesFocus = useCallState(call, hasLeftLobby);
  const begin = useCallback(() => call.send({ type: "call.begun" }), [call]);
  const agreeAndBegin = useCallback(() => {
    if (!isTold) agree();
    begin();
  }, [isTold, begin]);
  const retry = useCallback(() => call.send({ type: "call.retried" }), [call]);
  const end = useCallback(() => call.send({ type: "call.ended" }), [call]);

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
        return (
          <Lobby
            interview={interview}
            agenda={agenda}
            isTold={isTold}
            workerUrl={workerUrl}
            isReady
            isTakeover={isTakeover}
            takesFocus={takesFocus}
            onBegin={agreeAndBegin}
          />
        );
      }
      case "openingMicrophone":
        return <OpeningMicrophone onCancel={end} />;
      case "blocked":
        return <Blocked problem={problem ?? "unsupported"} onRetry={begin} />;
      case "connecting":
        return <Connecting onCancel={end} />;
      case "unconnected":
        return <Unconnected message={message} onRetry={retry} />;
      case "live":
        return <Live call={call} meters={meters} quality={quality} role={interview.role} />;
      case "finishing":
        return <Finishing />;
      case "playingOut":
      case "over":
        return <Over onGoOn={screen === "over" ? null : end} />;
      case "unbegun":
        return <Unbegun interviewId={interview.id} message={message} />;
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
  finishing: "Finishing your interview.",
  playingOut: "The interview is over.",
  over: "The interview is over.",
};
