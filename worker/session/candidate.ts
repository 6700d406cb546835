import { z } from "zod";
import { closeCode, type CloseCode } from "../../machines/failure.ts";
import { type ServerPayload, writeFrame } from "./wire.ts";

const seat = z.object({ rate: z.union([z.literal(16_000), z.literal(24_000)]), resumeToken: z.string(), isGreeted: z.boolean() });

/** What is kept with a socket, across an eviction: its sample rate in Hz, the token that opens the next one, whether it was greeted. */
export type Seat = z.output<typeof seat>;

/** The candidate's sockets, of which only the newest counts. */
export class Candidate {
  #ctx: DurableObjectState;
  #socket: WebSocket | null;

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
    this.#socket = ctx.getWebSockets().findLast(isOpen) ?? null;
  }

  get isThere(): boolean {
    return this.#socket !== null && isOpen(this.#socket);
  }

  get rate(): Seat["rate"] {
    return this.#seat()?.rate ?? 16_000;
  }

  /** Whether it was told that the interview is live: nothing is shown to it before. */
  get isGreeted(): boolean {
    return this.#seat()?.isGreeted ?? false;
  }

  isCurrent(socket: WebSocket): boolean {
    return socket === this.#socket;
  }

  /** Takes a new socket; every older one is told that it was replaced. */
  accept(socket: WebSocket, { rate, resumeToken }: { rate: Seat["rate"]; resumeToken: string }) {
    const older = this.#ctx.getWebSockets().filter(isOpen);
    this.#ctx.acceptWebSocket(socket);
    socket.serializeAttachment({ rate, resumeToken, isGreeted: false } satisfies Seat);
    this.#socket = socket;
    for (const it of older) closeSocket(it, closeCode.replaced, "A newer connection took over");
  }

  /** The resume token of a socket that was not greeted yet; the next call gives null. */
  takeGreeting(): string | null {
    const mine = this.#seat();
    if (!this.isThere || !mine || mine.isGreeted) return null;
    this.#socket?.serializeAttachment({ ...mine, isGreeted: true } satisfies Seat);
    return mine.resumeToken;
  }

  send(payload: ServerPayload) {
    this.sendFrame(writeFrame(payload));
  }

  sendFrame(frame: Uint8Array) {
    if (!this.#socket || !isOpen(this.#socket)) return;
    try {
      this.#socket.send(frame);
    } catch {
      // It closed a moment ago: its close event follows.
    }
  }

  close(code: CloseCode, reason: string) {
    if (this.#socket) closeSocket(this.#socket, code, reason);
  }

  #seat(): Seat | undefined {
    return this.#socket ? seat.safeParse(this.#socket.deserializeAttachment()).data : undefined;
  }
}

const isOpen = (socket: WebSocket): boolean => socket.readyState === WebSocket.OPEN;

const closeSocket = (socket: WebSocket, code: CloseCode, reason: string) => {
  try {
    socket.close(code, reason);
  } catch {
    // Closed already.
  }
};
