import { useEffect, useReducer, useState } from "react";
import { type Observation, readObservation } from "./observation.ts";
import { emptyTimeline, timelineReducer } from "./timeline.ts";

export type RelayStatus = "off" | "connecting" | "connected";

const againMs = 2_000;

/** What the relay at `url` has told since the page opened; with an empty `url` the build was not made for watching. */
export const useRelay = (url: string) => {
  const [timeline, dispatch] = useReducer(timelineReducer, emptyTimeline);
  const [status, setStatus] = useState<RelayStatus>(url === "" ? "off" : "connecting");
  useEffect(() => {
    if (url === "") return;
    const stop = listen(url, {
      connected: () => (dispatch({ type: "connected" }), setStatus("connected")),
      observed: (observations) => dispatch({ type: "observed", observations }),
      lost: () => setStatus("connecting"),
    });
    return stop;
  }, [url]);
  return { timeline, status };
};

type Listener = { connected: () => void; observed: (observations: Observation[]) => void; lost: () => void };

/** Hands over all that arrived since the last frame together, because a client that joins is sent hundreds of messages. */
const listen = (url: string, { connected, observed, lost }: Listener): (() => void) => {
  let socket: WebSocket | null = null;
  let again: ReturnType<typeof setTimeout> | undefined;
  let waiting: Observation[] = [];
  const flush = () => {
    if (waiting.length > 0) observed(waiting);
    waiting = [];
  };
  const open = () => {
    const opened = new WebSocket(url);
    socket = opened;
    opened.addEventListener("open", connected);
    opened.addEventListener("message", ({ data }) => {
      const observation = typeof data === "string" ? readObservation(data) : null;
      if (observation && waiting.push(observation) === 1) requestAnimationFrame(flush);
    });
    opened.addEventListener("close", () => {
      if (socket !== opened) return;
      lost();
      again = setTimeout(open, againMs);
    });
  };
  open();
  return () => {
    clearTimeout(again);
    const opened = socket;
    socket = null;
    opened?.close();
  };
};
