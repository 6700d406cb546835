import { useEffect, useRef } from "react";
import { workOn } from "../proof/proof.ts";

export type Task = { challenge: string; bits: number };

/** In a form: holds its first sending back until the browser has done the work asked for, then sends it with that. */
export function ProofFields({ task }: { task: Task | null }) {
  const proof = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const input = proof.current;
    const form = input?.form;
    // Browsers hash on a page of https or of this machine only; elsewhere the form goes as it is, and is told to wait.
    if (!task || !input || !form || !window.isSecureContext) return;
    input.value = "";
    let isWorking = false;
    const hold = (event: Event) => {
      if (input.value !== "") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (isWorking) return;
      isWorking = true;
      void workOn(task).then((done) => {
        input.value = done;
        form.requestSubmit();
      });
    };
    form.addEventListener("submit", hold, true);
    return () => form.removeEventListener("submit", hold, true);
  }, [task]);

  return task ? (
    <>
      <input type="hidden" name="challenge" value={task.challenge} />
      <input ref={proof} type="hidden" name="proof" defaultValue="" />
    </>
  ) : null;
}
