import type { ReactNode } from "react";
import type { Measures } from "./measures.ts";
import { counted } from "./words.ts";

/** Whose words they were, to scale. */
export function TalkShare({ talkShare, userWords, aiWords }: Measures & { talkShare: number }) {
  const percent = Math.round(talkShare * 100);
  return (
    <figure className="break-inside-avoid">
      <svg
        viewBox="0 0 100 8"
        preserveAspectRatio="none"
        role="img"
        aria-label={`You said ${percent} % of the words, the interviewer ${100 - percent} %.`}
        className="h-5 w-full overflow-hidden rounded-full"
      >
        <rect width="100" height="8" className="fill-accent" />
        <rect width={talkShare * 100} height="8" className="fill-voice" />
      </svg>
      <figcaption className="mt-2 flex flex-wrap justify-between gap-x-4 text-sm text-muted">
        <Key tone="bg-voice">
          You, {counted(userWords, "word")} ({percent} %)
        </Key>
        <Key tone="bg-accent">
          Interviewer, {counted(aiWords, "word")} ({100 - percent} %)
        </Key>
      </figcaption>
    </figure>
  );
}

/** Words of each answer as bars on one scale that begins at zero. */
export function AnswerLengths({ answers, wordsPerAnswer }: { answers: number[]; wordsPerAnswer: number }) {
  const longest = Math.max(...answers, 1);
  // A few answers stay slim bars from the left instead of filling the width.
  const step = 100 / Math.max(answers.length, 10);
  return (
    <figure className="break-inside-avoid">
      <svg
        viewBox="0 0 100 40"
        preserveAspectRatio="none"
        role="img"
        aria-label={`Words in each answer, in order: ${answers.join(", ")}.`}
        className="h-24 w-full border-b border-line-strong"
      >
        {answers.map((words, index) => {
          const height = (words / longest) * 40;
          return (
            <rect
              key={index}
              x={(index + 0.15) * step}
              y={40 - height}
              width={step * 0.7}
              height={height}
              className="fill-voice stroke-voice-strong"
              vectorEffect="non-scaling-stroke"
            />
          );
        })}
      </svg>
      <figcaption className="mt-2 flex flex-wrap justify-between gap-x-4 text-sm text-muted">
        <span>First answer to last</span>
        <span>
          Longest {counted(longest, "word")}, on average {wordsPerAnswer}
        </span>
      </figcaption>
    </figure>
  );
}

function Key({ tone, children }: { tone: string; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden="true" className={`size-2.5 rounded-full forced-color-adjust-none ${tone}`} />
      <span>{children}</span>
    </span>
  );
}
