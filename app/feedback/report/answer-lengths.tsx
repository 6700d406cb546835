import type { Report } from "../../../contract/report.ts";
import type { AnswerDelivery, Delivery } from "../delivery/delivery.ts";
import { countWordsOf, longestName, measureWords, secondsWords } from "../delivery/delivery-words.ts";
import { sizedBy, sizeOf } from "./answer-sizes.ts";
import { questionTo } from "./lookups.ts";
import { entryId, questionAnchor } from "./places.ts";
import { useReading } from "./reading.ts";

/**
 * Each answer as a bar on a scale that begins at zero: its time, or its words if no sound was measured or something was typed. Each bar is
 * numbered and links to its question, or without one to its words.
 */
export function AnswerLengths({ delivery, report }: { delivery: Delivery; report: Report | null }) {
  const { hasTranscript } = useReading();
  const { answers, unit } = delivery;
  const by = sizedBy(delivery);
  const longest = Math.max(...answers.map((answer) => sizeOf(answer, by)), 1);
  const isTime = by === "time";
  const words = (answer: AnswerDelivery) => (isTime ? measureWords(answer.lengthMs, secondsWords) : countWordsOf(answer.size, unit));
  return (
    <figure className="break-inside-avoid">
      <ol className="flex overflow-x-auto pb-1 print:flex-wrap">
        {answers.map((answer, index) => {
          const question = report && questionTo(report, answer);
          const place = question ? questionAnchor(question.id) : hasTranscript ? entryId(answer.timestamps[0] ?? "") : null;
          const name = `Answer ${index + 1}: ${words(answer)}${question ? `, question ${question.number}` : ""}`;
          const bar = <Bar share={sizeOf(answer, by) / longest} number={index + 1} />;
          return (
            <li key={answer.timestamps[0]} className="max-w-14 min-w-8 grow basis-0 print:grow-0">
              {place === null ? (
                <>
                  {bar}
                  <span className="sr-only">{name}</span>
                </>
              ) : (
                <a href={`#${place}`} aria-label={name} title={name} className="group/bar block text-accent-ink">
                  {bar}
                </a>
              )}
            </li>
          );
        })}
      </ol>
      <figcaption className="mt-2 text-sm text-muted">{longestWords(delivery, by, longest)}</figcaption>
    </figure>
  );
}

const longestWords = (delivery: Delivery, by: "time" | "words", longest: number): string => {
  const numbers = delivery.answers.flatMap((answer, index) => (sizeOf(answer, by) === longest ? [String(index + 1)] : []));
  const name = by === "time" ? longestName(delivery) : "longest";
  const size = by === "time" ? secondsWords(longest) : countWordsOf(longest, delivery.unit);
  if (numbers.length < 2) return numbers.length === 0 ? "" : `The ${name} is answer ${numbers[0]}: ${size}.`;
  return `The ${name} are answers ${listed.format(numbers)}: ${size} each.`;
};
const listed = new Intl.ListFormat("en");

function Bar({ share, number }: { share: number; number: number }) {
  return (
    <>
      <svg
        viewBox="0 0 10 40"
        preserveAspectRatio="none"
        aria-hidden="true"
        className="block h-24 w-full border-b border-line-strong forced-color-adjust-none"
      >
        <rect
          x="1.5"
          y={40 - share * 40}
          width="7"
          height={share * 40}
          className="fill-voice stroke-voice-strong group-hover/bar:fill-voice-strong"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <span aria-hidden="true" className="block min-h-6 text-center text-sm leading-6 tabular-nums group-hover/bar:underline">
        {number}
      </span>
    </>
  );
}
