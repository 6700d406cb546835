import { useCallback, useRef, useState, type ReactNode, useEffect } from "react";
import { Button } from "../../ui/button.tsx";
import { useWatched } from "../../ui/use-watched.ts";
import { checkWords, lineWords, soundingWords } from "./check-words.ts";
import { DevicePicker } from "../room/device-picker.tsx";
import { canChooseSpeaker, type Device, rememberDevices } from "../audio/devices.ts";
import { type LineQuality, measureLine } from "../connection/measure-line.ts";
import { MeterBar } from "../room/meter-bar.tsx";
import { microphoneWords, noSoundWords, permissionWayOut, unheardWords } from "../room/microphone-words.ts";
import { type Checked, SoundCheck } from "../audio/sound-check.ts";
import { hasSound } from "../audio/sound-graph.ts";
import { SpeakerPicker } from "../room/speaker-picker.tsx";
import { Tick } from "./tick.tsx";
import { useMicrophoneDenied } from "../room/use-microphone-denied.ts";

type OpenCheckProps = { workerUrl: string; onStop: () => void; onType: () => void };

/** The check itself: it opens the microphone, and releases everything when it is left. */
export function OpenCheck({ workerUrl, onStop, onType }: OpenCheckProps) {
  const [check] = useState(() => new SoundCheck());
  const now = useWatched(check);
  const [isHeard, setHeard] = useState<boolean | null>(null);
  const line = useLine(workerUrl);
  const steps = useRef<HTMLOListElement>(null);
  useEffect(() => steps.current?.focus(), []);
  useEffect(() => {
    void check.open();
    return () => check.close();
  }, [check]);

  const isMicrophoneGood = now.microphone === "on" && now.unheard === null && now.sounding === "good";
  const isSoundGood = isHeard === true && now.echoes !== true;
  const isLineGood = line === "good" || line === "fair";
  useEffect(() => {
    if (isMicrophoneGood && isSoundGood && isLineGood) rememberDevices({ microphone: now.inUse, goodAtUnixMs: Date.now() });
  }, [isMicrophoneGood, isSoundGood, isLineGood, now.inUse]);

  return (
    <div className="grid gap-3">
      <ol ref={steps} tabIndex={-1} aria-label="Check" className="grid gap-3">
        <Step title="Microphone" isDone={isMicrophoneGood}>
          <Microphone check={check} now={now} onType={onType} />
        </Step>
        <Step title="Sound" isDone={isSoundGood}>
          <Sound
            check={check}
            now={now}
            isHeard={isHeard}
            onHeard={setHeard}
            onSpeaker={(speaker) => {
              setHeard(null);
              return check.chooseSpeaker(speaker);
            }}
          />
        </Step>
        <Step title="Connection" isDone={isLineGood}>
          <p role="status" className="text-sm text-muted">
            {line === null ? "Measuring…" : lineWords[line]}
          </p>
        </Step>
      </ol>
      <Button variant="ghost" className="justify-self-start" onClick={onStop}>
        Stop the check
      </Button>
    </div>
  );
}

/** null while it is measured. */
const useLine = (workerUrl: string): LineQuality | null => {
  const [line, setLine] = useState<LineQuality | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    void measureLine(workerUrl, leaving.signal).then((quality) => leaving.signal.aborted || setLine(quality));
    return () => leaving.abort();
  }, [workerUrl]);
  return line;
};

