import { rubric } from "../../../report/rubric.ts";
import { PostForm } from "../../ui/post-form.tsx";
import { SubmitButton } from "../../ui/submit-button.tsx";
import { Moment } from "../../ui/moment.tsx";
import type { ScheduledDrill } from "./drill-schedule.ts";
import { kindNames } from "./progress-words.ts";

/** What to practise, and when. `today` is an ISO 8601 date. */
export function DrillList({ drills, today }: { drills: ScheduledDrill[]; today: string }) {
  return (
    <ul className="divide-y divide-line">
      {drills.map(({ dim, kind, dueOn, value, fromId }) => {
        const { name, tip } = rubric[dim];
        const hidden = { intent: "practise", from: fromId, dim };
        return (
          <li key={`${dim} ${kind}`} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-4">
            <div className="min-w-0 grow basis-72">
              <p className="text-sm text-muted">
                {name}, {kindNames[kind]} questions · last {value} of 5 ·{" "}
                {dueOn <= today ? (
                  <span className="font-semibold text-voice-ink">due now</span>
                ) : (
                  <>
                    due <Moment iso={dueOn} isDateOnly />
                  </>
                )}
              </p>
              <p className="font-semibold">{tip[0]}</p>
              <p>{tip[1]}</p>
            </div>
            <PostForm hidden={hidden}>
              <SubmitButton when={hidden} pendingLabel="Starting…" variant={dueOn <= today ? "primary" : "secondary"}>
                Practise
                <span className="sr-only">
                  : {name}, {kindNames[kind]}
                </span>
              </SubmitButton>
            </PostForm>
          </li>
        );
      })}
    </ul>
  );
}
