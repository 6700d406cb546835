import { useCallback, useEffect, useState } from "react";
import { inTime } from "../ui/in-time.client.ts";
import { useOnline } from "../ui/use-online.ts";
import type { Remembered } from "./connection/resume-token.ts";
import { type Screen, screenOf } from "./screens/screen.ts";
import type { Settling } from "./connection/settle-end.ts";
import type { StartedCall } from "./ports/use-call.ts";

type RunningPart = Awaited<ReturnType<typeof load>>;
type Seen = { screen: Screen; hasLeftLobby: boolean };

type CallOptions = {
  interviewId: string;
  workerUrl: string;
  /** Null: no call runs. */
  remembered: Remembered | null;
  /**
   * The interview is over and the page may navigate on. Only called online: without a network that would end at the browser's error page.
   */
  onOver: () => void;
  onRefused: () => void;
};

const load = () => import("./running-call.client.tsx");
const inLobby: Seen = { screen: "lobby", hasLeftLobby: false };

/**
 * Runs one call while the component is mounted; unmounting hangs up. Its scripts are loaded once the page runs. Until they are there
 * `running` is null; `isGone` if they cannot be loaded.
 */
export const useStartedCall = ({ interviewId, workerUrl, remembered, onOver, onRefused }: CallOptions) => {
  const [running, setRunning] = useState<(StartedCall & Pick<RunningPart, "RunningCall">) | null>(null);
  const [seen, setSeen] = useState(inLobby);
  const [isGone, setGone] = useState(false);
  const [tries, setTries] = useState(0);
  const [isOver, setOver] = useState(false);
  const [settling, setSettling] = useState<Settling>("asking");
  const [asks, setAsks] = useState(0);
  const isOnline = useOnline();
  useEffect(() => {
    if (!remembered) return;
    const leaving = new AbortController();
    const start = ({ startCall, RunningCall }: RunningPart) => {
      if (leaving.signal.aborted) return;
      const started = startCall({ interviewId, workerUrl, remembered });
      leaving.signal.addEventListener("abort", () => started.call.stop());
      const look = () => {
        const screen = screenOf(started.call.getSnapshot());
        setSeen((before) => (before.screen === screen ? before : { screen, hasLeftLobby: true }));
      };
      started.call.subscribe(look);
      setRunning({ ...started, RunningCall });
      look();
    };
    inTime(load()).then(start, () => leaving.signal.aborted || setGone(true));
    return () => {
      leaving.abort();
      setRunning(null);
      setSeen(inLobby);
      setOver(false);
    };
  }, [interviewId, workerUrl, remembered, tries]);
  useEffect(() => running?.whenOver(() => setOver(true)), [running]);
  useEffect(() => (isOver ? running?.settleEnd(setSettling) : undefined), [isOver, running, asks]);
  useEffect(() => {
    if (settling === "settled" && isOnline) onOver();
  }, [settling, isOnline, onOver]);
  useEffect(() => running?.whenRefused(onRefused), [running, onRefused]);
  const retry = useCallback(() => {
    setGone(false);
    setTries((before) => before + 1);
  }, []);
  const settle = useCallback(() => setAsks((before) => before + 1), []);
  return { running, ...seen, settling, settle, isGone, retry };
};
