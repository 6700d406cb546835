import { Button, type ButtonVariant } from "../../ui/button.tsx";
import { useWatched } from "../../ui/use-watched.ts";
import type { LastWords } from "../ports/last-words.ts";
import { isSpeakerOn, roomStateOf } from "./room-state.ts";
import { type CallActor, useCallState } from "../ports/use-call.ts";

/** Whether this page can replay words of the interviewer's, and they would be heard. */
export const useHasWords = (call: CallActor, lastWords: LastWords): boolean => {
  const isKept = useWatched(lastWords) !== "nothing";
  const isHeard = useCallState(call, isSpeakerOn);
  return isKept && isHeard;
};

type HearAgainProps = { call: CallActor; lastWords: LastWords; variant: ButtonVariant; onAsked?: (() => void) | undefined };

/** The button that replays the interviewer's last words. */
export function HearAgain({ call, lastWords, variant, onAsked }: HearAgainProps) {
  const isSpeaking = useCallState(call, roomStateOf) === "speaking";
  const hasWords = useHasWords(call, lastWords);
  const repeat = () => {
    call.send({ type: "speech.repeated" });
    onAsked?.();
  };
  return (
    <Button variant={variant} isOff={isSpeaking || !hasWords} aria-keyshortcuts="r" onClick={repeat}>
      Hear it again
    </Button>
  );
}
