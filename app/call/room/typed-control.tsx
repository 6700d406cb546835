import { Button } from "../../ui/button.tsx";

type UseMicrophoneProps = { isTaken: boolean; onSpeak: () => void };

/** Replaces the mute button where there is no microphone: asks for one. `isTaken`: this Worker takes typed answers. */
export function UseMicrophone({ isTaken, onSpeak }: UseMicrophoneProps) {
  return (
    <Button variant={isTaken ? "secondary" : "primary"} onClick={onSpeak}>
      Use a microphone
    </Button>
  );
}

/** Says what it means to have no microphone. */
export function TypedState({ isTaken }: { isTaken: boolean }) {
  return (
    <p className={isTaken ? "sr-only" : "order-last col-span-full basis-full text-center text-sm text-danger-ink"} role="status">
      {isTaken ? "You answer by typing." : "This interviewer takes no typed answers."}
    </p>
  );
}
