import { useEffect } from "react";
import { Alert } from "../ui/alert.tsx";
import { Button } from "../ui/button.tsx";
import { type CallActor, type CallSnapshot, useCallState } from "./use-call.ts";

const isReconnecting = (it: CallSnapshot) => it.matches({ live: { connection: "reconnecting" } });
const isMicrophoneLost = (it: CallSnapshot) => it.matches({ live: { microphone: "lost" } });
const isMicrophoneReopening = (it: CallSnapshot) => it.matches({ live: { microphone: "reopening" } });
const isSuspended = (it: CallSnapshot) => it.matches({ live: { speaker: "suspended" } });
const messageOf = (it: CallSnapshot) => it.context.message;

/** What stands in the way of the conversation now, each with its way out. */
export function Notices({ call }: { call: CallActor }) {
  const retry = () => call.send({ type: "call.retried" });
  const isLost = useCallState(call, isMicrophoneLost);
  const message = useCallState(call, messageOf);
  useEffect(() => {
    if (!isLost || !navigator.mediaDevices) return;
    const retryWhenPluggedIn = () => call.send({ type: "call.retried" });
    navigator.mediaDevices.addEventListener("devicechange", retryWhenPluggedIn);
    return () => navigator.mediaDevices.removeEventListener("devicechange", retryWhenPluggedIn);
  }, [isLost, call]);

  return (
    <div className="grid gap-3 empty:hidden">
      {useCallState(call, isReconnecting) ? (
        <Alert role="alert" title="Connection lost. Reconnecting…">
          The interviewer waits for you. The last five seconds that you say are sent once the connection is back.
        </Alert>
      ) : null}
      {useCallState(call, isSuspended) ? (
        <Alert role="alert" title="The sound is off">
          <p className="mb-2">Your browser lets sound and microphone start only when you ask for it.</p>
          <Button onClick={retry}>Tap to turn sound on</Button>
        </Alert>
      ) : null}
      {isLost ? (
        <Alert role="alert" tone="danger" title="The microphone is gone">
          <p className="mb-2">The interviewer cannot hear you. Plug the microphone in again, or choose another one, and go on.</p>
          <Button onClick={retry}>Reconnect the microphone</Button>
        </Alert>
      ) : null}
      {useCallState(call, isMicrophoneReopening) ? <Alert role="status">Opening the microphone…</Alert> : null}
      {message ? <Alert role="status">{message}</Alert> : null}
    </div>
  );
}
