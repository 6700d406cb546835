import type { ReactNode } from "react";
import type { Delivery } from "../delivery/delivery.ts";
import { sizedBy, sizeOf } from "./answer-sizes.ts";
import { countWordsOf, measureWords, secondsWords } from "../delivery/delivery-words.ts";

/** Whose time, or where no sound was measured whose words, it was, to scale. */
export function TalkShare({ delivery, talkShare }: { delivery: Delivery; talkShare: NonNullable<Delivery["talkShare"]> }) {
  const { userCount, aiCount, unit, isTyped, speechMs, aiMs } = delivery;
  const percent = Math.round(talkShare.share * 100);
  const isTime = talkShare.of === "time";
  const [user, ai] =
    isTime && speechMs !== null && aiMs !== null
      ? [secondsWords(speechMs), secondsWords(aiMs)]
      : [countWordsOf(userCount, unit), countWordsOf(aiCount, unit)];
  return (
    <figure className="break-inside-avoid">
      <svg
        viewBox="0 0 100 8"
        preserveAspectRatio="none"
        role="img"
        aria-label={
          isTime
            ? `You spoke ${percent} % of the time that somebody spoke, the interviewer ${100 - percent} %.`
            : `You said ${percent} % of the words, the interviewer ${100 - percent} %.`
        }
        className="h-5 w-full overflow-hidden rounded-full forced-color-adjust-none"
      >
        <rect width="100" height="8" className="fill-accent" />
        <rect width={talkShare.share * 100} height="8" className="fill-voice" />
      </svg>
      <figcaption className="mt-2 flex flex-wrap justify-between gap-x-4 text-sm text-muted">
        <Key tone="bg-voice">
          You, {user} ({percent} %)
        </Key>
        <Key tone="bg-accent">
          Interviewer, {ai} ({100 - percent} %)
        </Key>
        {isTyped ? <span className="basis-full">Counted in words, as you typed some of it.</span> : null}
      </figcaption>
    </figure>
  );
}

/** Each answer as a bar on one scale that begins at zero: its time, or where no sound was measured or something typed its words. */
export function AnswerLengths({ delivery }: { delivery: Delivery }) {
  const { answers, unit } = delivery;
  const by = sizedBy(delivery);
  const isTime = by === "time";
  const lengths = answers.map((answer) => sizeOf(answer, by));
  const longest = Math.max(...lengths, 1);
  // A few answers stay slim bars from the left instead of filling the width.
  const step = 100 / Math.max(answers.length, 10);
  return (
    <figure className="break-inside-avoid">
      <svg
        viewBox="0 0 100 40"
        preserveAspectRatio="none"
        role="img"
        aria-label={
          isTime
            ? `Length of each answer, in order: ${answers.map(({ lengthMs }) => measureWords(lengthMs, secondsWords).toLowerCase()).join(", ")}.`
            : `${unit === "words" ? "Words" : "Characters"} in each answer, in order: ${lengths.join(", ")}.`
        }
        className="h-24 w-full border-b border-line-strong forced-color-adjust-none"
      >
        {lengths.map((length, index) => (
          <rect
            key={index}
            x={(index + 0.15) * step}
            y={40 - (length / longest) * 40}
            width={step * 0.7}
            height={(length / longest) * 40}
            className="fill-voice stroke-voice-strong"
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
      <figcaption className="mt-2 flex flex-wrap justify-between gap-x-4 text-sm text-muted">
        <span>First answer to last</span>
        <span>Longest {isTime ? secondsWords(longest) : countWordsOf(longest, unit)}</span>
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
