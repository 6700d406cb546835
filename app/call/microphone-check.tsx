import { useEffect, useState } from "react";
import type { MicrophoneProblem, Unheard } from "../../machines/call.ts";
import { meterLevel } from "../../sound/pcm.ts";
import { Button } from "../ui/button.tsx";
import { Meter, voiceLevel } from "./meter.ts";
import { MeterBar } from "./meter-bar.tsx";
import { AudioRecorder, MicrophoneError } from "./microphone.ts";
import { SoundGraph } from "./sound-graph.ts";
import { microphoneWords, permissionWayOut, unheardWords } from "./microphone-words.ts";

/** Frames of 40 ms: 6 s without a voice, the 0.2 s of one that a click does not fill, and the 1 s after which it is clear. */
const quietFrames = 150;
const voiceFrames = 5;
const clearFrames = 25;

type Verdict = "listening" | "clear" | "quiet" | Unheard | MicrophoneProblem;

/** Shows that the microphone hears something, before anything is sent anywhere. */
export function MicrophoneCheck({ isReady }: { isReady: boolean }) {
  const [isOn, setOn] = useState(false);
  const [verdict, setVerdict] = useState<Verdict>("listening");
  const [meter] = useState(() => new Meter());

  useEffect(() => {
    if (!isOn) return;
    const opening = new AbortController();
    let [heard, unheard] = [0, 0];
    const opened = AudioRecorder.open(new SoundGraph(), {
      onFrame: (_, rms) => {
        const level = meterLevel(rms);
        meter.show(level, false);
        if (level > voiceLevel) heard += 1;
        else unheard += 1;
        if (heard === clearFrames) setVerdict("clear");
        if (unheard === quietFrames && heard < voiceFrames) setVerdict("quiet");
      },
      onLost: () => stop("missing"),
      onBroken: () => stop("broken"),
      onUnheard: (cause) => setVerdict(cause ?? "listening"),
      signal: opening.signal,
    });
    const stop = (problem: MicrophoneProblem) => {
      setVerdict(problem);
      setOn(false);
    };
    opened.catch((cause: unknown) => {
      if (!opening.signal.aborted) stop(cause instanceof MicrophoneError ? cause.problem : "unsupported");
    });
    return () => {
      opening.abort();
      opened.then(
        (recorder) => recorder.close(),
        () => undefined,
      );
      meter.show(0, false);
    };
  }, [isOn, meter]);

  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button
        variant="secondary"
        disabled={!isReady}
        onClick={() => {
          setVerdict("listening");
          setOn(!isOn);
        }}
      >
        {isOn ? "Stop the test" : "Test the microphone"}
      </Button>
      {isOn ? <MeterBar meter={meter} label="Microphone level" tone="candidate" /> : null}
      <p role="status" className="text-sm text-muted">
        {isOn || verdict in microphoneWords ? wordsOf(verdict) : ""}
      </p>
    </div>
  );
}

const wordsOf = (verdict: Verdict): string => {
  switch (verdict) {
    case "listening":
      return "Say something: the bar should move.";
    case "clear":
      return "We hear you.";
    case "quiet":
      return "We hear no voice yet. Is the microphone muted, or is another one chosen in the system's sound settings?";
    case "mutedBySystem":
    case "paused":
    case "silent":
      return `${unheardWords[verdict].title}. ${unheardWords[verdict].wayOut}`;
    case "permissionRefused":
      return `${microphoneWords[verdict].title}. ${permissionWayOut(navigator.userAgent)}`;
    default:
      return `${microphoneWords[verdict].title}. ${microphoneWords[verdict].wayOut}`;
  }
};
