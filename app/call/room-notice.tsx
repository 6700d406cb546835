import type { ReactNode } from "react";
import type { NoticeKind } from "../../machines/call/events.ts";
import { Alert } from "../ui/alert.tsx";
import { Button } from "../ui/button.tsx";
import { type CallActor, type CallSnapshot, useCallState } from "./use-call.ts";

const noticeOf = (it: CallSnapshot) => it.context.notice;
const isAnswering = (it: CallSnapshot) => it.matches({ live: { turn: "answering" } });

const told: Record<NoticeKind, { title: string; body: string }> = {
  CONFIRM_END: {
    title: "End the interview here?",
    body: "The interviewer understood that you want to stop. Without an answer it goes on.",
  },
  SILENCE_OFFERED: {
    title: "Take your time",
    body: "The interviewer waits. If it helps, hear the question again or have it put differently.",
  },
  TIME_LEFT: { title: "The time is nearly up", body: "The interviewer brings the interview to its end after this answer." },
  NOT_WRITTEN_DOWN: { title: "Your last answer could not be written down", body: "Say it once more, or type it." },
  MODE_LATER: { title: "The new pace counts a little later", body: "It begins when the line to the interviewer is renewed." },
  PROVIDER_SLOW: { title: "The interviewer is slow to answer", body: "Your answer has arrived. Wait a moment." },
};

/** At most one thing that the Worker wants to be known, with its way out. It takes no focus. */
export function RoomNotice({ call, onType }: { call: CallActor; onType: () => void }) {
  const kind = useCallState(call, noticeOf);
  const isSpeaking = useCallState(call, isAnswering);
  if (kind === null || (kind === "SILENCE_OFFERED" && isSpeaking)) return null;
  return (
    <Alert role="status" title={told[kind].title}>
      <p className={`mb-2 ${kind === "SILENCE_OFFERED" ? "max-sm:sr-only" : ""}`}>{told[kind].body}</p>
      <div className="room-ways-out">{waysOut(kind, call, onType)}</div>
    </Alert>
  );
}

const waysOut = (kind: NoticeKind, call: CallActor, onType: () => void): ReactNode => {
  switch (kind) {
    case "CONFIRM_END":
      return (
        <>
          <Button variant="danger" onClick={() => call.send({ type: "steered", what: "END_CONFIRMED" })}>
            End here
          </Button>
          <Button variant="secondary" onClick={() => call.send({ type: "steered", what: "END_DECLINED" })}>
            Keep going
          </Button>
        </>
      );
    case "SILENCE_OFFERED":
      return (
        <>
          <Button variant="secondary" onClick={() => call.send({ type: "speech.repeated" })}>
            Hear it again
          </Button>
          <Button variant="secondary" onClick={() => call.send({ type: "steered", what: "REPHRASE" })}>
            Put it differently
          </Button>
          <Button variant="ghost" onClick={() => call.send({ type: "steered", what: "MORE_TIME" })}>
            More time
          </Button>
        </>
      );
    case "NOT_WRITTEN_DOWN":
      return (
        <>
          <Button variant="secondary" onClick={onType}>
            Type it
          </Button>
          <Dismiss call={call} />
        </>
      );
    default:
      return <Dismiss call={call} />;
  }
};

function Dismiss({ call }: { call: CallActor }) {
  return (
    <Button variant="ghost" onClick={() => call.send({ type: "notice.dismissed" })}>
      All right
    </Button>
  );
}
