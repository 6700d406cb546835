import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { control } from "./control.ts";
import { keepsOutside, readTarget, refuse, refuseWithoutKey, turnAway } from "./door.ts";
import { asksForContent, generateContent } from "./generate-content.ts";
import { errorBody } from "./google-error.ts";
import { Handles } from "./handles.ts";
import { Playbook, readScenario } from "./playbook.ts";
import { receive, type House } from "./reception.ts";
import { Records } from "./record.ts";
import { behaviours, type ScenarioInput } from "./scenario.ts";

const host = "127.0.0.1";
const maxFrameBytes = 32 * 2 ** 20;

type Options = { port: number; scenario?: string | ScenarioInput };

/** Starts the simulator on a port of 127.0.0.1; 0 takes any free one. `scenario` is the name of a file in scenarios/, or a scenario. */
export const startSimulator = async ({ port, scenario = "interview" }: Options) => {
  const playbook = new Playbook(typeof scenario === "string" ? readScenario(scenario) : scenario);
  const house: House = {
    playbook,
    records: new Records(),
    requests: [],
    handles: new Handles(),
    sessions: new Map(),
    handshakes: new Map(),
  };
  const fallbackKeepsOutside = behaviours(playbook.fallback.scenario).some(keepsOutside);
  const sockets = new Set<Duplex>();
  const webSockets = new WebSocketServer({ noServer: true, perMessageDeflate: true, autoPong: false, maxPayload: maxFrameBytes });
  const server = createServer((request, response) => void route(house, request, response).catch(() => response.destroy()));

  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    const target = readTarget(request);
    if (!target) return refuse(socket, 404, "");
    if (target.key === "") return refuseWithoutKey(socket);
    const byUrl = playbook.find(request.url ?? "");
    const play = (byUrl ?? (fallbackKeepsOutside ? playbook.fallback : undefined))?.next();
    if (play && turnAway(socket, play.behaviour)) return;
    webSockets.handleUpgrade(request, socket, head, (webSocket) => receive(house, { socket: webSocket, request, target, played: play }));
  });

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const close = async () => {
    sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => server.close(resolve));
  };
  return { port: typeof address === "object" && address ? address.port : port, close };
};

const route = async (house: House, request: IncomingMessage, response: ServerResponse) => {
  if (request.url?.startsWith("/control/")) return control(house, request, response);
  if (asksForContent(request)) return generateContent(house.playbook, house.requests, request, response);
  const [, model] = /^\/v1beta\/models\/([^/?:]+)$/.exec(request.url ?? "") ?? [];
  if (model && request.method === "GET")
    return void response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify({ name: `models/${model}` }));
  response.writeHead(404, { "Content-Type": "application/json" }).end(errorBody(404, "NOT_FOUND", "Not Found"));
};
