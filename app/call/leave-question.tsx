import { useBeforeUnload, useBlocker } from "@remix-run/react";
import { useCallback } from "react";
import { ConfirmDialog } from "../ui/dialog.tsx";
import type { CallActor } from "./use-call.ts";

/** Asks before a link, a form or the browser leaves a live interview. One that is over leads on before this is unmounted. */
export function LeaveQuestion({ call }: { call: CallActor }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname && call.getSnapshot().matches("live"),
  );
  useBeforeUnload(useCallback((event) => event.preventDefault(), []));
  return (
    <ConfirmDialog
      title="Leave the interview?"
      body="It waits half a minute for you to come back, and then it ends. What was said is kept."
      confirmLabel="Leave"
      cancelLabel="Stay"
      open={blocker.state === "blocked"}
      onConfirm={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    />
  );
}
