import { MeterBar, useMeter } from "./meter-bar.tsx";
import type { Meter } from "./meter.ts";

type VoicesProps = { meters: { candidate: Meter; interviewer: Meter }; microphone: "on" | "muted" | "lost" };

const candidateWords = { muted: "Muted", lost: "No microphone" };

/** Who speaks now. Seen, not announced: the voices themselves tell those who listen. */
export function Voices({ meters, microphone }: VoicesProps) {
  return (
    <div className="grid gap-3 xs:grid-cols-2">
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
  candidate: "border-voice bg-voice-soft text-voice-ink",
  interviewer: "border-accent bg-accent-soft text-accent-ink",
};

function Voice({ name, tone, meter, quiet, instead }: VoiceProps) {
  const { isSpeaking } = useMeter(meter);
  const isHeard = isSpeaking && !instead;
  return (
    <div className={`grid gap-2 rounded-2xl border p-4 ${isHeard ? speakingLooks[tone] : "border-line bg-surface"}`}>
      <p className="flex items-baseline justify-between gap-2">
        <span className="font-semibold">{name}</span>
        <span className="text-sm">{instead ?? (isSpeaking ? "Speaking" : quiet)}</span>
      </p>
      <MeterBar meter={meter} label={`${name}: loudness`} tone={tone} />
    </div>
  );
}
