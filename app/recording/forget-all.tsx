import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { untilRunning, useRunning } from "../ui/use-running.ts";
import { forgetRecordings } from "./kept.client.ts";

/** Deletes every recording from this device. */
export function ForgetAll() {
  const isRunning = useRunning();
  const [isDone, setDone] = useState(false);
  return (
    <div className={`mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 ${isRunning ? "" : untilRunning}`}>
      <Button variant="secondary" onClick={() => void forgetRecordings().then(() => setDone(true))}>
        Forget recordings on this device
      </Button>
      {isDone ? (
        <p role="alert" className="text-sm text-muted">
          No recording is left on this device.
        </p>
      ) : null}
    </div>
  );
}
