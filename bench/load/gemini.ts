import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

const setupComplete = Buffer.from('{"setupComplete":{}}');
const empty = Buffer.from("{}");
const sound = '"data":"';

/** One Live connection: it counts what comes and sends what it is told to. JSON in binary frames, as Google's. */
export class Line {
  /** Called with the number of each frame of sound that comes, from 0. */
  heard: (count: number) => void = () => undefined;
  readonly #socket: WebSocket;
  #count = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  receive(data: Buffer): void {
    if (data.indexOf(sound) < 0) return;
    this.heard(this.#count);
    this.#count += 1;
  }

  /** Sends a message that was made before. */
  say(message: Buffer): void {
    this.#socket.send(message);
  }

  sayNothing(): void {
    this.#socket.send(empty);
  }

  /** Bytes that the other end has not taken yet. */
  get waiting(): number {
    return this.#socket.bufferedAmount;
  }
}

/** A Gemini that is as cheap as can be: everything that it says was made before. */
export const startGemini = async (): Promise<{ url: string; lines: Line[]; stop: () => void }> => {
  const lines: Line[] = [];
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: true });
  server.on("connection", (socket) => {
    const line = new Line(socket);
    socket.once("message", () => {
      lines.push(line);
      socket.send(setupComplete);
      socket.on("message", (data: Buffer) => line.receive(data));
    });
    socket.on("error", () => socket.terminate());
  });
  await new Promise((resolve) => server.once("listening", resolve));
  const stop = () => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, lines, stop };
};
