import { useBeforeUnload, useBlocker } from "@remix-run/react";
import { useCallback } from "react";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import type { CallDevices } from "../ports/call-devices.ts";
import type { CallActor } from "../ports/use-call.ts";
import { useSoftly } from "./use-softly.ts";

/**
 * Asks before a link, a form or the browser leaves a live interview. The page of one that is over navigates on before this is unmounted,
 * and is not asked about.
 */
export function LeaveQuestion({ call, devices }: { call: CallActor; devices: CallDevices }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname && call.getSnapshot().matches("live"),
  );
  const isOpen = blocker.state === "blocked";
  useSoftly(devices, isOpen);
  useBeforeUnload(
    useCallback(
      (event) => {
        // There the room itself asks for the page to be loaded again.
        if (!call.getSnapshot().matches({ live: { speaker: "unloadable" } })) event.preventDefault();
      },
      [call],
    ),
  );
  return (
    <ConfirmDialog
      title="Leave the interview?"
      body="It waits half a minute for you to come back, and then it ends. What was said is kept."
      confirmLabel="Leave"
      cancelLabel="Stay"
      open={isOpen}
      onConfirm={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    />
  );
}
