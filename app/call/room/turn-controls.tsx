import { useCallback } from "react";
import { Button } from "../../ui/button.tsx";
import { useHasWords } from "./hear-again.tsx";
import type { LastWords } from "../ports/last-words.ts";
import { featuresOf, isReconnecting, isThinking as thinkingOf, roomStateOf } from "./room-state.ts";
import { type CallActor, useCallState } from "../ports/use-call.ts";
import { useShortcut } from "./use-shortcut.ts";

const keyed = (hasKeys: boolean, key: string) => (hasKeys ? { "aria-keyshortcuts": key } : {});

/** The button that takes time to think. The keys of the turn are here, too: they work whether their buttons are in sight or not. */
export function ThinkControl({ call, lastWords, hasKeys }: { call: CallActor; lastWords: LastWords; hasKeys: boolean }) {
  const features = useCallState(call, featuresOf);
  const state = useCallState(call, roomStateOf);
  const isAway = useCallState(call, isReconnecting);
  const isThinking = useCallState(call, thinkingOf);
  const hasWords = useHasWords(call, lastWords);
  const canThink = features.includes("think");
  const think = useCallback(() => call.send({ type: isThinking ? "think.ended" : "think.began" }), [call, isThinking]);
  const finish = useCallback(() => call.send({ type: "steered", what: "ANSWER_DONE" }), [call]);
  const repeat = useCallback(() => call.send({ type: "speech.repeated" }), [call]);
  useShortcut("t", hasKeys && canThink, think);
  useShortcut("enter", hasKeys && features.includes("steer") && isDue(state) && !isAway, finish);
  useShortcut("r", hasKeys && hasWords && state !== null && state !== "speaking", repeat);
  if (!canThink) return null;
  return (
    <Button
      variant={isThinking ? "primary" : "secondary"}
      aria-pressed={isThinking}
      className="room-think"
      onClick={think}
      {...keyed(hasKeys, "t")}
    >
      Let me think
    </Button>
  );
}

type DoneControlProps = { call: CallActor; hasKeys: boolean; onDone?: () => void };

/** The button that ends the candidate's turn: off while there is none to end, absent if this Worker does not take it. */
export function DoneControl({ call, hasKeys, onDone }: DoneControlProps) {
  const canSteer = useCallState(call, featuresOf).includes("steer");
  const state = useCallState(call, roomStateOf);
  const isAway = useCallState(call, isReconnecting);
  if (!canSteer) return null;
  const finish = () => {
    call.send({ type: "steered", what: "ANSWER_DONE" });
    onDone?.();
  };
  return (
    <Button variant="secondary" isOff={isAway || !isDue(state)} onClick={finish} {...keyed(hasKeys, "Enter")}>
      I’m done
    </Button>
  );
}

const isDue = (state: ReturnType<typeof roomStateOf>): boolean => state === "answering" || state === "held";
