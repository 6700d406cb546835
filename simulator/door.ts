import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { Socket } from "node:net";
import { errorBody } from "./google-error.ts";
import type { Behaviour } from "./scenario.ts";

export type LiveTarget = { version: string; key: string };

/** SDK 3.1 requests `//ws/...` when its base URL has no path. The raw target is matched, because `new URL` would take `ws` for the host. */
const livePath = /\/ws\/google\.ai\.generativelanguage\.(v1|v1beta|v1alpha)\.GenerativeService\.BidiGenerateContent(Constrained)?$/;

/** Version and API key (or token) in the URL or headers of an upgrade; null for any other path. The key is "" if there is none. */
export const readTarget = (request: IncomingMessage): LiveTarget | null => {
  const [path = "", query = ""] = (request.url ?? "").split("?", 2);
  const version = livePath.exec(path)?.[1];
  if (version === undefined) return null;
  const parameters = new URLSearchParams(query);
  const header = request.headers["x-goog-api-key"];
  return { version, key: parameters.get("key") ?? parameters.get("access_token") ?? (typeof header === "string" ? header : "") };
};

/** Answers an upgrade with an HTTP error in place of a WebSocket. */
export const refuse = (socket: Duplex, status: number, body: string) => {
  const head = [
    `HTTP/1.1 ${status} Refused`,
    "Content-Type: application/json; charset=UTF-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
};

export const refuseWithoutKey = (socket: Duplex) =>
  refuse(
    socket,
    403,
    errorBody(
      403,
      "PERMISSION_DENIED",
      "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
    ),
  );

/** True if the scenario refuses, resets or ignores this caller, so that no WebSocket is opened. */
export const turnAway = (socket: Duplex, behaviour: Behaviour): boolean => {
  if (behaviour.refuse) refuse(socket, behaviour.refuse.status, behaviour.refuse.body);
  else if (behaviour.reset && socket instanceof Socket) socket.resetAndDestroy();
  else return behaviour.neverAnswer;
  return true;
};

/** Whether a scenario opens no WebSocket. */
export const keepsOutside = ({ refuse: refusal, reset, neverAnswer }: Behaviour) => refusal !== undefined || reset || neverAnswer;
