import { Button } from "../ui/button.tsx";
import { featuresOf, roomStateOf } from "./room-state.ts";
import { type CallActor, useCallState } from "./use-call.ts";

/** What can be asked of the interviewer about the question, and whether now. `onAsked` follows a press. */
export function Asking({ call, onAsked }: { call: CallActor; onAsked?: () => void }) {
  const state = useCallState(call, roomStateOf) ?? "listening";
  const canSteer = useCallState(call, featuresOf).includes("steer");
  const isBusy = state === "speaking" || state === "due";
  const ask = (event: Parameters<CallActor["send"]>[0]) => () => {
    call.send(event);
    onAsked?.();
  };
  return (
    <div className="room-asking flex flex-wrap justify-center gap-1">
      <Button variant="ghost" aria-keyshortcuts="r" disabled={state === "speaking"} onClick={ask({ type: "speech.repeated" })}>
        Hear it again
      </Button>
      {canSteer ? (
        <>
          <Button variant="ghost" disabled={isBusy} onClick={ask({ type: "steered", what: "REPHRASE" })}>
            Put it differently
          </Button>
          <Button variant="ghost" disabled={isBusy} onClick={ask({ type: "steered", what: "SKIP" })}>
            Skip
          </Button>
        </>
      ) : null}
    </div>
  );
}
