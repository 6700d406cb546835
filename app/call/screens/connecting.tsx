import type { MicrophoneProblem } from "../../../machines/call/events.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { useOnline, useWhenBack } from "../../ui/use-online.ts";
import { microphoneWords, permissionWayOut } from "../room/microphone-words.ts";
import { keptWords, lostTitle, lostWayOut, ReadWhatWasSaid } from "./endings.tsx";
import { Actions, Panel } from "./panel.tsx";
import { useMicrophoneDenied } from "../room/use-microphone-denied.ts";
import { useSlow } from "../room/use-slow.ts";

/** Takes the place of Try again: the second click of a double one on that is none on this. */
function Cancel({ onPress }: { onPress: () => void }) {
  return (
    <Actions>
      <Button variant="secondary" onClick={({ detail }) => (detail > 1 ? undefined : onPress())}>
        Cancel
      </Button>
    </Actions>
  );
}

export function OpeningMicrophone({ onCancel }: { onCancel: () => void }) {
  return (
    <Panel title="Waiting for your microphone" className="room-coming">
      <p>If your browser asks, allow this page to use the microphone. It asks at the top of the window, beside the address.</p>
      <Cancel onPress={onCancel} />
    </Panel>
  );
}

export function Blocked({ problem, onRetry, onType }: { problem: MicrophoneProblem; onRetry: () => void; onType: () => void }) {
  const isDenied = useMicrophoneDenied(isTheMicrophones(problem), onRetry);
  const isRefused = problem === "permissionRefused" || isDenied;
  const { title, wayOut } = microphoneWords[isRefused ? "permissionRefused" : problem];
  return (
    <Panel title={title}>
      <p>{isRefused ? permissionWayOut(navigator.userAgent) : wayOut}</p>
      <Actions>
        {problem === "unloadable" ? <Button onClick={reload}>Load the page again</Button> : null}
        <Button variant={problem === "unloadable" ? "secondary" : "primary"} onClick={onRetry}>
          Try again
        </Button>
        <Button variant="secondary" onClick={onType}>
          Type my answers
        </Button>
        <BackToDashboard />
      </Actions>
    </Panel>
  );
}

const reload = () => location.reload();

/** Whether the problem may be solved by allowing the microphone. */
const isTheMicrophones = (problem: MicrophoneProblem): boolean =>
  problem === "permissionRefused" || problem === "unanswered" || problem === "missing";

export function Connecting({ onCancel }: { onCancel: () => void }) {
  const isSlow = useSlow(true);
  return (
    <Panel title="Connecting to your interviewer" className="room-coming">
      <div aria-hidden="true" className="h-1.5 overflow-hidden rounded-full bg-line">
        <div className="h-full w-1/3 rounded-full bg-accent motion-safe:animate-pulse" />
      </div>
      <p role="status">{isSlow ? "Still trying. The line is slow." : "This takes a few seconds."}</p>
      <Cancel onPress={onCancel} />
    </Panel>
  );
}

type UnconnectedProps = {
  interviewId: string;
  message: string | null;
  /** Whether there is something to come back to. */
  isBegun: boolean;
  onRetry: () => void;
};

export function Unconnected({ interviewId, message, isBegun, onRetry }: UnconnectedProps) {
  const isOnline = useOnline();
  useWhenBack(onRetry);
  return (
    <Panel title={isOnline ? (isBegun ? lostTitle : "The interview could not begin") : "You are offline"}>
      {isBegun ? (
        <p>
          {keptWords} {isOnline ? (message ?? lostWayOut) : "The interview goes on by itself as soon as you are back."}
        </p>
      ) : (
        <p>
          {isOnline
            ? (message ?? "The interviewer did not answer. Check your connection, then try again.")
            : "The interview begins by itself as soon as you are back."}
        </p>
      )}
      <Actions>
        <Button onClick={onRetry}>Try again</Button>
        {isBegun ? <ReadWhatWasSaid interviewId={interviewId} /> : null}
        <BackToDashboard />
      </Actions>
    </Panel>
  );
}

function BackToDashboard() {
  return (
    <ButtonLink to="/dashboard" variant="secondary">
      Back to the dashboard
    </ButtonLink>
  );
}
