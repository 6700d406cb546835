import { type ReactNode, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { useOnline } from "../../ui/use-online.ts";
import { hasSound } from "../audio/sound-graph.ts";
import { microphoneWords, noSoundWords, unheardWords } from "./microphone-words.ts";
import { isReconnecting, roomStateOf } from "./room-state.ts";
import { useFocusKept } from "./use-focus-kept.ts";
import { useMicrophoneDenied } from "./use-microphone-denied.ts";
import { type CallActor, type CallSnapshot, useCallContext, useCallState } from "../ports/use-call.ts";

const isMicrophoneLost = (it: CallSnapshot) => it.matches({ live: { microphone: "lost" } });
const isMicrophoneBroken = (it: CallSnapshot) => it.matches({ live: { microphone: "broken" } });
const isMicrophoneReopening = (it: CallSnapshot) => it.matches({ live: { microphone: "reopening" } });
const isSuspended = (it: CallSnapshot) => it.matches({ live: { speaker: "suspended" } });
const isUnloadable = (it: CallSnapshot) => it.matches({ live: { speaker: "unloadable" } });
const unheardOf = (it: CallSnapshot) => (it.matches({ live: { microphone: "on" } }) ? it.context.unheard : null);

type NoticesProps = {
  call: CallActor;
  /** Opens the choice of microphones. */
  onChoose: () => void;
  /** Takes the focus when a notice that had it goes. */
  place: RefObject<HTMLElement>;
  children: ReactNode;
};

/** What stands in the way of the conversation now, each with its way out. */
export function Notices({ call, onChoose, place, children }: NoticesProps) {
  const retry = useCallback(() => call.send({ type: "call.retried" }), [call]);
  const isAway = useCallState(call, isReconnecting);
  const isOnline = useOnline();
  const hasStage = useCallState(call, roomStateOf) !== null;
  const isLost = useCallState(call, isMicrophoneLost);
  const isSoundOff = useCallState(call, isSuspended);
  const unheard = useCallState(call, unheardOf);
  const reported = useCallContext(call, "problem") ?? "missing";
  // A microphone whose permission is withdrawn ends like one that is unplugged.
  const problem = useMicrophoneDenied(isLost, retry) ? "permissionRefused" : reported;
  const message = useCallContext(call, "message");
  const box = useRef<HTMLDivElement>(null);
  useFocusKept(box, place);
  useRetryOn("devicechange", isLost ? navigator.mediaDevices : null, call);
  useRetryOn("online", isAway ? window : null, call);

  return (
    <div ref={box} className="room-notices grid gap-3 empty:hidden">
      {/* The stage says so if there is one. `Announcements` reads it out, and does not repeat it when the network changes. */}
      {isAway && !hasStage ? (
        <Alert title={isOnline ? "Reconnecting…" : "You are offline"}>
          {isOnline ? "Wait a moment before you go on." : "It goes on by itself once you are back."}
        </Alert>
      ) : null}
      {isSoundOff ? <SoundOff onRetry={retry} /> : null}
      {useCallState(call, isUnloadable) ? (
        <Alert role="alert" tone="danger" title={microphoneWords.unloadable.title}>
          <p className="mb-2">You cannot hear the interviewer. Load the page again: the interview waits for you and goes on.</p>
          <Button onClick={() => location.reload()}>Load the page again</Button>
        </Alert>
      ) : null}
      {/* One press brings sound and microphone back. While the connection is lost, nobody would hear the candidate anyway. */}
      {unheard && !isAway && !(unheard === "paused" && isSoundOff) ? (
        <Alert role="alert" title={unheardWords[unheard].title}>
          <p className="mb-2">{unheardWords[unheard].wayOut}</p>
          <div className="room-ways-out">
            <Button onClick={retry}>Reconnect the microphone</Button>
            {unheard === "silent" ? <ChooseAnother onChoose={onChoose} /> : null}
          </div>
        </Alert>
      ) : null}
      {isLost ? (
        <Alert role="alert" tone="danger" title={problem === "missing" ? "The microphone is gone" : microphoneWords[problem].title}>
          <p className="mb-2">
            {problem === "missing" ? (
              <>
                The interviewer cannot hear you.{" "}
                <span className="small:sr-only">Plug the microphone in again, or choose another one, and go on.</span>
              </>
            ) : problem === "permissionRefused" ? (
              <>
                Allow it in the site’s settings.{" "}
                <span className="small:sr-only">
                  They stand beside the address; on a phone or a Mac, the system’s privacy settings must allow the browser too.
                </span>
              </>
            ) : (
              microphoneWords[problem].wayOut
            )}
          </p>
          <WithoutMicrophone call={call} onRetry={retry} onChoose={onChoose} />
        </Alert>
      ) : null}
      {useCallState(call, isMicrophoneBroken) ? (
        <Alert role="alert" tone="danger" title={microphoneWords.broken.title}>
          <p className="mb-2">
            The interviewer cannot hear you.{" "}
            <span className="small:sr-only">Take the microphone again; if that does not help, load the page again.</span>
          </p>
          <WithoutMicrophone call={call} onRetry={retry} onChoose={onChoose} />
        </Alert>
      ) : null}
      {useCallState(call, isMicrophoneReopening) ? <Alert role="status">Opening the microphone…</Alert> : null}
      {message ? <Alert role="status">{message}</Alert> : null}
      {children}
    </div>
  );
}

function SoundOff({ onRetry }: { onRetry: () => void }) {
  const [isRead, setRead] = useState(false);
  if (hasSound())
    return (
      <Alert role="alert" title="The sound is off">
        <p className="mb-2">Your browser or device holds it back.</p>
        <Button onClick={onRetry}>Tap to turn sound on</Button>
      </Alert>
    );
  // Nothing brings it back here: it is said once.
  return isRead ? null : (
    <Alert role="alert" title={noSoundWords.title}>
      <p className="mb-2">{noSoundWords.wayOut}</p>
      <Button onClick={() => setRead(true)}>All right</Button>
    </Alert>
  );
}

/** What can be done while no microphone hears. */
function WithoutMicrophone({ call, onRetry, onChoose }: { call: CallActor; onRetry: () => void; onChoose: () => void }) {
  return (
    <div className="room-ways-out">
      <Button onClick={onRetry}>Reconnect the microphone</Button>
      <ChooseAnother onChoose={onChoose} />
      <Button variant="secondary" onClick={() => call.send({ type: "call.typed" })}>
        Type instead
      </Button>
    </div>
  );
}

function ChooseAnother({ onChoose }: { onChoose: () => void }) {
  return (
    <Button variant="secondary" onClick={onChoose}>
      Choose another
    </Button>
  );
}

const useRetryOn = (change: "devicechange" | "online", source: EventTarget | null | undefined, call: CallActor): void => {
  useEffect(() => {
    const listening = new AbortController();
    source?.addEventListener(change, () => call.send({ type: "call.retried" }), { signal: listening.signal });
    return () => listening.abort();
  }, [change, source, call]);
};
