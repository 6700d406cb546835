import { useEffect, useRef, useState } from "react";
import { writtenIn } from "../../../contract/written-in.ts";
import { Button } from "../../ui/button.tsx";
import { useOnline } from "../../ui/use-online.ts";
import { useCaptionSettings } from "../room/caption-settings.ts";
import { Captions } from "../room/captions.tsx";
import { awayWords, closingWords } from "../room/closing-words.ts";
import { Presence } from "../room/presence.tsx";
import { featuresOf } from "../room/room-state.ts";
import type { Screen } from "./screen.ts";
import { useSpokenLanguage } from "../room/spoken-language.ts";
import { Question, StageFrame } from "../room/stage.tsx";
import { Unsent } from "../room/unsent.tsx";
import { type CallSnapshot, type StartedCall, useCallState } from "../ports/use-call.ts";
import { useOwed } from "../room/use-owed.ts";
import { usePhone } from "../room/use-phone.ts";
import { useSlow } from "../room/use-slow.ts";
import type { Settling } from "../connection/settle-end.ts";

type Phase = Extract<Screen, "finishing" | "playingOut" | "closing" | "over">;
type ClosingProps = {
  started: StartedCall;
  phase: Phase;
  settling: Settling;
  role: string;
  onGoOn: () => void;
  /** Asks the app once more. */
  onSettle: () => void;
};

const contextOf = (it: CallSnapshot) => it.context;

const states = { finishing: "due", playingOut: "speaking", closing: "over", over: "over" } as const;

/** The room from the end of an interview until its report: stage and words stay where they were, and nothing is left to do but to go on. */
export function Closing({ started, phase, settling, role, onGoOn, onSettle }: ClosingProps) {
  const { call, own } = started;
  const context = useCallState(call, contextOf);
  const [{ place, size, look }] = useCaptionSettings();
  const isPhone = usePhone();
  const hasTurns = useCallState(call, featuresOf).length > 0;
  // A candidate who never was in the room has nothing to read there.
  const hasWords = context.startedAtMs !== null && place !== "off";
  const isOnline = useOnline();
  const isSlow = useSlow(phase === "finishing");
  const isOwed = useOwed(own);
  const { title, body } = wordsOf(phase, context, { isOnline, isSlow, settling, isOwed, isSpeechLeft: started.hasSpeechLeft() });
  const isStuck = phase === "over" && isOnline && settling === "unanswered";
  const state = states[phase];
  return (
    <section
      className={`room mx-auto grid w-full gap-4 ${hasTurns ? "room-two max-w-6xl" : "max-w-3xl"}`}
      data-captions={place}
      data-phone={isPhone}
    >
      <header className="flex flex-wrap items-center justify-between gap-x-6">
        <h1 lang={writtenIn(role, useSpokenLanguage())} dir="auto" className="text-2xl wrap-anywhere">
          {role}
        </h1>
        {/* The place of the time in the room is kept, so that nothing moves. */}
        <div className="min-h-11" />
      </header>
      <StageFrame state={state === "over" ? "listening" : state}>
        <Presence state={state} endsAtMs={null} />
        <LastWords title={title} body={body} />
        {hasWords ? <Question call={call} /> : null}
        <div className="min-h-11">
          {phase === "finishing" ? null : (
            <Button isPending={phase === "over" && !isStuck} onClick={isStuck ? onSettle : onGoOn}>
              {isStuck ? "Try again" : "To your report"}
            </Button>
          )}
        </div>
      </StageFrame>
      {hasWords ? (
        <Captions
          captions={place === "line" ? context.captions.slice(-1) : context.captions}
          className={`room-captions h-[clamp(12rem,42dvh,30rem)] caption-${size} caption-${look}`}
        >
          <Unsent call={call} />
        </Captions>
      ) : (
        <div className="grid content-start gap-3">
          <Unsent call={call} />
        </div>
      )}
    </section>
  );
}

/** The first words are read out by the focus that the heading takes, later ones as a message: each once. */
function LastWords({ title, body }: { title: string; body: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const words = `${title} ${body}`;
  const [first] = useState(words);
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>
        <span className="block text-2xl small:text-lg">{title}</span> <span className="mt-1 block font-normal small:text-sm">{body}</span>
      </h2>
      <p role="status" className="sr-only">
        {words === first ? "" : words}
      </p>
    </>
  );
}

const finishingWords = "Your last words are being written down. This takes a few seconds.";
const slowWords = "The line is slow, or away. It is tried for up to a minute, and what was said so far is kept.";
const offlineWords = "You are offline: it ends as soon as you are back. What was said so far is kept.";

type Way = { isOnline: boolean; isSlow: boolean; settling: Settling; isOwed: boolean; isSpeechLeft: boolean };

const wordsOf = (phase: Phase, context: CallSnapshot["context"], { isOnline, isSlow, settling, ...left }: Way) => {
  switch (phase) {
    case "finishing":
      return { title: "Finishing your interview", body: isOnline ? (isSlow ? slowWords : finishingWords) : offlineWords };
    case "playingOut":
      return { title: "The interview is over", body: "The interviewer is finishing the last sentence." };
    case "closing":
    case "over": {
      const isUnsent = context.answers.length > 0;
      // A page that was loaded again at the end knows nothing of what was said.
      const ended =
        context.startedAtMs === null && !isUnsent
          ? { title: "Finishing your interview", body: "This takes a few seconds." }
          : closingWords({ ...context, ...left, isUnsent });
      const { title, body } = ended;
      const away = awayWords(isOnline, settling);
      return { title, body: away === null ? body : `${body} ${away}` };
    }
  }
};
