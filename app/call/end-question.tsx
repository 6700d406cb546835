import { useSyncExternalStore } from "react";
import { ConfirmDialog } from "../ui/dialog.tsx";
import type { CallDevices } from "./call-devices.ts";
import { answersIn } from "./closing-words.ts";
import { endWords } from "./end-words.ts";
import type { OwnAnswer } from "./own-answer.ts";
import { type CallActor, type CallSnapshot, useCallState } from "./use-call.ts";
import { useSoftly } from "./use-softly.ts";

type EndQuestionProps = { call: CallActor; own: OwnAnswer; devices: CallDevices; isOpen: boolean; onClose: () => void };

const answersOf = (it: CallSnapshot) => answersIn(it.context.captions);
const isAnswerLast = (it: CallSnapshot) => it.context.captions.at(-1)?.speaker === "USER";

/** Asks before the interview ends, with what there is of it. */
export function EndQuestion({ call, own, devices, isOpen, onClose }: EndQuestionProps) {
  useSoftly(devices, isOpen);
  const written = useCallState(call, answersOf);
  const isWritten = useCallState(call, isAnswerLast);
  // An answer that is spoken now has no words yet, and counts all the same.
  const isSpoken = useSyncExternalStore(own.subscribe, own.read, own.read) !== null;
  return (
    <ConfirmDialog
      title="End here?"
      body={endWords(written + (isSpoken && !isWritten ? 1 : 0))}
      confirmLabel="End interview"
      cancelLabel="Keep going"
      open={isOpen}
      onConfirm={() => call.send({ type: "call.ended" })}
      onClose={onClose}
    />
  );
}
