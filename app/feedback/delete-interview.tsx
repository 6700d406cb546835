import { forgetRecording, wantRecording } from "../recording/kept.client.ts";
import { useForgetWhenGone } from "../recording/use-forget-when-gone.ts";
import { ConfirmSubmit } from "../ui/confirm-submit.tsx";
import { PostForm } from "../ui/post-form.tsx";
import { useIsSubmitting } from "../ui/submit-button.tsx";

/** Deletes an interview with everything that belongs to it, and goes to the dashboard. */
export function DeleteInterview({ interviewId }: { interviewId: string }) {
  const hidden = { intent: "delete", id: interviewId };
  useForgetWhenGone(useIsSubmitting(hidden), () => {
    wantRecording(interviewId, false);
    return forgetRecording(interviewId);
  });
  return (
    <PostForm action="/dashboard" hidden={hidden} className="-mt-3 -ml-2 print:hidden">
      <ConfirmSubmit
        when={hidden}
        variant="ghost"
        className="px-2! text-danger-ink!"
        title="Delete this interview for good?"
        body="Its transcript, its report, every link to it and what this device recorded of it go at once. This cannot be undone."
        confirmLabel="Delete it"
        cancelLabel="Keep it"
        pendingLabel="Deleting…"
      >
        Delete this interview
      </ConfirmSubmit>
    </PostForm>
  );
}
