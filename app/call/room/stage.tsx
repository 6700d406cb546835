import { type ReactNode, type RefObject, useDeferredValue, useEffect, useRef, useState } from "react";
import { useOnline } from "../../ui/use-online.ts";
import { useWatched, useWatchedPart } from "../../ui/use-watched.ts";
import { Agenda, type Topics } from "./agenda.tsx";
import { Asking } from "./asking.tsx";
import type { LastWords } from "../ports/last-words.ts";
import { MeterBar } from "./meter-bar.tsx";
import type { Meter } from "../audio/meter.ts";
import type { OwnAnswer } from "../ports/own-answer.ts";
import { Presence } from "./presence.tsx";
import {
  isAnswerOpen,
  isHoldToTalk,
  isReconnecting,
  isThinkingNext,
  lastSpeakerOf,
  type MicrophoneSeen,
  questionOf,
  type RoomState,
  roomStateOf,
  type StageState,
  untilOf,
} from "./room-state.ts";
import { useSpokenLanguage } from "./spoken-language.ts";
import { detailOf, type Said, wordsOf } from "./stage-words.ts";
import { type CallActor, useCallState } from "../ports/use-call.ts";
import { useNow } from "./use-now.ts";

type StageProps = {
  call: CallActor;
  own: OwnAnswer;
  lastWords: LastWords;
  topics: Topics;
  meters: { candidate: Meter; interviewer: Meter };
  microphone: MicrophoneSeen;
  /** The talk button is tapped, not held. */
  isTapped: boolean;
  /** Whether the question is shown here in writing. */
  hasQuestion: boolean;
  /** Whether the buttons that ask something of the interviewer are here. */
  hasAsking: boolean;
};

const microphoneWords = { on: "Your voice", muted: "Your voice", lost: "No microphone", typed: "You type" };

/** Whose turn it is, in large words, with the question, the meters and the agenda. */
export function Stage({ call, own, lastWords, topics, meters, microphone, isTapped, hasQuestion, hasAsking }: StageProps) {
  const floor = useCallState(call, roomStateOf) ?? "listening";
  const lastSpeaker = useCallState(call, lastSpeakerOf);
  const spokenSinceMs = useWatched(own);
  const isSpoken = spokenSinceMs !== null;
  const isAgain = useWatched(lastWords) === "playing";
  const isHeard = useWatchedPart(meters.interviewer, ({ isSpeaking }) => isSpeaking);
  // The Worker gives the turn away once everything is sent, which may be long before it has been played.
  const turn = floor === "listening" && isHeard && !isAgain ? "speaking" : floor;
  const isButtoned = useCallState(call, isHoldToTalk);
  const isAway = useCallState(call, isReconnecting);
  const isAnswerKept = useCallState(call, isAnswerOpen);
  const isMuted = microphone === "muted";
  const isListened = turn === "listening" || turn === "answering";
  const seen = (): StageState => {
    if (isAway) return "away";
    if (turn === "due" && lastSpeaker === null && !isSpoken) return "opening";
    if (isAgain && (turn === "listening" || turn === "held")) return "again";
    if (isMuted && isListened) return "muted";
    return isButtoned && turn === "listening" ? "unheld" : turn;
  };
  const state = seen();
  const untilMs = useCallState(call, untilOf);
  const isNext = useCallState(call, isThinkingNext);
  return (
    <StageFrame state={state}>
      <Presence state={state} endsAtMs={state === "answering" ? untilMs : null} />
      <Words
        key={state}
        state={state}
        ownSinceMs={state === "answering" ? spokenSinceMs : null}
        untilMs={untilMs}
        hasAnswered={isSpoken || lastSpeaker === "USER"}
        isMuted={isMuted}
        isAnswerKept={isAnswerKept}
        isThinkingNext={isNext}
        button={isButtoned ? (isTapped ? "tap" : "hold") : null}
        voice={meters.candidate}
      />
      {hasQuestion ? <Question call={call} /> : null}
      <SpokenState words={spokenOf(state, turn, isNext)} />
      <div className="room-meters grid w-full max-w-xs grid-cols-2 gap-3 text-start text-sm">
        <span>
          Interviewer
          <MeterBar meter={meters.interviewer} label="Interviewer: loudness" tone="interviewer" />
        </span>
        <span>
          {microphoneWords[microphone]}
          <MeterBar meter={meters.candidate} label="You: loudness" tone="candidate" />
        </span>
      </div>
      {hasAsking ? <Asking call={call} lastWords={lastWords} /> : null}
      <Agenda call={call} topics={topics} />
    </StageFrame>
  );
}

