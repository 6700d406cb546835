import { counted } from "../../../contract/amounts.ts";
import type { AnswerDelivery } from "../delivery/delivery.ts";
import { measureWords, secondsWords } from "../delivery/delivery-words.ts";
import { countPauses } from "../delivery/timing.ts";
import { Fold } from "../../ui/fold.tsx";
import { useReading } from "./reading.ts";
import { spokenParts } from "./spoken-parts.ts";
import { Strip, type StripPart } from "./strip.tsx";

type AnswerTimelineProps = { answer: AnswerDelivery; name: string; title: string | null; explained: StripPart[] };

/** The timeline of an answer, with a title if it is one of several; nothing if no sound was measured. */
export function AnswerTimeline({ answer, name, title, explained }: AnswerTimelineProps) {
  const { say } = useReading();
  const { span, askedEndMs, pauses, thinkingMs, lengthMs } = answer;
  if (!span || !pauses) return null;
  const startMs = Math.min(askedEndMs ?? span.startMs, span.startMs);
  const rows = [
    [say("Before you spoke", "Before the answer"), measureWords(thinkingMs, secondsWords)],
    ["Length", measureWords(lengthMs, secondsWords)],
    ...pauses.filter(({ ms }) => ms >= 1_000).map(({ atMs, ms }) => [`Pause, ${secondsWords(atMs - span.startMs)} in`, secondsWords(ms)]),
  ];
  return (
    <div>
      {title === null ? null : <h4 className="mb-1 text-sm font-semibold">{title}</h4>}
      <Strip
        parts={spokenParts(answer)}
        axis={{ startMs, endMs: span.endMs }}
        label={`${name}: ${timelineWords(answer)}.`}
        explained={explained}
      />
      <Fold summary="As a table">
        <table className="w-full max-w-sm break-inside-avoid text-left text-sm">
          <caption className="sr-only">{name} in time</caption>
          <thead className="sr-only">
            <tr>
              <th scope="col">What</th>
              <th scope="col">How long</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([what, long]) => (
              <tr key={what} className="border-t border-line">
                <th scope="row" className="py-1 pr-4 font-normal">
                  {what}
                </th>
                <td className="py-1 tabular-nums">{long}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Fold>
    </div>
  );
}

/** "58 s long, thought 1.4 s, 2 long pauses": what was measured; the rest is left out. */
export const timelineWords = ({ lengthMs, thinkingMs, overlapMs, pauses, isCut }: AnswerDelivery): string => {
  const long = pauses ? countPauses(pauses).long : 0;
  return [
    lengthMs.value !== null
      ? `${secondsWords(lengthMs.value)} long`
      : lengthMs.unknown === "typed"
        ? measureWords(lengthMs, secondsWords)
        : "",
    thinkingMs.value === null
      ? ""
      : thinkingMs.value === 0 && overlapMs > 0
        ? `began ${secondsWords(overlapMs)} before the question ended`
        : `thought ${secondsWords(thinkingMs.value)}`,
    long > 0 ? `${counted(long, "pause")} of 2 s or more` : "",
    isCut ? "cut off" : "",
  ]
    .filter(Boolean)
    .join(", ");
};
