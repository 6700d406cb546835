import { PostForm } from "../ui/post-form.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";

/** Starts another interview with the same set-up. */
export function PractiseAgain({ interviewId, words = "Practise again" }: { interviewId: string; words?: string }) {
  return (
    <PostForm action="/dashboard" hidden={{ intent: "start", from: interviewId }} className="print:hidden">
      <SubmitButton when={{ from: interviewId }} pendingLabel="Starting…">
        {words}
      </SubmitButton>
    </PostForm>
  );
}
