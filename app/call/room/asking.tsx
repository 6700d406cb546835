import { Button } from "../../ui/button.tsx";
import { HearAgain } from "./hear-again.tsx";
import type { LastWords } from "../ports/last-words.ts";
import { featuresOf, isReconnecting, roomStateOf } from "./room-state.ts";
import { type CallActor, useCallState } from "../ports/use-call.ts";

type AskingProps = { call: CallActor; lastWords: LastWords; onAsked?: () => void };

/** The buttons that ask something of the interviewer about the question. `onAsked` is called after a press. */
export function Asking({ call, lastWords, onAsked }: AskingProps) {
  const state = useCallState(call, roomStateOf) ?? "listening";
  const canSteer = useCallState(call, featuresOf).includes("steer");
  const isAway = useCallState(call, isReconnecting);
  const isBusy = isAway || state === "speaking" || state === "due";
  const ask = (event: Parameters<CallActor["send"]>[0]) => () => {
    call.send(event);
    onAsked?.();
  };
  return (
    <div className="room-asking flex flex-wrap justify-center gap-1">
      <HearAgain call={call} lastWords={lastWords} variant="ghost" onAsked={onAsked} />
      {canSteer ? (
        <>
          <Button variant="ghost" isOff={isBusy} onClick={ask({ type: "steered", what: "REPHRASE" })}>
            Put it differently
          </Button>
          <Button variant="ghost" isOff={isBusy} onClick={ask({ type: "steered", what: "SKIP" })}>
            Skip
          </Button>
        </>
      ) : null}
    </div>
  );
}
