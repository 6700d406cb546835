import { useState } from "react";
import { useRunning } from "../ui/use-running.ts";
import { hindranceToRecording, wantRecording, wantsRecording } from "./kept.client.ts";

const words = {
  full: "This device has too little room for a recording: about 150 MB are needed. Free some, then tick it again.",
  unsupported: "This browser cannot keep recordings. A current Chrome, Edge, Firefox or Safari can, outside of a private window.",
};

/** The choice whether this interview is recorded on this device. Off by default. */
export function RecordTick({ interviewId }: { interviewId: string }) {
  const isRunning = useRunning();
  const [chosen, setChosen] = useState<boolean | null>(null);
  const [hindrance, setHindrance] = useState<keyof typeof words | null>(null);
  const isOn = chosen ?? (isRunning && wantsRecording(interviewId));
  const set = (isWanted: boolean) => {
    setChosen(isWanted);
    wantRecording(interviewId, isWanted);
  };
  const choose = async (isWanted: boolean) => {
    set(isWanted);
    setHindrance(null);
    const inTheWay = isWanted ? await hindranceToRecording() : null;
    if (inTheWay === null) return;
    setHindrance(inTheWay);
    set(false);
  };
  return (
    <div className="text-sm">
      <label className="inline-flex min-h-11 items-center gap-2">
        <input
          type="checkbox"
          checked={isOn}
          disabled={!isRunning}
          onChange={({ target }) => void choose(target.checked)}
          className="size-4 accent-accent"
        />
        Keep a recording on this device
      </label>
      <p className="text-muted">
        Afterwards you hear each line by a press. It is never sent anywhere, goes with its interview, after 30 days, or when you sign out,
        and is lost where the browser’s site data is cleared.
      </p>
      {hindrance ? (
        <p role="alert" className="text-danger-ink">
          {words[hindrance]}
        </p>
      ) : null}
    </div>
  );
}
