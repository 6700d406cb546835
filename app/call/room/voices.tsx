import { useEffect, useState } from "react";
import { MeterBar } from "./meter-bar.tsx";
import type { Meter } from "../audio/meter.ts";
import type { MicrophoneSeen } from "./room-state.ts";

type VoicesProps = { meters: { candidate: Meter; interviewer: Meter }; microphone: MicrophoneSeen };

const candidateWords = { muted: "Muted", lost: "No microphone", typed: "You type" };
/** Speech pauses between words: somebody has stopped only after this long (ms) without a sound. */
const holdMs = 500;

/** Shows who speaks now. Not announced, as a screen reader's user hears the voices themselves. */
export function Voices({ meters, microphone }: VoicesProps) {
  return (
    <div className="grid grid-cols-2 gap-3">
      <Voice name="Interviewer" tone="interviewer" meter={meters.interviewer} quiet="Listening" />
      <Voice
        name="You"
        tone="candidate"
        meter={meters.candidate}
        quiet="Quiet"
        {...(microphone === "on" ? {} : { instead: candidateWords[microphone] })}
      />
    </div>
  );
}

type VoiceProps = { name: string; tone: "candidate" | "interviewer"; meter: Meter; quiet: string; instead?: string };

const speakingLooks = {
  candidate: "border-voice bg-voice-soft text-voice-ink forced-colors:border-[Highlight]",
  interviewer: "border-accent bg-accent-soft text-accent-ink forced-colors:border-[Highlight]",
};

function Voice({ name, tone, meter, quiet, instead }: VoiceProps) {
  const isSpeaking = useSpeaking(meter);
  const isHeard = isSpeaking && !instead;
  return (
    <div className={`grid gap-2 rounded-2xl border p-3 ${isHeard ? speakingLooks[tone] : "border-line bg-surface"}`}>
      <p className="flex flex-wrap items-baseline justify-between gap-x-2">
        <span className="font-semibold">{name}</span>
        <span className="text-sm">{instead ?? (isSpeaking ? "Speaking" : quiet)}</span>
      </p>
      <MeterBar meter={meter} label={`${name}: loudness`} tone={tone} />
    </div>
  );
}

const useSpeaking = (meter: Meter): boolean => {
  const [isSpeaking, setSpeaking] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      if (meter.read().isSpeaking) {
        clearTimeout(timer);
        timer = undefined;
        setSpeaking(true);
      } else timer ??= setTimeout(() => setSpeaking(false), holdMs);
    };
    const stop = meter.subscribe(look);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [meter]);
  return isSpeaking;
};
