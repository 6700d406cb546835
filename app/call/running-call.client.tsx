import { useCallback } from "react";
import type { Topics } from "./room/agenda.tsx";
import { Closing } from "./screens/closing.tsx";
import { Blocked, Connecting, OpeningMicrophone, Unconnected } from "./screens/connecting.tsx";
import { Deleted, Failed, Lost, Replaced, Unbegun } from "./screens/endings.tsx";
import { Live } from "./room/live.tsx";
import type { Screen } from "./screens/screen.ts";
import { type CallSnapshot, type StartedCall, useCallContext, useCallState } from "./ports/use-call.ts";
import type { Settling } from "./connection/settle-end.ts";

export { startCall } from "./ports/use-call.ts";

type RunningCallProps = {
  started: StartedCall;
  screen: Exclude<Screen, "lobby">;
  settling: Settling;
  onSettle: () => void;
  interview: { id: string; role: string };
  topics: Topics;
};

/** Whether the interview was under way before, on this page or on the one before it. */
const isBegunIn = ({ context: { hasBegun, startedAtMs } }: CallSnapshot) => hasBegun || startedAtMs !== null;

/** Everything of a call that comes after its lobby. */
export function RunningCall({ started, screen, settling, onSettle, interview, topics }: RunningCallProps) {
  const { call } = started;
  const message = useCallContext(call, "message");
  const problem = useCallContext(call, "problem");
  const isBegun = useCallState(call, isBegunIn);
  const begin = useCallback(() => call.send({ type: "call.begun" }), [call]);
  const type = useCallback(() => call.send({ type: "call.typed" }), [call]);
  const retry = useCallback(() => call.send({ type: "call.retried" }), [call]);
  const end = useCallback(() => call.send({ type: "call.ended" }), [call]);
  if (settling === "deleted") return <Deleted />;
  switch (screen) {
    case "openingMicrophone":
      return <OpeningMicrophone onCancel={end} />;
    case "blocked":
      return <Blocked problem={problem ?? "unsupported"} onRetry={begin} onType={type} />;
    case "connecting":
      return <Connecting onCancel={end} />;
    case "unconnected":
      return <Unconnected interviewId={interview.id} message={message} isBegun={isBegun} onRetry={retry} />;
    case "live":
      return <Live started={started} role={interview.role} topics={topics} />;
    case "finishing":
    case "playingOut":
    case "closing":
    case "over":
      return <Closing started={started} phase={screen} settling={settling} role={interview.role} onGoOn={end} onSettle={onSettle} />;
    case "unbegun":
      return <Unbegun interviewId={interview.id} message={message} />;
    case "failed":
      return <Failed interviewId={interview.id} message={message} />;
    case "replaced":
      return <Replaced onTakeBack={retry} />;
    case "lost":
      return <Lost interviewId={interview.id} message={message} onRetry={retry} />;
    default:
      return screen satisfies never;
  }
}
