import type { Dimension } from "../../../contract/vocabulary.ts";
import { PostForm } from "../../ui/post-form.tsx";
import { SubmitButton } from "../../ui/submit-button.tsx";
import { useReading } from "./reading.ts";

type PractiseThisProps = {
  words: string;
  /** Distinguishes buttons with the same words. */
  about?: string;
  dim?: Dimension | undefined;
  /** The question to be asked again. */
  question?: string | undefined;
};

/** Starts a short interview on one point, with the set-up of this one. Renders nothing if the reader is not the candidate. */
export function PractiseThis({ words, about, dim, question }: PractiseThisProps) {
  const { interviewId } = useReading();
  if (interviewId === null) return null;
  const hidden = { intent: "practise", ...(dim && { dim }), ...(question && { question }) };
  return (
    <PostForm action={`/interview/${interviewId}/feedback`} hidden={hidden} className="print:hidden">
      <SubmitButton when={hidden} pendingLabel="Starting…" variant="secondary">
        {words}
        {about ? <span className="sr-only">: {about}</span> : null}
      </SubmitButton>
    </PostForm>
  );
}