/** The stage's frame, coloured by its state. */
export function StageFrame({ state, children }: { state: StageState; children: ReactNode }) {
  return (
    <div
      className={`room-stage grid [align-content:safe_center] justify-items-center gap-x-4 gap-y-2 rounded-2xl border p-3 text-center lg:gap-y-4 lg:p-4 ${looks[state]}`}
    >
      {children}
    </div>
  );
}

const looks: Record<StageState, string> = {
  opening: "border-line bg-surface",
  away: "border-line border-dashed bg-surface",
  unheld: "border-line bg-surface",
  again: "border-accent bg-accent-soft text-accent-ink forced-colors:border-[Highlight]",
  muted: "border-danger bg-danger-soft text-danger-ink",
  listening: "border-line bg-surface",
  answering: "border-voice bg-voice-soft text-voice-ink forced-colors:border-[Highlight]",
  held: "border-voice border-dashed bg-voice-soft text-voice-ink forced-colors:border-[Highlight]",
  due: "border-line bg-surface",
  speaking: "border-accent bg-accent-soft text-accent-ink forced-colors:border-[Highlight]",
};

/** The question. Of a long one the end is shown, since what is asked comes last; the log has all of it, also for a screen reader. */
export function Question({ call }: { call: CallActor }) {
  const question = useDeferredValue(useCallState(call, questionOf));
  const language = useSpokenLanguage();
  const box = useRef<HTMLDivElement>(null);
  const isCut = useCut(box, question);
  return (
    <div ref={box} aria-hidden="true" data-cut={isCut} className="room-question">
      <p lang={language} dir="auto">
        {question}
      </p>
    </div>
  );
}

/** Whether a box holds more than it shows. */
const useCut = (box: RefObject<HTMLElement>, words: string): boolean => {
  const [isCut, setCut] = useState(false);
  useEffect(() => {
    const whole = box.current?.firstElementChild;
    if (typeof ResizeObserver !== "function" || !box.current || !whole) return;
    const sizes = new ResizeObserver(() => setCut(whole.scrollHeight > (box.current?.clientHeight ?? 0) + 1));
    sizes.observe(box.current);
    sizes.observe(whole);
    return () => sizes.disconnect();
  }, [box, words]);
  return isCut;
};

type WordsProps = Omit<Said, "isVoiced" | "isOnline"> & {
  /** When the candidate's own answer began (ms of the page's clock); null if there is none. */
  ownSinceMs: number | null;
  untilMs: number | null;
  voice: Meter;
};

/** The state in words. It is mounted anew with each state and counts from then, but goes on counting for an answer that was held. */
function Words({ ownSinceMs, untilMs, voice, ...rest }: WordsProps) {
  const [sinceMs] = useState(() => performance.now());
  const now = useNow(250);
  const isVoiced = useWatchedPart(voice, ({ isSpeaking }) => isSpeaking);
  const said = { ...rest, isVoiced, isOnline: useOnline() };
  const forMs = Math.max(0, now - (ownSinceMs ?? sinceMs));
  const leftMs = untilMs === null ? null : Math.max(0, untilMs - now);
  return (
    <div>
      <p className="text-2xl font-semibold small:text-lg">{wordsOf(said, forMs)}</p>
      <p className="min-h-6 text-sm tabular-nums small:min-h-10">{detailOf(said, forMs, leftMs)}</p>
    </div>
  );
}

const spokenWords: Record<RoomState, string> = {
  listening: "Your turn.",
  answering: "",
  held: "Held.",
  due: "",
  speaking: "The interviewer speaks.",
};
/** Null if there is nothing to say now: that the connection is lost is told by `Announcements`. */
const spokenOf = (state: StageState, turn: RoomState, isThinkingNext: boolean): string | null => {
  if (state === "away") return null;
  if (state === "speaking" && isThinkingNext) return "The interviewer speaks: then you have time to think.";
  if (state === "again") return "The interviewer speaks again.";
  return state === "unheld" ? "Your turn: use the button to talk." : spokenWords[turn];
};
/** A state is read out once it has lasted this long (ms). */
const spokenMs = 2_000;

/** Announces the turn to a screen reader, no more often than it can be listened to. */
function SpokenState({ words }: { words: string | null }) {
  const [spoken, setSpoken] = useState("");
  useEffect(() => {
    if (words === null) return;
    const timer = setTimeout(() => setSpoken(words), spokenMs);
    return () => clearTimeout(timer);
  }, [words]);
  return (
    <p role="status" className="sr-only">
      {spoken}
    </p>
  );
}
