import type { InspectionEvent, Observer } from "xstate";
import { createBrowserInspector } from "@statelyai/inspect";
import { type inspectable, serializationDepthLimit } from "../machines/recording/inspection.ts";

type Serialize = ReturnType<typeof inspectable>["serialize"];

const longestQueue = 200;

/**
 * Sends one call's machine to the relay, where the interview's machine already is. Opens the relay's window (Stately's inspector, showing
 * both) at the next click, because browsers open windows only on a user's action.
 */
export const openCallInspector = (relayUrl: string, serialize: Serialize): Observer<InspectionEvent> => {
  const inspector = createBrowserInspector({
    url: relayUrl.replace(/^ws/, "http"),
    autoStart: false,
    serialize,
    serializationDepthLimit,
    send: lineTo(relayUrl),
  });
  addEventListener("click", () => inspector.start(), { once: true });
  return inspector.inspect;
};

const lineTo = (url: string) => {
  const socket = new WebSocket(url);
  const waiting: string[] = [];
  socket.addEventListener("open", () => {
    for (const text of waiting.splice(0)) socket.send(text);
  });
  return (message: object) => {
    const text = JSON.stringify(message);
    if (socket.readyState === WebSocket.OPEN) socket.send(text);
    else if (socket.readyState === WebSocket.CONNECTING && waiting.push(text) > longestQueue) waiting.shift();
  };
};
