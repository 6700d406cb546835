import type { AnswerDelivery } from "../delivery/delivery.ts";
import { atLeastWords, countWordsOf, measureWords, secondsWords, unknownWords } from "../delivery/delivery-words.ts";
import { countPauses } from "../delivery/timing.ts";
import { entryId } from "./places.ts";
import { useReading } from "./reading.ts";

/** Every measure of every answer, with the reason where there is none. */
export function DeliveryTable({ answers }: { answers: AnswerDelivery[] }) {
  const { hasTranscript } = useReading();
  return (
    <div tabIndex={0} role="region" aria-label="Every answer" className="overflow-x-auto">
      <table className="w-full min-w-160 text-left text-sm">
        <caption className="sr-only">How each answer was spoken</caption>
        <thead>
          <tr className="border-b border-line-strong">
            {["Answer", "Said", "Length", "Before", "A minute", "Long pauses", "Fillers", "Said often"].map((head) => (
              <th key={head} scope="col" className="py-1.5 pr-3 font-semibold">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answers.map((answer, index) => (
            <tr key={answer.timestamps[0]} className="border-b border-line align-top">
              <th scope="row" className="py-1.5 pr-3 font-semibold">
                {hasTranscript ? (
                  <a href={`#${entryId(answer.timestamps[0] ?? "")}`} className="text-accent-ink underline underline-offset-4">
                    {index + 1}
                  </a>
                ) : (
                  index + 1
                )}
              </th>
              {cells(answer).map((cell, column) => (
                <td key={column} className="py-1.5 pr-3 tabular-nums">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const cells = ({ count, unit, lengthMs, thinkingMs, pace, pauses, fillers, repeats, isCut, isNudged }: AnswerDelivery): string[] => [
  countWordsOf(count, unit),
  `${measureWords(lengthMs, secondsWords)}${isCut ? ", cut off" : ""}`,
  `${measureWords(thinkingMs, secondsWords)}${isNudged ? ", with a nudge" : ""}`,
  measureWords(pace, (value) => String(Math.round(value))),
  pauses === null ? unknownWords.unmeasured : countPauses(pauses).long === 0 ? "None" : String(countPauses(pauses).long),
  fillers === null ? unknownWords.unlisted : atLeastWords(fillers.length),
  repeats === null ? unknownWords.unlisted : repeats.map(({ word, times }) => `${word} (${times})`).join(", ") || "–",
];
