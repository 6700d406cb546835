import { setImmediate, setTimeout } from "node:timers/promises";
import * as z from "zod";
import { outputRate } from "../../simulator/speech.ts";

const parts = z.array(z.looseObject({ inlineData: z.looseObject({ data: z.string() }).optional() }));
const serverMessage = z.looseObject({
  setupComplete: z.looseObject({}).optional(),
  serverContent: z
    .looseObject({
      inputTranscription: z.looseObject({ text: z.string().default("") }).optional(),
      outputTranscription: z.looseObject({ text: z.string().default("") }).optional(),
      modelTurn: z.looseObject({ parts: parts.default([]) }).optional(),
      turnComplete: z.boolean().optional(),
    })
    .optional(),
  toolCall: z.looseObject({ functionCalls: z.array(z.looseObject({ id: z.string(), name: z.string() })) }).optional(),
  sessionResumptionUpdate: z.looseObject({ newHandle: z.string().optional() }).optional(),
  usageMetadata: z.looseObject({}).optional(),
});
type ServerMessage = z.output<typeof serverMessage>;

type Received = { atMs: number; message: ServerMessage };
export type Closed = { code: number; reason: string };
/** One frame as it is kept: sound as its length alone, and no key. */
export type KeptFrame = { question: string; atMs: number; way: "sent" | "received" | "closed"; frame: unknown };

export type LineOptions = {
  /** http(s) address of Google, or of what stands in for it. */
  baseUrl: string;
  apiKey: string;
  question: string;
  keep: (frame: KeptFrame) => void;
  /** 1 is real time; Infinity sends sound as fast as it is taken. */
  speed: number;
};

const frameMs = 40;
const setUpMs = 15_000;
const closeMs = 2_000;
const path = "ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent";

/** One Live connection, raw: what was sent and received, in order. */
export class LiveLine {
  readonly received: Received[] = [];
  closed: Closed | null = null;
  readonly #socket: WebSocket;
  readonly #options: LineOptions;
  readonly #beganMs = performance.now();
  readonly #news = new EventTarget();

  /** Set up, or closed where the set-up is refused. */
  static async open(setup: object, options: LineOptions): Promise<LiveLine> {
    const line = new LiveLine(options);
    await line.until(() => line.#socket.readyState === WebSocket.OPEN, setUpMs);
    if (!line.closed) line.send({ setup });
    await line.until(() => line.received.some(({ message }) => message.setupComplete), setUpMs);
    if (line.received.length === 0) await line.end();
    return line;
  }

  private constructor(options: LineOptions) {
    this.#options = options;
    const { baseUrl, apiKey } = options;
    this.#socket = new WebSocket(`${baseUrl.replace(/^http/, "ws").replace(/\/$/, "")}/${path}?key=${encodeURIComponent(apiKey)}`);
    this.#socket.binaryType = "arraybuffer";
    this.#socket.addEventListener("open", () => this.#wake());
    this.#socket.addEventListener("message", ({ data }) => this.#receive(data));
    this.#socket.addEventListener("close", ({ code, reason }) => {
      this.closed ??= { code, reason };
      this.#keep("closed", this.closed);
      this.#wake();
    });
  }

  get nowMs(): number {
    return Math.round(performance.now() - this.#beganMs);
  }

  send(message: object): void {
    if (this.closed) return;
    this.#socket.send(JSON.stringify(message));
    this.#keep("sent", message);
  }

  /** PCM16 at the clips' rate, which Gemini brings to its own, at the pace of speech. */
  async speak(pcm: Int16Array): Promise<void> {
    const began = this.nowMs;
    const size = (outputRate * frameMs) / 1000;
    for (let at = 0; at < pcm.length && !this.closed; at += size) {
      const frame = pcm.slice(at, at + size);
      this.send({
        realtimeInput: { audio: { data: Buffer.from(frame.buffer).toString("base64"), mimeType: `audio/pcm;rate=${outputRate}` } },
      });
      const earlyMs = ((at + size) * 1000) / outputRate / this.#options.speed - (this.nowMs - began);
      // A timer takes a millisecond at the least.
      await (earlyMs > 0 ? setTimeout(earlyMs) : setImmediate());
    }
  }

  hush(ms: number): Promise<void> {
    return this.speak(new Int16Array((outputRate * ms) / 1000));
  }

  /** Nothing is sent for so long. */
  async wait(ms: number): Promise<void> {
    await this.until(() => false, ms / this.#options.speed);
  }

  /** Whether it came within `limitMs`; false also once the connection is closed. */
  async until(holds: () => boolean, limitMs: number): Promise<boolean> {
    const late = AbortSignal.timeout(Math.ceil(limitMs));
    while (!holds()) {
      if (this.closed || late.aborted) return false;
      await new Promise<void>((resolve) => {
        this.#news.addEventListener("news", () => resolve(), { once: true });
        late.addEventListener("abort", () => resolve(), { once: true });
      });
    }
    return true;
  }

  /** Settles once the connection is closed: a handle is not taken while its session is open. */
  async end(): Promise<void> {
    this.#socket.close(1000);
    await this.until(() => false, closeMs);
  }

  #receive(data: unknown): void {
    const text = data instanceof ArrayBuffer ? new TextDecoder().decode(data) : String(data);
    const { data: message } = serverMessage.safeParse(JSON.parse(text));
    this.#keep("received", JSON.parse(text));
    if (message) this.received.push({ atMs: this.nowMs, message });
    this.#wake();
  }

  #keep(way: KeptFrame["way"], frame: unknown): void {
    const { keep, question, apiKey } = this.#options;
    const text = JSON.stringify(frame, (name, value: unknown) =>
      name === "data" && typeof value === "string" ? `${value.length} characters of base64` : value,
    );
    keep({ question, atMs: this.nowMs, way, frame: JSON.parse(text.replaceAll(apiKey, "KEY")) });
  }

  #wake(): void {
    this.#news.dispatchEvent(new Event("news"));
  }
}
