import type { SocketFactory } from "../../genai/client.ts";
import { freeFrame } from "../sound/free-frame.ts";
import type { GeminiClose } from "./close.ts";
import { SoundShape } from "./sound-message.ts";

type SdkCallbacks = Parameters<SocketFactory["create"]>[2];

/** What the connection below the SDK reports: a parsed message, a frame that is not JSON, and its end (once, and nothing after it). */
type SocketNews = {
  message: (message: unknown) => void;
  /**
   * Called first with what is probably a piece of sound and nothing else. If it returns false, `message` is called with the whole message.
   */
  sound?: (base64: string) => boolean;
  malformed: () => void;
  closed: (close: GeminiClose) => void;
};

const utf8 = new TextDecoder();

const unknownEnd: GeminiClose = { code: 1006, reason: "" };

/**
 * Replaces the SDK's own transport, which cannot abort a handshake, and whose rejection on a frame that is not JSON nobody sees. This one
 * can be closed at any moment, decodes each frame once, and tells the SDK only what it waits for: the open and `setupComplete`.
 */
export class GeminiSocket {
  /** Settles when the connection has ended, whoever ended it. Never rejects. */
  readonly ended: Promise<void>;
  #news: SocketNews;
  /** Aborts the handshake; null once there is a connection. */
  #handshake: AbortController | null = new AbortController();
  #socket: WebSocket | null = null;
  #sdk: SdkCallbacks | null = null;
  #isSetUp = false;
  #isOver = false;
  readonly #shape = new SoundShape();
  #settle: () => void = () => {};

  constructor(news: SocketNews) {
    this.#news = news;
    this.ended = new Promise((resolve) => (this.#settle = resolve));
  }

  /** The transport that the SDK is given in place of its browser socket. */
  get factory(): SocketFactory {
    return {
      create: (url, _headers, callbacks) => {
        this.#sdk = callbacks;
        return { connect: () => void this.#connect(url), send: (message) => this.send(message), close: () => this.close() };
      },
    };
  }

  /** Throws if there is no connection yet, or no longer. */
  send(message: string) {
    if (this.#isOver || !this.#socket) throw new Error("The Gemini connection is over");
    this.#socket.send(message);
  }

  /** Aborts the handshake or closes the connection. */
  close() {
    if (!this.#socket) {
      this.#handshake?.abort();
      return this.#end(unknownEnd);
    }
    try {
      this.#socket.close(1000);
    } catch {
      this.#end(unknownEnd);
    }
  }

  async #connect(url: string) {
    try {
      const signal = this.#handshake?.signal ?? null;
      const response = await fetch(url.replace(/^ws/, "http"), { headers: { Upgrade: "websocket" }, signal });
      if (!response.webSocket) {
        await response.body?.cancel();
        return this.#end({ code: response.status, reason: "" });
      }
      this.#listen(response.webSocket);
    } catch {
      this.#end(unknownEnd);
    }
  }

  #listen(socket: WebSocket) {
    this.#socket = socket;
    this.#handshake = null;
    socket.binaryType = "arraybuffer";
    socket.addEventListener("message", ({ data }) => this.#receive(data));
    socket.addEventListener("close", ({ code, reason }) => this.#end({ code, reason }));
    socket.addEventListener("error", () => this.#end(unknownEnd));
    socket.accept();
    if (this.#isOver) return this.close();
    this.#sdk?.onopen();
  }

  #receive(frame: unknown) {
    const text = frame instanceof ArrayBuffer ? utf8.decode(frame) : String(frame);
    if (frame instanceof ArrayBuffer) freeFrame(frame);
    const sound = this.#shape.find(text);
    if (sound !== null && this.#news.sound?.(sound)) return;
    const message = parseJson(text);
    if (message === undefined) return this.#news.malformed();
    if (!this.#isSetUp && isSetupComplete(message)) {
      this.#isSetUp = true;
      this.#sdk?.onmessage({ data: text });
    }
    this.#shape.learn(text, message);
    this.#news.message(message);
  }

  #end(close: GeminiClose) {
    this.#settle();
    if (this.#isOver) return;
    this.#isOver = true;
    // The SDK needs to hear of it only if it still waits for setupComplete.
    this.#sdk?.onclose({ code: close.code, reason: "" });
    this.#news.closed(close);
  }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isSetupComplete = (message: unknown): boolean => typeof message === "object" && message !== null && "setupComplete" in message;
