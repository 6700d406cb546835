import { Button } from "../ui/button.tsx";

/** In place of the button that mutes, where there is no microphone: what that means, and the way to one. */
export function TypedControl({ isTaken, onSpeak }: { isTaken: boolean; onSpeak: () => void }) {
  return (
    <>
      <Button variant={isTaken ? "secondary" : "primary"} onClick={onSpeak}>
        Use a microphone
      </Button>
      <p className={isTaken ? "sr-only" : "order-last col-span-full basis-full text-center text-sm text-danger-ink"} role="status">
        {isTaken ? "You answer by typing." : "This interviewer takes no typed answers."}
      </p>
    </>
  );
}
