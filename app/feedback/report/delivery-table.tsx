import type { AnswerDelivery } from "../delivery/delivery.ts";
import { atLeastWords, countWordsOf, measureWords, secondsWords, unknownWords } from "../delivery/delivery-words.ts";
import { countPauses } from "../delivery/timing.ts";
import { Table } from "../../ui/table.tsx";
import { entryId } from "./places.ts";
import { useReading } from "./reading.ts";

/** Every measure of every answer, or the reason why there is none. `hasWords`: there are words to count. */
export function DeliveryTable({ answers, hasWords }: { answers: AnswerDelivery[]; hasWords: boolean }) {
  const { hasTranscript } = useReading();
  const rows = answers.map((answer, index) => [
    hasTranscript ? (
      <a
        href={`#${entryId(answer.timestamps[0] ?? "")}`}
        className="-my-2 block py-2 text-accent-ink underline underline-offset-4 pointer-coarse:min-h-11 pointer-coarse:min-w-11"
      >
        {index + 1}
      </a>
    ) : (
      index + 1
    ),
    ...cells(answer).filter((_, column) => hasWords || !ofWords.includes(head[column + 1] ?? "")),
  ]);
  return (
    <Table
      label="How each answer was spoken"
      head={head.filter((name) => hasWords || !ofWords.includes(name))}
      rows={rows}
      holding="words"
    />
  );
}

const head = ["Answer", "Said", "Length", "Before", "A minute", "Long pauses", "Fillers", "Said often"];

const ofWords = ["Said", "A minute", "Fillers", "Said often"];

const cells = ({ count, unit, lengthMs, thinkingMs, pace, pauses, fillers, repeats, isCut, isNudged }: AnswerDelivery): string[] => [
  countWordsOf(count, unit),
  `${measureWords(lengthMs, secondsWords)}${isCut ? ", cut off" : ""}`,
  `${measureWords(thinkingMs, secondsWords)}${isNudged ? ", with a nudge" : ""}`,
  measureWords(pace, (value) => String(Math.round(value))),
  pauses === null
    ? unknownWords[lengthMs.unknown ?? "unmeasured"]
    : countPauses(pauses).long === 0
      ? "None"
      : String(countPauses(pauses).long),
  fillers === null ? unknownWords.unlisted : atLeastWords(fillers.length),
  repeats === null ? unknownWords.unlisted : repeats.map(({ word, times }) => `${word} (${times})`).join(", ") || "–",
];
