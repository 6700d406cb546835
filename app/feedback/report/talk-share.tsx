import type { ReactNode } from "react";
import type { Delivery } from "../delivery/delivery.ts";
import { useReading } from "./reading.ts";
import { countWordsOf, percentOf, secondsWords } from "../delivery/delivery-words.ts";

/** Who had which share of the time, to scale; of the words if no sound was measured. */
export function TalkShare({ delivery, talkShare }: { delivery: Delivery; talkShare: NonNullable<Delivery["talkShare"]> }) {
  const { say } = useReading();
  const { userCount, aiCount, unit, isTyped, speechMs, aiMs } = delivery;
  const percent = percentOf(talkShare.share);
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
            ? `${say("You", "The candidate")} spoke ${percent} % of the time that somebody spoke, the interviewer ${100 - percent} %.`
            : `${say("You", "The candidate")} said ${percent} % of the ${unit}, the interviewer ${100 - percent} %.`
        }
        className="h-5 w-full overflow-hidden rounded-full forced-color-adjust-none"
      >
        <rect width="100" height="8" className="fill-accent" />
        <rect width={talkShare.share * 100} height="8" className="fill-voice" />
      </svg>
      <figcaption className="mt-2 flex flex-wrap justify-between gap-x-4 text-sm text-muted">
        <Key tone="bg-voice">
          {say("You", "Candidate")}, {user} ({percent} %)
        </Key>
        <Key tone="bg-accent">
          Interviewer, {ai} ({100 - percent} %)
        </Key>
        {isTyped ? (
          <span className="basis-full">
            {say(`Counted in ${unit}, as you typed some of it.`, `Counted in ${unit}, as some of it was typed.`)}
          </span>
        ) : null}
      </figcaption>
    </figure>
  );
}

function Key({ tone, children }: { tone: string; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden="true" className={`size-2.5 rounded-full forced-color-adjust-none [print-color-adjust:exact] ${tone}`} />
      <span>{children}</span>
    </span>
  );
}
