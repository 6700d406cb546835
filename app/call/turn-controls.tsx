import { useCallback } from "react";
import { Button } from "../ui/button.tsx";
import { featuresOf, isThinking as thinkingOf, roomStateOf } from "./room-state.ts";
import { type CallActor, useCallState } from "./use-call.ts";
import { useShortcut } from "./use-shortcut.ts";

/** What the candidate does with their turn: take time, or give it away. Only what this Worker takes. */
export function TurnControls({ call, hasKeys }: { call: CallActor; hasKeys: boolean }) {
  const features = useCallState(call, featuresOf);
  const state = useCallState(call, roomStateOf);
  const isThinking = useCallState(call, thinkingOf);
  const [canThink, canSteer] = [features.includes("think"), features.includes("steer")];
  const isDue = state === "answering" || state === "held";
  const think = useCallback(() => call.send({ type: isThinking ? "think.ended" : "think.began" }), [call, isThinking]);
  const finish = useCallback(() => call.send({ type: "steered", what: "ANSWER_DONE" }), [call]);
  const repeat = useCallback(() => call.send({ type: "speech.repeated" }), [call]);
  useShortcut("t", hasKeys && canThink, think);
  useShortcut("enter", hasKeys && canSteer && isDue, finish);
  useShortcut("r", hasKeys && state !== null && state !== "speaking", repeat);
  const keyed = (key: string) => (hasKeys ? { "aria-keyshortcuts": key } : {});
  return (
    <>
      {canThink ? (
        <Button variant={isThinking ? "primary" : "secondary"} aria-pressed={isThinking} onClick={think} {...keyed("t")}>
          Let me think
        </Button>
      ) : null}
      {canSteer ? (
        <Button variant="secondary" disabled={!isDue} onClick={finish} {...keyed("Enter")}>
          I’m done
        </Button>
      ) : null}
    </>
  );
}