function Microphone({ check, now, onType }: { check: SoundCheck; now: Checked; onType: () => void }) {
  const verdict = useRef<HTMLParagraphElement>(null);
  /** The button goes during the try: the focus moves to where the outcome is said. */
  const tryAgain = useCallback(() => {
    verdict.current?.focus();
    void check.open();
  }, [check]);
  const isDenied = useMicrophoneDenied(now.problem === "permissionRefused" || now.problem === "missing", tryAgain);
  return (
    <>
      {now.problem ? null : <MeterBar meter={check.meter} label="Microphone level" tone="candidate" />}
      <p ref={verdict} tabIndex={-1} role="status" className={`text-sm ${now.problem ? "text-danger-ink" : "text-muted"}`}>
        {microphoneVerdict(isDenied ? { ...now, problem: "permissionRefused" } : now)}
      </p>
      {now.problem ? (
        <div className="flex flex-wrap gap-2">
          <Button variant="secondary" onClick={tryAgain}>
            Try again
          </Button>
          <Button onClick={onType}>Begin, and type my answers</Button>
        </div>
      ) : null}
      {now.microphones.length > 1 ? (
        <DevicePicker
          label="Microphone in use"
          devices={now.microphones}
          chosen={now.inUse}
          onChoose={(id) => void check.chooseMicrophone(id)}
        />
      ) : null}
      {now.isTelephone ? <p className="text-sm text-muted">{checkWords.telephone}</p> : null}
    </>
  );
}

const microphoneVerdict = ({ microphone, problem, unheard, sounding }: Checked): string => {
  if (problem === "permissionRefused") return `${microphoneWords[problem].title}. ${permissionWayOut(navigator.userAgent)}`;
  if (problem) return `${microphoneWords[problem].title}. ${microphoneWords[problem].wayOut}`;
  if (microphone !== "on") return "Allow the microphone where your browser asks.";
  return unheard ? `${unheardWords[unheard].title}. ${unheardWords[unheard].wayOut}` : soundingWords[sounding];
};

type SoundProps = {
  check: SoundCheck;
  now: Checked;
  isHeard: boolean | null;
  onHeard: (isHeard: boolean) => void;
  onSpeaker: (speaker: Device | null) => Promise<Device | null>;
};

function Sound({ check, now, isHeard, onHeard, onSpeaker }: SoundProps) {
  if (!hasSound()) return <p className="text-sm text-danger-ink">{`${noSoundWords.title}. ${noSoundWords.wayOut}`}</p>;
  // What is played would be recorded too.
  const isRecording = now.recording === "running";
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button variant="secondary" isPending={now.playing === "phrase"} isOff={isRecording} onClick={() => void check.playPhrase()}>
          {now.playing === "phrase" ? "Playing…" : "Play a test sentence"}
        </Button>
        {now.hasPlayedPhrase ? (
          <>
            <Button
              variant="secondary"
              className="aria-pressed:border-accent aria-pressed:bg-accent-soft"
              aria-pressed={isHeard === true}
              onClick={() => onHeard(true)}
            >
              I heard it
            </Button>
            <Button
              variant="secondary"
              className="aria-pressed:border-accent aria-pressed:bg-accent-soft"
              aria-pressed={isHeard === false}
              onClick={() => onHeard(false)}
            >
              I heard nothing
            </Button>
          </>
        ) : null}
      </div>
      <p role="status" className="text-sm text-muted">
        {soundVerdict(now, isHeard)}
      </p>
      <SpeakerPicker speakers={now.speakers} chosen={now.speaker} onChoose={onSpeaker} />
      {now.microphone === "on" ? (
        <div className="flex flex-wrap gap-2">
          <Button variant="secondary" isPending={isRecording} onClick={() => check.record()}>
            {isRecording ? "Recording, speak…" : "Record four seconds of yourself"}
          </Button>
          {now.recording === "there" ? (
            <Button variant="secondary" isPending={now.playing === "yourself"} onClick={() => check.playBack()}>
              Hear yourself
            </Button>
          ) : null}
        </div>
      ) : null}
    </>
  );
}

const soundVerdict = ({ echoes }: Checked, isHeard: boolean | null): string => {
  if (isHeard === false) return canChooseSpeaker() ? checkWords.unheardHere : checkWords.unheard;
  if (echoes) return checkWords.echo;
  return isHeard ? "Good." : "";
};

function Step({ title, isDone, children }: { title: string; isDone: boolean; children: ReactNode }) {
  return (
    <li className="grid gap-2 rounded-xl border border-line bg-sunken p-4">
      <h2 className="flex items-center gap-2 text-base">
        {title}
        {isDone ? (
          <span className="text-good-ink">
            <Tick />
            <span className="sr-only">good</span>
          </span>
        ) : null}
      </h2>
      {children}
    </li>
  );
}
