import { WebSocket } from "ws";
import { ClientToServerMessage, ServerToClientMessage } from "../../proto/gen/interview.ts";

const frameMs = 20;
const silence = ClientToServerMessage.encode({
  payload: { $case: "audioChunk", value: { audioContent: new Uint8Array(frameMs * 32) } },
}).finish();
const end = ClientToServerMessage.encode({ payload: { $case: "endRequest", value: {} } }).finish();

/** One candidate who listens and is silent, as a page is: a frame of sound every 20 ms. Times in ms since it connected. */
export class Candidate {
  liveAfterMs: number | null = null;
  spokenAfterMs: number | null = null;
  /** The longest that the interviewer's sound was behind its own length, after its first frame. */
  latestSoundMs = 0;
  closed: number | null = null;
  readonly #socket: WebSocket;
  readonly #startedAt = performance.now();
  #firstSoundAt = 0;
  #soundMs = 0;
  #speaking: NodeJS.Timeout | undefined;

  constructor(url: string) {
    this.#socket = new WebSocket(url, { perMessageDeflate: false });
    this.#socket.binaryType = "nodebuffer";
    this.#socket.on("message", (data: Buffer) => this.#receive(data));
    this.#socket.on("error", () => undefined);
    this.#socket.on("close", (code) => {
      clearInterval(this.#speaking);
      this.closed = code;
    });
  }

  get isLive(): boolean {
    return this.liveAfterMs !== null && this.closed === null;
  }

  end(): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(end);
  }

  leave(): void {
    clearInterval(this.#speaking);
    this.#socket.terminate();
  }

  #receive(data: Buffer): void {
    const { payload } = ServerToClientMessage.decode(data);
    const now = performance.now() - this.#startedAt;
    if (payload?.$case === "sessionStarted" && this.liveAfterMs === null) {
      this.liveAfterMs = now;
      this.#speaking = setInterval(() => this.#socket.send(silence), frameMs);
    }
    if (payload?.$case === "audioResponse") this.#hear(payload.value.audioContent.length / 32, now);
  }

  /** A pause between two sentences begins a new count: what is late is late within one. */
  #hear(ms: number, now: number): void {
    this.spokenAfterMs ??= now;
    const behindMs = now - this.#firstSoundAt - this.#soundMs;
    if (this.#soundMs === 0 || behindMs > 1_500) {
      this.#firstSoundAt = now;
      this.#soundMs = ms;
      return;
    }
    this.latestSoundMs = Math.max(this.latestSoundMs, behindMs);
    this.#soundMs += ms;
  }
}
