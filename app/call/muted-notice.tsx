import { useSyncExternalStore } from "react";
import { Alert } from "../ui/alert.tsx";
import { Button } from "../ui/button.tsx";
import type { MutedVoice } from "./muted-voice.ts";

/** Tells a candidate who talks while they are muted that nobody hears it. */
export function MutedNotice({ voice, onUnmute }: { voice: MutedVoice; onUnmute: () => void }) {
  const isTalking = useSyncExternalStore(voice.subscribe, voice.read, voice.read);
  if (!isTalking) return null;
  return (
    <Alert role="status" tone="danger" title="You are talking, but muted">
      <Button onClick={onUnmute}>Unmute</Button>
    </Alert>
  );
}
