import type { Span } from "../delivery/measured.ts";
import { secondsWords } from "../delivery/delivery-words.ts";
import { useReading } from "./reading.ts";

export type StripPart = Span & { is: "interviewer" | "candidate" | "thinking" | "away" };

type StripProps = {
  parts: StripPart[];
  /** The time axis, in ms. */
  axis: Span;
  /** The finding, in a sentence. */
  label: string;
  /** The parts that the legend explains: its own, unless several strips share a legend. */
  explained?: StripPart[];
};

const width = 1000;

/** Who was heard when, on one time axis: the interviewer above, the candidate below. */
export function Strip({ parts, axis, label, explained = parts }: StripProps) {
  const { say } = useReading();
  const scale = width / Math.max(1, axis.endMs - axis.startMs);
  return (
    <figure className="break-inside-avoid">
      <svg
        viewBox={`0 0 ${width} 30`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
        className="h-9 w-full rounded-md bg-sunken forced-color-adjust-none print:border print:border-line"
      >
        {parts.map(({ is, startMs, endMs }, index) => (
          <rect
            key={index}
            x={(startMs - axis.startMs) * scale}
            width={Math.max(1.5, (endMs - startMs) * scale)}
            vectorEffect="non-scaling-stroke"
            {...looks[is]}
          />
        ))}
      </svg>
      <p aria-hidden="true" className="flex justify-between text-sm text-muted tabular-nums">
        <span>0 s</span>
        <span>{secondsWords(axis.endMs - axis.startMs)}</span>
      </p>
      <figcaption className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted empty:hidden">
        {kinds
          .filter(({ is }) => explained.some((part) => part.is === is))
          .map(({ is, words, toOthers = words, tone }) => (
            <span key={is} className="inline-flex items-center gap-2">
              <span aria-hidden="true" className={`h-2.5 w-4 rounded-sm forced-color-adjust-none [print-color-adjust:exact] ${tone}`} />
              {say(words, toOthers)}
            </span>
          ))}
      </figcaption>
    </figure>
  );
}

const looks = {
  interviewer: { y: 3, height: 10, className: "fill-accent" },
  candidate: { y: 16, height: 11, className: "fill-voice stroke-voice-strong" },
  thinking: { y: 20, height: 3, className: "fill-line-strong" },
  away: { y: 0, height: 30, className: "fill-transparent stroke-danger", strokeDasharray: "4 3" },
};

const kinds: { is: StripPart["is"]; words: string; toOthers?: string; tone: string }[] = [
  { is: "interviewer", words: "Interviewer, upper line", tone: "bg-accent" },
  { is: "candidate", words: "You, lower line", toOthers: "Candidate, lower line", tone: "border border-voice-strong bg-voice" },
  { is: "thinking", words: "Before you spoke, thin line", toOthers: "Before the answer, thin line", tone: "h-1! bg-line-strong" },
  { is: "away", words: "Connection away, dashed", tone: "border border-dashed border-danger" },
];
