import { useEffect, useState } from "react";
import type { MicrophoneProblem } from "../../machines/call.ts";
import { Button } from "../ui/button.tsx";
import { Meter } from "./meter.ts";
import { MeterBar } from "./meter-bar.tsx";
import { AudioRecorder, MicrophoneError } from "./microphone.ts";
import { microphoneWords } from "./microphone-words.ts";
import { meterLevel } from "../../sound/pcm.ts";

/** Shows that the microphone hears something, before anything is sent anywhere. */
export function MicrophoneCheck({ isReady }: { isReady: boolean }) {
  const [isOn, setOn] = useState(false);
  const [problem, setProblem] = useState<MicrophoneProblem | null>(null);
  const [meter] = useState(() => new Meter());

  useEffect(() => {
    if (!isOn) return;
    const opening = new AbortController();
    const opened = AudioRecorder.open({
      onFrame: (_, rms) => meter.show(meterLevel(rms), false),
      onLost: () => setOn(false),
      signal: opening.signal,
    });
    opened.catch((cause: unknown) => {
      if (opening.signal.aborted) return;
      setProblem(cause instanceof MicrophoneError ? cause.problem : "unsupported");
      setOn(false);
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
        aria-pressed={isOn}
        onClick={() => {
          setProblem(null);
          setOn(!isOn);
        }}
      >
        Test the microphone
      </Button>
      {isOn ? <MeterBar meter={meter} label="Microphone level" tone="candidate" /> : null}
      <p role="status" className="text-sm text-muted">
        {problem ? microphoneWords[problem].title : isOn ? "Say something: the bar should move." : ""}
      </p>
    </div>
  );
}
