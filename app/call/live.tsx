import { useCallback, useDeferredValue, useEffect, useRef, useState } from "react";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { Announcements } from "./announcements.tsx";
import { Captions } from "./captions.tsx";
import { LeaveQuestion } from "./leave-question.tsx";
import type { Meter } from "./meter.ts";
import { MuteControl } from "./mute-control.tsx";
import { Notices } from "./notices.tsx";
import { ReadAloud } from "./read-aloud.tsx";
import { TimeLeft } from "./time-left.tsx";
import { type CallActor, type CallSnapshot, useCallState } from "./use-call.ts";
import { useWakeLock } from "./use-wake-lock.ts";
import { Voices } from "./voices.tsx";

type LiveProps = { call: CallActor; meters: { candidate: Meter; interviewer: Meter }; role: string };

const captionsOf = (it: CallSnapshot) => it.context.captions;
/** A conversation that is told again comes as hundreds of captions at once: they are drawn when there is time, not one by one. */
const useCaptions = (call: CallActor) => useDeferredValue(useCallState(call, captionsOf));
const endOf = (it: CallSnapshot) => it.context.endsAtMs;
const microphoneOf = (it: CallSnapshot) =>
  it.matches({ live: { microphone: "muted" } }) ? "muted" : it.matches({ live: { microphone: "on" } }) ? "on" : "lost";

export function Live({ call, meters, role }: LiveProps) {
  const [isAsking, setAsking] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const endsAtMs = useCallState(call, endOf);
  const microphone = useCallState(call, microphoneOf);
  const isMuted = microphone === "muted";
  const toggle = useCallback(() => call.send({ type: isMuted ? "call.unmuted" : "call.muted" }), [call, isMuted]);

  useWakeLock();
  useEffect(() => heading.current?.focus(), []);

  return (
    <section className="room mx-auto grid max-w-3xl gap-4">
      <header className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h1 ref={heading} tabIndex={-1} dir="auto" className="text-2xl wrap-anywhere">
          {role}
        </h1>
        {endsAtMs === null ? null : <TimeLeft endsAtMs={endsAtMs} />}
      </header>
      <Notices call={call} />
      <Voices meters={meters} microphone={microphone} />
      <LiveCaptions call={call} />
      <Announcements call={call} />
      {/* Before the button that opens it: whoever looks for the first "End" finds the one that acts. */}
      <ConfirmDialog
        title="End the interview?"
        body="The interviewer stops, and your transcript is made ready. You cannot come back to this interview."
        confirmLabel="End interview"
        cancelLabel="Keep going"
        open={isAsking}
        onConfirm={() => call.send({ type: "call.ended" })}
        onClose={() => setAsking(false)}
      />
      <LeaveQuestion call={call} />
      <div className="room-controls sticky bottom-0 flex flex-wrap items-center gap-3 bg-paper py-3">
        <MuteControl isMuted={isMuted} isAway={microphone === "lost"} onToggle={toggle}>
          <Button variant="danger" onClick={() => setAsking(true)}>
            End Interview
          </Button>
        </MuteControl>
      </div>
      <LiveReadAloud call={call} />
    </section>
  );
}

function LiveCaptions({ call }: { call: CallActor }) {
  return <Captions captions={useCaptions(call)} className="room-captions h-[clamp(12rem,42dvh,30rem)]" />;
}

function LiveReadAloud({ call }: { call: CallActor }) {
  return <ReadAloud captions={useCaptions(call)} />;
}
