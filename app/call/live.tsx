import { useDeferredValue, useEffect, useRef, useState } from "react";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { Announcements } from "./announcements.tsx";
import { Captions } from "./captions.tsx";
import type { Meter } from "./meter.ts";
import { Notices } from "./notices.tsx";
import { ReadAloud } from "./read-aloud.tsx";
import { TimeLeft } from "./time-left.tsx";
import { type CallActor, type CallSnapshot, useCallState } from "./use-call.ts";
import { Voices } from "./voices.tsx";

type LiveProps = { call: CallActor; meters: { candidate: Meter; interviewer: Meter }; role: string };

const captionsOf = (it: CallSnapshot) => it.context.captions;
/** A conversation that is told again comes as hundreds of captions at once: they are drawn when there is time, not one by one. */
const useCaptions = (call: CallActor) => useDeferredValue(useCallState(call, captionsOf));
const endOf = (it: CallSnapshot) => it.context.endsAtUnixMs;
const microphoneOf = (it: CallSnapshot) =>
  it.matches({ live: { microphone: "muted" } }) ? "muted" : it.matches({ live: { microphone: "on" } }) ? "on" : "lost";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("input, textarea, select, [contenteditable], dialog") !== null;

export function Live({ call, meters, role }: LiveProps) {
  const [isAsking, setAsking] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const endsAtUnixMs = useCallState(call, endOf);
  const microphone = useCallState(call, microphoneOf);
  const isMuted = microphone === "muted";

  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    const toggleOnM = (event: KeyboardEvent) => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
      if (event.key.toLowerCase() === "m" && isPlain && !isTyping(event.target))
        call.send({ type: isMuted ? "call.unmuted" : "call.muted" });
    };
    document.addEventListener("keydown", toggleOnM);
    return () => document.removeEventListener("keydown", toggleOnM);
  }, [call, isMuted]);

  return (
    <section className="room mx-auto grid max-w-3xl gap-4">
      <header className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h1 ref={heading} tabIndex={-1} dir="auto" className="text-2xl wrap-anywhere">
          {role}
        </h1>
        {endsAtUnixMs ? <TimeLeft endsAtUnixMs={endsAtUnixMs} /> : null}
      </header>
      <Notices call={call} />
      <Voices meters={meters} microphone={microphone} />
      <LiveCaptions call={call} />
      <Announcements call={call} />
      {/* Before the button that opens it: whoever looks for the first "End" finds the one that acts. */}
      <ConfirmDialog
        title="End the interview?"
        body="The interviewer stops, and your transcript is made ready. An ended interview cannot be taken up again."
        confirmLabel="End interview"
        cancelLabel="Go on"
        open={isAsking}
        onConfirm={() => call.send({ type: "call.ended" })}
        onClose={() => setAsking(false)}
      />
      <div className="room-controls sticky bottom-0 flex flex-wrap items-center gap-3 bg-paper py-3">
        <Button
          variant={isMuted ? "primary" : "secondary"}
          aria-pressed={isMuted}
          aria-keyshortcuts="m"
          disabled={microphone === "lost"}
          onClick={() => call.send({ type: isMuted ? "call.unmuted" : "call.muted" })}
        >
          Mute
        </Button>
        <Button variant="danger" onClick={() => setAsking(true)}>
          End Interview
        </Button>
        <p className="text-sm text-muted" role="status">
          {isMuted ? "You are muted. Press M to speak." : ""}
        </p>
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
