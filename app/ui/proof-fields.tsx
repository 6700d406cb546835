import { useEffect, useRef } from "react";
import { workOn } from "../proof/proof.ts";

export type Task = { challenge: string; bits: number };

/** Holds the first submission of a form until the browser has found the proof of work, then submits with it. */
export function ProofFields({ task }: { task: Task | null }) {
  const proof = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const input = proof.current;
    const form = input?.form;
    // Browsers can hash only in a secure context (https or this machine). Elsewhere the form is sent without a proof, and the answer says
    // to wait.
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
