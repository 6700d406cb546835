import { useEffect, useRef, useState } from "react";
import { phrase } from "../../call/audio/phrase.ts";
import { Button } from "../../ui/button.tsx";
import { untilRunning, useRunning } from "../../ui/use-running.ts";

/** Plays a sentence of the interviewer and stops it. Its text is there for those who cannot hear it. */
export function HearInterviewer() {
  const isReady = useRunning();
  const audio = useRef<HTMLAudioElement | null>(null);
  const [playing, setPlaying] = useState<"nothing" | "phrase" | "failed">("nothing");
  useEffect(() => () => audio.current?.pause(), []);

  const stop = () => {
    audio.current?.pause();
    audio.current = null;
    setPlaying("nothing");
  };
  const play = () => {
    const sound = new Audio(phrase.url);
    audio.current = sound;
    sound.addEventListener("ended", () => audio.current === sound && stop());
    setPlaying("phrase");
    sound.play().catch(() => audio.current === sound && setPlaying("failed"));
  };

  const isPlaying = playing === "phrase";
  return (
    <>
      <Button variant="secondary" className={isReady ? "" : untilRunning} onClick={isPlaying ? stop : play}>
        {/* All the words keep their place, so that the button keeps its width. */}
        <span className="grid *:col-start-1 *:row-start-1">
          <span className={isPlaying ? "invisible" : ""}>Hear the interviewer ({phrase.seconds} s)</span>
          <span className={isPlaying ? "" : "invisible"}>Stop</span>
        </span>
      </Button>
      <p className={`order-last basis-full text-sm text-muted ${isReady ? "" : untilRunning}`}>
        The interviewer says: “{phrase.words}” The voice is a sample: when you set an interview up you can choose another.{" "}
        <span role="status" className="font-semibold text-danger-ink">
          {playing === "failed" ? "It cannot be played right now." : ""}
        </span>
      </p>
    </>
  );
}
