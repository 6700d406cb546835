import { type ReactNode, useMemo, useState } from "react";
import { useRunning } from "../ui/use-running.ts";
import { agree } from "./screens/agree.ts";
import type { Topics } from "./room/agenda.tsx";
import { Lobby, type LobbyInterview } from "./screens/lobby.tsx";
import { PartGone } from "./screens/part-gone.tsx";
import { recallResumeToken } from "./connection/resume-token.ts";
import type { Screen } from "./screens/screen.ts";
import { SpokenLanguageContext } from "./room/spoken-language.ts";
import { useStartedCall } from "./use-started-call.ts";
import { WrongAddress } from "./screens/wrong-address.tsx";

type CallProps = {
  interview: LobbyInterview;
  workerUrl: string;
  /** The only origin from which the Worker takes an interview; null if it is not configured. */
  appOrigin: string | null;
  /** What will be talked about, for the lobby. */
  agenda: ReactNode;
  /** The topics of the plan, for a Worker that sends no agenda. */
  topics: Topics;
  /** Whether the candidate has agreed to the disclosure before an interview. */
  isTold: boolean;
  onOver: () => void;
  /** The app refused a token: the page may have more to say than the refusal. */
  onRefused: () => void;
};

/** One interview in the browser, from the lobby to its end. What comes after the lobby is loaded while the lobby is read. */
export function Call({ interview, workerUrl, appOrigin, agenda, topics, isTold, onOver, onRefused }: CallProps) {
  const { id } = interview;
  const isBrowser = useRunning();
  const isAstray = isBrowser && appOrigin !== null && appOrigin !== location.origin;
  const remembered = useMemo(() => (isBrowser ? recallResumeToken(id) : null), [id, isBrowser]);
  const { running, screen, hasLeftLobby, settling, settle, isGone, retry } = useStartedCall({
    interviewId: id,
    workerUrl,
    remembered: isAstray ? null : remembered,
    onOver,
    onRefused,
  });
  const begin = (how: "call.begun" | "call.typed") => {
    if (!isTold) agree();
    running?.call.send({ type: how });
  };

  if (isAstray) return <WrongAddress appOrigin={appOrigin} />;
  if (isGone) return <PartGone onRetry={retry} />;
  return (
    <>
      <ScreenSpoken screen={screen} isBegun={running?.call.getSnapshot().context.hasBegun ?? false} />
      {screen === "lobby" || !running ? (
        <Lobby
          interview={interview}
          agenda={agenda}
          isTold={isTold}
          workerUrl={workerUrl}
          isReady={running !== null}
          isTakeover={remembered !== null && remembered.isTakeover && remembered.resumeToken !== null}
          isElsewhere={interview.status === "IN_PROGRESS" && remembered !== null && remembered.resumeToken === null}
          takesFocus={hasLeftLobby}
          onBegin={() => begin("call.begun")}
          onType={() => begin("call.typed")}
        />
      ) : (
        <SpokenLanguageContext.Provider value={interview.language ?? "en"}>
          <running.RunningCall
            started={running}
            screen={screen}
            settling={settling}
            onSettle={settle}
            interview={interview}
            topics={topics}
          />
        </SpokenLanguageContext.Provider>
      )}
    </>
  );
}

type ScreenSpokenProps = { screen: Screen; isBegun: boolean };

/**
 * Announces each screen to a screen reader. In the room of an interview that was begun before, the candidate is told that they are back.
 */
function ScreenSpoken({ screen, isBegun }: ScreenSpokenProps) {
  const [spoken, setSpoken] = useState({ screen, isBegun, words: "" });
  if (spoken.screen !== screen) {
    const isBack = screen === "live" && spoken.isBegun;
    setSpoken({ screen, isBegun, words: (isBack ? "You are back." : announcements[screen]) ?? "" });
  }
  return (
    <p role="status" className="sr-only">
      {spoken.words}
    </p>
  );
}

const announcements: Partial<Record<Screen, string>> = {
  openingMicrophone: "Waiting for your microphone.",
  connecting: "Connecting to your interviewer.",
  live: "You are connected. The interviewer speaks first.",
};
