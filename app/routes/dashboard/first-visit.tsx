import { ButtonLink } from "../../ui/button.tsx";
import { HearInterviewer } from "./hear-interviewer.tsx";

/** Shown in place of an empty history: what an interview is like, and what one gets from it. */
export function FirstVisit() {
  return (
    <div className="mt-3">
      <p className="font-semibold">Nothing here yet</p>
      <p className="mt-1 max-w-prose text-muted">
        Begin above: you check your microphone first, and nothing is recorded before you begin. Or look and listen first:
      </p>
      <div className="mt-4 flex flex-wrap gap-3">
        <HearInterviewer />
        <ButtonLink to="/sample" variant="secondary">
          See a sample report
        </ButtonLink>
      </div>
    </div>
  );
}
