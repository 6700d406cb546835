import { ConfirmDialog } from "../../ui/dialog.tsx";
import type { CallDevices } from "../ports/call-devices.ts";
import { answersGiven } from "./closing-words.ts";
import { endWords } from "./end-words.ts";
import type { OwnAnswer } from "../ports/own-answer.ts";
import { useOwed } from "./use-owed.ts";
import { type CallActor, useCallContext } from "../ports/use-call.ts";
import { useSoftly } from "./use-softly.ts";

type EndQuestionProps = { call: CallActor; own: OwnAnswer; devices: CallDevices; isOpen: boolean; onClose: () => void };

/** Asks whether to end the interview, and says how many answers there are. */
export function EndQuestion({ call, own, devices, isOpen, onClose }: EndQuestionProps) {
  useSoftly(devices, isOpen);
  const captions = useCallContext(call, "captions");
  // An answer that is spoken now has no words yet, and counts all the same.
  const isOwed = useOwed(own);
  return (
    <ConfirmDialog
      title="End here?"
      body={endWords(answersGiven(captions, isOwed))}
      confirmLabel="End interview"
      cancelLabel="Keep going"
      open={isOpen}
      onConfirm={() => call.send({ type: "call.ended" })}
      onClose={onClose}
    />
  );
}
