import { createServer } from "node:http";
import { WebSocket, WebSocketServer } from "ws";

const kept = 200;
const loopback = ["localhost", "127.0.0.1", "[::1]"];

/** From a page on this machine, or not from a page at all (the Worker's object). */
const isLocal = (origin: string | undefined): boolean => origin === undefined || loopback.includes(URL.parse(origin)?.hostname ?? "");

const isActor = (message: string): boolean => message.includes('"type":"@xstate.actor"');
const isSnapshot = (message: string): boolean => message.includes('"type":"@xstate.snapshot"');
const senderOf = (message: string): string => /"sessionId":"([^"]*)"/.exec(message)?.[1] ?? "";

/**
 * Forwards every message that a client sends to all other clients. A client that joins late first gets the last 200 actors, without which
 * an inspector can make nothing of their events, the present state of each, even if it has long been quiet, and the last 200 other
 * messages. Its HTTP page shows them in the inspector at `inspectorUrl`. Stately's own relay is open to every computer on the network.
 */
export const startRelay = ({ port, inspectorUrl }: { port: number; inspectorUrl: string }): { stop(): void } => {
  const server = createServer((_, response) => response.writeHead(200, { "Content-Type": "text/html" }).end(page(port, inspectorUrl)));
  const sockets = new WebSocketServer({ server, verifyClient: ({ origin }: { origin: string | undefined }) => isLocal(origin) });
  const actors: string[] = [];
  const latest: string[] = [];
  const states = new Map<string, string>();
  sockets.on("connection", (socket) => {
    socket.on("error", () => socket.terminate());
    const quiet = [...states.values()].filter((message) => !latest.includes(message));
    for (const message of [...actors, ...quiet, ...latest]) socket.send(message);
    socket.on("message", (data) => {
      const message = String(data);
      const list = isActor(message) ? actors : latest;
      list.push(message);
      if (list.length > kept) list.shift();
      if (isSnapshot(message)) keepState(message);
      for (const client of sockets.clients) if (client !== socket && client.readyState === WebSocket.OPEN) client.send(message);
    });
  });
  const keepState = (message: string) => {
    states.delete(senderOf(message));
    states.set(senderOf(message), message);
    const [oldest = ""] = states.keys();
    if (states.size > kept) states.delete(oldest);
  };
  server.listen(port, "127.0.0.1");
  return {
    stop() {
      sockets.close();
      server.close();
    },
  };
};

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/**
 * The inspector is a page of another origin, in a frame: it says when it is ready, and then gets the messages one by one. Until then, which
 * may be never, a line above it says where else to look.
 */
const page = (port: number, inspectorUrl: string): string => `<!doctype html>
<title>Stately Inspector</title>
<style>* { margin: 0 } body { display: flex; flex-direction: column; height: 100vh } p { padding: 1em } iframe { flex: 1; border: none }</style>
<p id="wait">Waiting for ${escaped(inspectorUrl)}. Should it stay away: PrepPal shows the machines itself, on /dev/machines.</p>
<iframe id="inspector" src="${escaped(inspectorUrl)}"></iframe>
<script>
  const { contentWindow } = document.getElementById("inspector");
  const waiting = [];
  let isConnected = false;
  const pass = (message) => (isConnected ? contentWindow.postMessage(message, "*") : waiting.push(message));
  addEventListener("message", ({ data }) => {
    if (data?.type !== "@statelyai.connected") return;
    isConnected = true;
    document.getElementById("wait")?.remove();
    waiting.splice(0).forEach(pass);
  });
  new WebSocket("ws://localhost:${port}").onmessage = ({ data }) => pass(JSON.parse(data));
</script>
`;
