import type { ReactNode } from "react";
import type { Steering } from "../../../contract/vocabulary.ts";
import type { NoticeKind } from "../../../machines/call/events.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button, type ButtonVariant } from "../../ui/button.tsx";
import { HearAgain } from "./hear-again.tsx";
import type { LastWords } from "../ports/last-words.ts";
import { isReconnecting, lastSpeakerOf } from "./room-state.ts";
import { type CallActor, type CallSnapshot, useCallContext, useCallState } from "../ports/use-call.ts";

const isAnswering = (it: CallSnapshot) => it.matches({ live: { turn: "answering" } });

type Wording = { title: string; more?: string; body: string };

/** On a small screen `more` is for a screen reader alone: it would cover the question. */
const wordings: Record<NoticeKind, Wording> = {
  CONFIRM_END: {
    title: "End the interview here?",
    more: "The interviewer understood that you want to stop.",
    body: "Without an answer it goes on.",
  },
  SILENCE_OFFERED: {
    title: "Take your time",
    more: "The interviewer waits. If it helps, hear the question again or have it put differently.",
    body: "",
  },
  TIME_LEFT: { title: "The time is nearly up", body: "The interviewer ends it after this answer." },
  NOT_WRITTEN_DOWN: { title: "Your answer was not written down", body: "Say it once more, or type it." },
  MODE_LATER: { title: "The new pace counts a little later", body: "It begins when the line to the interviewer is renewed." },
  PROVIDER_SLOW: { title: "The interviewer is slow to answer", body: "Your answer has arrived. Wait a moment." },
};
const slowToBegin: Wording = { title: "The interviewer is slow to begin", body: "Wait a moment." };

type RoomNoticeProps = { call: CallActor; lastWords: LastWords; onType: () => void };

/** The Worker's notice, if there is one, with what can be done about it. It takes no focus. */
export function RoomNotice({ call, lastWords, onType }: RoomNoticeProps) {
  const kind = useCallContext(call, "notice");
  const isSpeaking = useCallState(call, isAnswering);
  const hasSpoken = useCallState(call, lastSpeakerOf) !== null;
  if (kind === null || (kind === "SILENCE_OFFERED" && isSpeaking)) return null;
  const { title, more, body } = kind === "PROVIDER_SLOW" && !hasSpoken ? slowToBegin : wordings[kind];
  return (
    <Alert role="status" title={title}>
      <div className={isOnlyTold(kind) ? "flex flex-wrap items-end justify-between gap-2" : ""}>
        <p className={`${more && !body ? "small:sr-only" : ""} ${isOnlyTold(kind) ? "grow basis-36" : "mb-2"}`}>
          {more ? <span className="small:sr-only">{more}</span> : null}
          {more && body ? ` ${body}` : body || null}
        </p>
        <div className="room-ways-out">{waysOut(kind, { call, lastWords, onType })}</div>
      </div>
    </Alert>
  );
}

/** With such a notice there is nothing to choose: it can only be dismissed. */
const isOnlyTold = (kind: NoticeKind): boolean => kind === "TIME_LEFT" || kind === "MODE_LATER" || kind === "PROVIDER_SLOW";

const waysOut = (kind: NoticeKind, { call, lastWords, onType }: RoomNoticeProps): ReactNode => {
  switch (kind) {
    case "CONFIRM_END":
      return (
        <>
          <Steer call={call} variant="danger" what="END_CONFIRMED">
            End here
          </Steer>
          <Steer call={call} variant="secondary" what="END_DECLINED">
            Keep going
          </Steer>
        </>
      );
    case "SILENCE_OFFERED":
      return (
        <>
          <HearAgain call={call} lastWords={lastWords} variant="secondary" />
          <Steer call={call} variant="secondary" what="REPHRASE">
            Put it differently
          </Steer>
          <Steer call={call} variant="ghost" what="MORE_TIME">
            More time
          </Steer>
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

type SteerProps = { call: CallActor; variant: ButtonVariant; what: Steering; children: string };

/** Off while the connection is lost: nobody would be told. */
function Steer({ call, variant, what, children }: SteerProps) {
  return (
    <Button variant={variant} isOff={useCallState(call, isReconnecting)} onClick={() => call.send({ type: "steered", what })}>
      {children}
    </Button>
  );
}

function Dismiss({ call }: { call: CallActor }) {
  return (
    <Button variant="ghost" className="flex-none whitespace-nowrap" onClick={() => call.send({ type: "notice.dismissed" })}>
      All right
    </Button>
  );
}
