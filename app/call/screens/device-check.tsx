import { useEffect, useRef, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { useOnDemand } from "../../ui/use-on-demand.ts";
import { useRunning } from "../../ui/use-running.ts";
import { areStillGood, recallDevices } from "../audio/devices.ts";
import { Tick } from "./tick.tsx";

type DeviceCheckProps = {
  isReady: boolean;
  workerUrl: string;
  /** Begins the interview without a microphone. */
  onType: () => void;
};

const load = () => import("./open-check.client.tsx");

/** Microphone, sound and line, tried before the interview. Nobody has to: each step stands for itself, and Begin waits for none. */
export function DeviceCheck({ isReady, workerUrl, onType }: DeviceCheckProps) {
  const { part, isGone, ask } = useOnDemand(load);
  const [isAsked, setAsked] = useState(false);
  const isRunning = useRunning();
  const opener = useRef<HTMLSpanElement>(null);
  const [wasOpen, setWasOpen] = useState(false);
  const isOpen = isAsked && part !== null;
  useEffect(() => {
    if (!isOpen && wasOpen) opener.current?.querySelector("button")?.focus();
  }, [isOpen, wasOpen]);
  if (isOpen) {
    const stop = () => {
      setAsked(false);
      setWasOpen(true);
    };
    return <part.OpenCheck workerUrl={workerUrl} onStop={stop} onType={onType} />;
  }
  const devices = isRunning ? recallDevices() : null;
  const isGood = devices !== null && areStillGood(devices);
  const open = () => {
    setAsked(true);
    ask();
  };
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {isGood ? (
        <p className="text-sm text-good-ink">
          <Tick /> {devices.microphone?.label ?? "Microphone"}, sound and line were good this week.
        </p>
      ) : null}
      <span ref={opener} className="contents">
        <Button variant="secondary" disabled={!isReady} isPending={isAsked && !isGone} onClick={open}>
          {isGood ? "Check again" : "Check microphone and sound"}
        </Button>
      </span>
      {isGone ? (
        <p role="alert" className="text-sm text-danger-ink">
          The check could not be loaded. Check your connection and try again, or load the page again.
        </p>
      ) : null}
    </div>
  );
}
