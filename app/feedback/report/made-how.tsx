import type { Feedback } from "../../../contract/report.ts";
import { Card } from "../../ui/card.tsx";
import { Moment } from "../../ui/moment.tsx";
import { checksWords } from "../checks-words.ts";
import { type Reading, useReading } from "./reading.ts";
import type { Delivery } from "../delivery/delivery.ts";

type MadeHowProps = { feedback: Feedback; timing: Delivery["timing"]; writer?: string | undefined };

/** Who wrote the report and from what, how it was checked, and what it cannot know. */
export function MadeHow({ feedback, timing, writer = "AI" }: MadeHowProps) {
  const { say } = useReading();
  const { checks, model, modelVersion, promptVersion, rubricVersion, createdAt, version } = feedback;
  return (
    <Card id="how" aria-labelledby="how-title" className="text-sm">
      <h2 id="how-title" className="text-lg">
        How this was made
      </h2>
      <p className="mt-2 max-w-prose">
        Written by {writer} ({modelVersion ?? model ?? "model not named"}
        {createdAt ? (
          <>
            , <Moment iso={createdAt} isDateOnly />
          </>
        ) : null}
        ) from {say("your", "the")} transcript; practice feedback, not an assessment for hiring. Nothing is judged by {say("your", "the")}{" "}
        voice: delivery is measured, never rated.
      </p>
      <ul className="mt-3 list-disc space-y-1 pl-5 text-muted">
        {checks ? <li>{checksWords(checks, say("what you said", "what was said by the candidate"))}</li> : null}
        <li>Steps of 1 to 5 follow fixed anchors in words. They are not calibrated against human interviewers, and there is no total.</li>
        <li>{timingWords(timing, say)}</li>
        <li>
          Version {version}
          {rubricVersion ? `, rubric ${rubricVersion}` : ""}
          {promptVersion ? `, prompt ${promptVersion}` : ""}.
        </li>
      </ul>
    </Card>
  );
}

const timingWords = (timing: Delivery["timing"], say: Reading["say"]): string => {
  if (timing === null) return "Times were not measured in this interview; only words are counted.";
  const whose = say("your", "the candidate’s");
  return timing === "marked"
    ? `Times are counted by the samples of ${whose} microphone, and by when the interviewer was heard on ${whose} device.`
    : `Times are counted by the samples of ${whose} microphone; when the interviewer was heard is estimated to about 0.2 s.`;
};
