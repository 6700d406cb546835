import { type ComponentProps, type MouseEvent, useEffect, useRef, useState } from "react";
import { interviewers, usualVoices } from "../../contract/vocabulary.ts";
import { Button } from "../ui/button.tsx";
import { Select } from "../ui/field.tsx";
import { untilRunning, useRunning } from "../ui/use-running.ts";

/** Chooses a voice, with a sample of it: of the chosen voice, or of the one that comes with the chosen interviewer. */
export function VoiceField(field: ComponentProps<typeof Select>) {
  const isReady = useRunning();
  const audio = useRef<HTMLAudioElement | null>(null);
  const [playing, setPlaying] = useState<"nothing" | "sample" | "failed">("nothing");
  useEffect(() => () => audio.current?.pause(), []);

  const play = (event: MouseEvent<HTMLButtonElement>) => {
    const chosen = event.currentTarget.form ? new FormData(event.currentTarget.form) : new FormData();
    const interviewer = interviewers.find((it) => it === chosen.get("interviewer")) ?? "NEUTRAL";
    audio.current?.pause();
    const sample = new Audio(`/voices/${String(chosen.get("voice") || usualVoices[interviewer])}`);
    audio.current = sample;
    sample.addEventListener("ended", () => setPlaying("nothing"));
    setPlaying("sample");
    sample.play().catch(() => audio.current === sample && setPlaying("failed"));
  };

  return (
    <div>
      <Select {...field} />
      <div className={`mt-2 flex flex-wrap items-center gap-3 ${isReady ? "" : untilRunning}`}>
        <Button variant="secondary" isPending={playing === "sample"} onClick={play}>
          {playing === "sample" ? "Playing…" : "Hear this voice"}
        </Button>
        <p role="status" className="text-sm text-muted">
          {playing === "failed" ? "This voice cannot be heard right now. Try again later." : ""}
        </p>
      </div>
    </div>
  );
}
