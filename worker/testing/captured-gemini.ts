import * as z from "zod";
import { until } from "../../harness/wait.ts";
import { testEnv } from "./test-env.ts";

const clientMessage = z.looseObject({
  setup: z.looseObject({}).optional(),
  realtimeInput: z
    .looseObject({ audio: z.object({ data: z.string() }).optional(), text: z.string().optional(), audioStreamEnd: z.boolean().optional() })
    .optional(),
  clientContent: z.looseObject({}).optional(),
  toolResponse: z.object({ functionResponses: z.array(z.looseObject({ id: z.string(), scheduling: z.string().optional() })) }).optional(),
});

type Answer = { id: string; scheduling?: string | undefined; response?: unknown };

/** What one connection was sent. `texts` has each text turn with the channel by which it came. */
export type Heard = {
  setup: unknown;
  texts: { by: "realtimeInput" | "clientContent"; text: string }[];
  answers: Answer[];
  /** PCM16 at 16 kHz, each frame with the object's time (ms). */
  sound: { atMs: number; pcm: Uint8Array }[];
  others: unknown[];
};

type Connection = { socket: WebSocket; heard: Heard; sent: number; arrived: number; isSetUp: boolean; isOver: boolean };

/** Gemini's end of every Live connection of this isolate: real WebSockets that send what the test says. */
export class CapturedGemini {
  readonly #connections: Connection[] = [];
  readonly #inObject: (act: () => void) => Promise<void>;
  readonly #fetch = globalThis.fetch;

  /**
   * Takes the connections from here on, until `release`. A socket belongs to the object that asked for it, so `inObject` runs a function
   * there.
   */
  constructor(inObject: (act: () => void) => Promise<void>) {
    this.#inObject = inObject;
    globalThis.fetch = (...args: Parameters<typeof fetch>) => {
      const { headers, url } = new Request(...args);
      const isLive = url.startsWith(testEnv.SIMULATOR_CONTROL_URL) && headers.get("Upgrade") === "websocket";
      return isLive ? Promise.resolve(this.#answer()) : this.#fetch.call(globalThis, ...args);
    };
  }

  release(): void {
    globalThis.fetch = this.#fetch;
  }

  get heard(): Heard[] {
    return this.#connections.map(({ heard }) => heard);
  }

  /** Sends a message. Settles once the object has it. */
  async send(message: object): Promise<void> {
    const it = await this.#connected();
    await this.#inObject(() => it.socket.send(encode(message)));
    it.sent += 1;
    await until("a frame of Gemini's has come", () => it.isOver || it.arrived === it.sent);
  }

  async close(code: number, reason: string): Promise<void> {
    const it = await this.#connected();
    await this.#inObject(() => it.socket.close(code, reason));
    await until("Gemini's close has come", () => it.isOver);
  }

  #connected(): Promise<Connection> {
    return until("Gemini is connected", () => this.#connections.findLast((it) => it.isSetUp && !it.isOver));
  }

  #answer(): Response {
    const { 0: theirs, 1: socket } = new WebSocketPair();
    const heard: Heard = { setup: null, texts: [], answers: [], sound: [], others: [] };
    // Its first frame, setupComplete, is not counted.
    const connection: Connection = { socket, heard, sent: 0, arrived: -1, isSetUp: false, isOver: false };
    this.#connections.push(connection);
    const isOver = () => {
      connection.isOver = true;
    };
    theirs.addEventListener("message", () => {
      connection.arrived += 1;
      connection.isSetUp = true;
    });
    theirs.addEventListener("close", isOver);
    socket.addEventListener("close", isOver);
    socket.addEventListener("message", ({ data }) => {
      const message = clientMessage.parse(JSON.parse(String(data)));
      if (!message.setup) return hear(heard, message);
      heard.setup = message.setup;
      socket.send(encode({ setupComplete: {} }));
    });
    socket.accept();
    return new Response(null, { status: 101, webSocket: theirs });
  }
}

const encode = (message: object): Uint8Array => new TextEncoder().encode(JSON.stringify(message));

const textOf = z.object({ turns: z.array(z.object({ parts: z.array(z.object({ text: z.string() })) })) });

const hear = (heard: Heard, { realtimeInput, clientContent, toolResponse, ...others }: z.output<typeof clientMessage>): void => {
  if (realtimeInput?.audio) heard.sound.push({ atMs: Date.now(), pcm: Uint8Array.fromBase64(realtimeInput.audio.data) });
  else if (realtimeInput?.text !== undefined) heard.texts.push({ by: "realtimeInput", text: realtimeInput.text });
  else if (realtimeInput) heard.others.push({ realtimeInput });
  for (const { parts } of clientContent ? textOf.parse(clientContent).turns : [])
    heard.texts.push({ by: "clientContent", text: parts.map(({ text }) => text).join("") });
  heard.answers.push(...(toolResponse?.functionResponses ?? []));
  if (Object.keys(others).length > 0) heard.others.push(others);
};
