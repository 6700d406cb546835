import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { Button } from "../ui/button.tsx";
import { forgetRecording, type Kept, keptOf } from "./kept.client.ts";
import type { Place } from "./places.ts";

/** How far a segment may lie from the time of a line, in ms. */
const nearMs = 1_000;

type Hearing = { find: (place: Place) => Kept | null; playing: Kept | null; hear: (kept: Kept | null) => void };
const HearingContext = createContext<Hearing>({ find: () => null, playing: null, hear: () => undefined });

/** Makes the lines of a transcript playable if this device has a recording of them. `lines` is their number. */
export function Hearable({ interviewId, lines, children }: { interviewId: string; lines: number; children: ReactNode }) {
  const [kept, setKept] = useState<Kept[]>([]);
  const [playing, setPlaying] = useState<Kept | null>(null);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    let isHere = true;
    void keptOf(interviewId).then((found) => isHere && setKept(found));
    return () => void (isHere = false);
  }, [interviewId, lines]);
  useEffect(() => {
    if (!playing) return;
    const audio = new Audio();
    const stop = () => setPlaying((now) => (now === playing ? null : now));
    const fail = () => {
      setFailed(true);
      stop();
    };
    audio.addEventListener("ended", stop);
    let isLeft = false;
    const starting = playing.file().then((file) => {
      // Stop was pressed, or the page left, while the device read it.
      if (isLeft) return;
      audio.src = URL.createObjectURL(file);
      return audio.play();
    });
    starting.catch(() => isLeft || fail());
    return () => {
      isLeft = true;
      audio.removeEventListener("ended", stop);
      audio.pause();
      URL.revokeObjectURL(audio.src);
    };
  }, [playing]);

  const find = ({ speaker, atMs }: Place) => kept.find((it) => it.speaker === speaker && Math.abs(it.atMs - atMs) <= nearMs) ?? null;
  const hear = (wanted: Kept | null) => {
    setFailed(false);
    setPlaying(wanted);
  };
  const forget = () => {
    setPlaying(null);
    void forgetRecording(interviewId).then(() => setKept([]));
  };
  return (
    <HearingContext.Provider value={{ find, playing, hear }}>
      {kept.length > 0 ? (
        <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm print:hidden">
          <p className="text-muted">Recorded on this device only. Press Hear it at a line.</p>
          <Button variant="ghost" className="-ms-5 sm:ms-0" onClick={forget}>
            Forget the recording
          </Button>
        </div>
      ) : null}
      {hasFailed ? (
        <p role="alert" className="mb-4 text-sm text-danger-ink">
          This piece of the recording cannot be played any more.
        </p>
      ) : null}
      {children}
    </HearingContext.Provider>
  );
}

/** The button of a transcript line that plays its recording and stops it. Renders nothing if there is none. */
export function HearIt({ place, about }: { place: Place; about: string }) {
  const { find, playing, hear } = useContext(HearingContext);
  const kept = find(place);
  if (!kept) return null;
  const isPlaying = playing === kept;
  return (
    <button
      type="button"
      aria-pressed={isPlaying}
      onClick={() => hear(isPlaying ? null : kept)}
      className="me-4 inline-flex min-h-6 pointer-coarse:min-h-11 cursor-pointer items-center gap-1 rounded text-sm font-semibold text-accent-ink underline-offset-4 hover:underline print:hidden"
    >
      <span aria-hidden="true">{isPlaying ? "■" : "▶"}</span>
      {isPlaying ? "Stop" : "Hear it"}
      <span className="sr-only">: {about}</span>
    </button>
  );
}
