import { type ReactNode, useDeferredValue, useEffect, useState, useSyncExternalStore } from "react";
import { Agenda, type Topics } from "./agenda.tsx";
import { Asking } from "./asking.tsx";
import { clock } from "./clock.ts";
import { MeterBar } from "./meter-bar.tsx";
import type { Meter } from "./meter.ts";
import type { OwnAnswer } from "./own-answer.ts";
import { Presence } from "./presence.tsx";
import {
  isThinkingNext,
  lastSpeakerOf,
  type MicrophoneSeen,
  questionOf,
  type RoomState,
  roomStateOf,
  type StageState,
  untilOf,
} from "./room-state.ts";
import { type CallActor, useCallState } from "./use-call.ts";
import { useNow } from "./use-now.ts";

type StageProps = {
  call: CallActor;
  own: OwnAnswer;
  topics: Topics;
  meters: { candidate: Meter; interviewer: Meter };
  microphone: MicrophoneSeen;
  /** Whether the question stands here in writing. */
  hasQuestion: boolean;
  /** Whether what can be asked of the interviewer is asked here. */
  hasAsking: boolean;
};

/** An answer that comes sooner (ms) needs no word. */
const thinkingMs = 700;
const longMs = 3_000;
const microphoneWords = { on: "Your voice", muted: "Muted", lost: "No microphone", typed: "You type" };

/** Whose turn it is, large, with what can be asked of the interviewer about the question where there is room. */
export function Stage({ call, own, topics, meters, microphone, hasQuestion, hasAsking }: StageProps) {
  const turn = useCallState(call, roomStateOf) ?? "listening";
  const lastSpeaker = useCallState(call, lastSpeakerOf);
  const isSpoken = useSyncExternalStore(own.subscribe, own.read, own.read) !== null;
  const isMuted = microphone === "muted";
  const isOpening = turn === "due" && lastSpeaker === null && !isSpoken;
  const isUnheard = isMuted && (turn === "listening" || turn === "answering");
  const state = isOpening ? "opening" : isUnheard ? "muted" : turn;
  const untilMs = useCallState(call, untilOf);
  const isNext = useCallState(call, isThinkingNext);
  return (
    <StageFrame state={state}>
      <Presence state={state} endsAtMs={state === "answering" ? untilMs : null} />
      <Words
        key={state}
        state={state}
        untilMs={untilMs}
        hasAnswered={isSpoken || lastSpeaker === "USER"}
        isMuted={isMuted}
        isThinkingNext={isNext}
      />
      {hasQuestion ? <Question call={call} /> : null}
      <SpokenState turn={turn} />
      <div className="grid w-full max-w-xs grid-cols-2 gap-3 text-start text-sm">
        <span>
          Interviewer
          <MeterBar meter={meters.interviewer} label="Interviewer: loudness" tone="interviewer" />
        </span>
        <span>
          {microphoneWords[microphone]}
          <MeterBar meter={meters.candidate} label="You: loudness" tone="candidate" />
        </span>
      </div>
      {hasAsking ? <Asking call={call} /> : null}
      <Agenda call={call} topics={topics} />
    </StageFrame>
  );
}

/** What the stage stands on. */
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
  muted: "border-danger bg-danger-soft text-danger-ink",
  listening: "border-line bg-surface",
  answering: "border-voice bg-voice-soft text-voice-ink forced-colors:border-[Highlight]",
  held: "border-voice border-dashed bg-voice-soft text-voice-ink forced-colors:border-[Highlight]",
  due: "border-line bg-surface",
  speaking: "border-accent bg-accent-soft text-accent-ink forced-colors:border-[Highlight]",
};

/** An answer was given, where what follows it is waited for. */
type Said = { state: StageState; hasAnswered: boolean; isMuted: boolean; isThinkingNext: boolean };

const wordsOf = ({ state, hasAnswered }: Said, forMs: number): string => {
  switch (state) {
    case "opening":
      return "The interviewer is about to speak";
    case "muted":
      return "Muted: nobody hears you";
    case "listening":
      return "Listening";
    case "answering":
      return "Your answer";
    case "held":
      return "Held";
    case "due":
      return forMs >= thinkingMs || !hasAnswered ? "Thinking…" : "Your answer";
    case "speaking":
      return "Speaking";
  }
};

const detailOf = ({ state, hasAnswered, isMuted, isThinkingNext }: Said, forMs: number, leftMs: number | null): string => {
  switch (state) {
    case "opening":
      return "";
    case "muted":
      return "Unmute to answer.";
    case "listening":
      return "Begin when you like.";
    case "answering":
      return clock(Math.floor(forMs / 1000));
    case "held":
      return leftMs === null ? "The interviewer waits." : `The interviewer waits, ${clock(Math.ceil(leftMs / 1000))} left.`;
    case "due":
      return forMs < longMs ? "" : `The interviewer is thinking.${hasAnswered ? " Your answer is there." : ""}`;
    case "speaking":
      if (isMuted) return "Muted: nobody hears you.";
      return isThinkingNext ? "Then you have time to think." : "Speak whenever you want to come in.";
  }
};

/** The end of a long one: what is asked comes last, and the log has the rest. There a screen reader finds it, too. */
export function Question({ call }: { call: CallActor }) {
  const question = useDeferredValue(useCallState(call, questionOf));
  return (
    <div aria-hidden="true" className="room-question">
      <p dir="auto">{question}</p>
    </div>
  );
}

/** The state in words; mounted anew with each state, so that it counts from there. */
function Words({ untilMs, ...said }: Said & { untilMs: number | null }) {
  const [sinceMs] = useState(() => performance.now());
  const now = useNow(250);
  const forMs = Math.max(0, now - sinceMs);
  const leftMs = untilMs === null ? null : Math.max(0, untilMs - now);
  return (
    <div>
      <p className="text-2xl font-semibold">{wordsOf(said, forMs)}</p>
      <p className="min-h-6 text-sm tabular-nums">{detailOf(said, forMs, leftMs)}</p>
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
/** One change of state in so long (ms) is read out. */
const spokenMs = 2_000;

/** The turn for a screen reader, not more often than it can be listened to. */
function SpokenState({ turn }: { turn: RoomState }) {
  const [words, setWords] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setWords(spokenWords[turn]), spokenMs);
    return () => clearTimeout(timer);
  }, [turn]);
  return (
    <p role="status" className="sr-only">
      {words}
    </p>
  );
}
