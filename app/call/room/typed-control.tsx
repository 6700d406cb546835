import { Button } from "../../ui/button.tsx";

type UseMicrophoneProps = { isTaken: boolean; onSpeak: () => void };

/** In place of the button that mutes, where there is no microphone: the way to one. `isTaken`: this interviewer takes typed answers. */
export function UseMicrophone({ isTaken, onSpeak }: UseMicrophoneProps) {
  return (
    <Button variant={isTaken ? "secondary" : "primary"} onClick={onSpeak}>
      Use a microphone
    </Button>
  );
}

/** What it means that there is none. */
export function TypedState({ isTaken }: { isTaken: boolean }) {
  return (
    <p className={isTaken ? "sr-only" : "order-last col-span-full basis-full text-center text-sm text-danger-ink"} role="status">
      {isTaken ? "You answer by typing." : "This interviewer takes no typed answers."}
    </p>
  );
}
