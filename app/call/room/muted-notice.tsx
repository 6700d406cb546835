import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { useWatched } from "../../ui/use-watched.ts";
import type { MutedVoice } from "../audio/muted-voice.ts";

/** Tells a candidate who talks while they are muted that nobody hears it. */
export function MutedNotice({ voice, onUnmute }: { voice: MutedVoice; onUnmute: () => void }) {
  const isTalking = useWatched(voice);
  if (!isTalking) return null;
  return (
    <Alert role="status" tone="danger" title="You are talking, but muted">
      <Button onClick={onUnmute}>Unmute</Button>
    </Alert>
  );
}
