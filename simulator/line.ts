import { setTimeout as later } from "node:timers";
import { cutToCloseReason, type Close } from "./google-error.ts";
import type { Behaviour } from "./scenario.ts";

/** The part of a WebSocket that a line uses. */
export type Socket = {
  readonly readyState: number;
  readonly OPEN: number;
  readonly bufferedAmount: number;
  send: (frame: Buffer | string, options: { binary: boolean }, sent: () => void) => void;
  close: (code?: number, reason?: string) => void;
  terminate: () => void;
  pause: () => void;
};

/** The simulator's end of a socket. Sends frames as Google does, and nothing once it is closed or stalled. */
export class Line {
  #socket: Socket;
  #released: () => void;
  #frames: Behaviour["frames"] = "binary";
  #sent = 0;
  #unsent = 0;
  #stalled = false;
  #cut = false;

  /** `released` is called when this end gives the connection up, whether or not the other end has answered. */
  constructor(socket: Socket, released: () => void = () => undefined) {
    this.#socket = socket;
    this.#released = released;
  }

  speak(frames: Behaviour["frames"]) {
    this.#frames = frames;
  }

  get open() {
    return this.#socket.readyState === this.#socket.OPEN && !this.#stalled && !this.#cut;
  }

  send(message: unknown) {
    const text = JSON.stringify(message);
    const binary = this.#frames === "binary" || (this.#frames === "mixed" && this.#sent % 2 === 0);
    this.sendFrame(binary ? Buffer.from(text) : text);
  }

  sendFrame(frame: Buffer | string) {
    if (!this.open) return;
    this.#sent += 1;
    this.#unsent += 1;
    this.#socket.send(frame, { binary: typeof frame !== "string" }, () => {
      this.#unsent -= 1;
      if (this.#cut && this.#unsent === 0) this.#socket.terminate();
    });
  }

  /** Resolves when at most 8 MiB wait to be sent, or the line is closed: a slow reader holds a flood back. */
  async drained() {
    while (this.open && this.#socket.bufferedAmount > 8 * 2 ** 20) await new Promise((resolve) => later(resolve, 5));
  }

  close({ code, reason }: Close) {
    if (!this.open) return;
    this.#released();
    this.#socket.close(code === 1005 || code === 1006 ? undefined : code, cutToCloseReason(reason));
  }

  /** Cuts the connection without a close frame, as soon as earlier frames have been written, or after a second. */
  terminate() {
    this.#cut = true;
    this.#released();
    if (this.#unsent === 0) this.#socket.terminate();
    else later(() => this.#socket.terminate(), 1000).unref();
  }

  stall() {
    this.#stalled = true;
    this.#socket.pause();
  }
}
