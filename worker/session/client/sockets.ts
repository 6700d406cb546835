import * as z from "zod";
import { closeCode, type CloseCode } from "../../../contract/codes.ts";
import { captureHz, speechHz } from "../../../sound/pcm.ts";
import { type ServerPayload, writeAudioFrame, writeFrame } from "./wire.ts";

const seat = z.object({
  rate: z.literal([captureHz, speechHz]),
  userId: z.string(),
  resumeToken: z.string(),
  isGreeted: z.boolean(),
  isMuted: z.boolean().default(false),
});

/**
 * What is kept with a socket, across an eviction: its sample rate in Hz, whose it is, the token that opens the next one, whether it was
 * greeted, and whether the candidate has muted themselves.
 */
type Seat = z.output<typeof seat>;

const replaced = "A newer connection took over";

/** The candidate's sockets, of which only the newest counts. */
export class ClientSockets {
  #ctx: DurableObjectState;
  #socket: WebSocket | null;
  /** Sound went out, and no `interrupted` has followed it yet. */
  #isSounding = true;
  /** A new socket that is neither accepted nor refused yet. */
  #arriving: { socket: WebSocket; seat: Seat; decided: () => void } | null = null;

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
    this.#socket = ctx.getWebSockets().findLast(isOpen) ?? null;
  }

  get isThere(): boolean {
    return this.#arriving !== null || (this.#socket !== null && isOpen(this.#socket));
  }

  get rate(): Seat["rate"] {
    return this.#seat()?.rate ?? captureHz;
  }

  /** Who came, by the token; null with nobody there. */
  get userId(): string | null {
    return (this.#arriving?.seat ?? this.#seat())?.userId ?? null;
  }

  /** Whether it was told that the interview is live: nothing is shown to it before. */
  get isGreeted(): boolean {
    return this.#seat()?.isGreeted ?? false;
  }

  get isMuted(): boolean {
    return this.#seat()?.isMuted ?? false;
  }

  /** The candidate says whether they have muted themselves. */
  mute(isMuted: boolean) {
    const mine = this.#seat();
    if (mine) this.#socket?.serializeAttachment({ ...mine, isMuted } satisfies Seat);
  }

  isCurrent(socket: WebSocket): boolean {
    return socket === this.#socket;
  }

  /** A new socket, which waits to be accepted; every older one is told that it was replaced. */
  receive(socket: WebSocket, who: Omit<Seat, "isGreeted" | "isMuted">) {
    this.#refuseArriving(closeCode.replaced, replaced);
    for (const it of this.#ctx.getWebSockets().filter(isOpen)) closeSocket(it, closeCode.replaced, replaced);
    this.#socket = null;
    this.#arriving = { socket, seat: { ...who, isGreeted: false, isMuted: false }, decided: () => {} };
  }

  /** Settles when the waiting socket was accepted or refused; after `ms` it is accepted whatever may come. */
  async decided(ms: number) {
    const arriving = this.#arriving;
    if (!arriving) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      arriving.decided = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    if (this.#arriving === arriving) this.accept();
  }

  /** Takes the waiting socket: it is the current one from here on. */
  accept() {
    if (!this.#arriving) return;
    const { socket, seat, decided } = this.#arriving;
    this.#arriving = null;
    decided();
    this.#ctx.acceptWebSocket(socket);
    socket.serializeAttachment(seat);
    this.#socket = socket;
  }

  /** The resume token of a socket that was not greeted yet; the next call gives null. */
  takeGreeting(): string | null {
    const mine = this.#seat();
    if (!this.#socket || !isOpen(this.#socket) || !mine || mine.isGreeted) return null;
    this.#socket?.serializeAttachment({ ...mine, isGreeted: true } satisfies Seat);
    return mine.resumeToken;
  }

  send(payload: ServerPayload) {
    this.#send(writeFrame(payload));
  }

  /** The interviewer's sound, PCM16 at this socket's rate. */
  sendSound(pcm: Uint8Array) {
    this.#isSounding = true;
    this.#send(writeAudioFrame(pcm));
  }

  /** Has the client drop the sound that it has not played yet. Sent once, though both Gemini and we may notice the interruption. */
  interrupt() {
    if (!this.#isSounding) return;
    this.#isSounding = false;
    this.send({ $case: "interrupted", value: {} });
  }

  #send(frame: Uint8Array) {
    if (!this.#socket || !isOpen(this.#socket)) return;
    try {
      this.#socket.send(frame);
    } catch {
      // It closed a moment ago: its close event follows.
    }
  }

  close(code: CloseCode, reason: string, { withError = false } = {}) {
    const error = withError ? writeFrame({ $case: "error", value: { code, message: reason } }) : null;
    this.#refuseArriving(code, reason, error);
    if (error) this.#send(error);
    if (this.#socket) closeSocket(this.#socket, code, reason);
    // Whose token is refused is heard no more, whatever was on its way.
    if (code === closeCode.tokenRefused) this.#socket = null;
  }

  /** By plain `accept()`: a hibernatable socket that is closed before its client sent a frame lingers for seconds. */
  #refuseArriving(code: CloseCode, reason: string, error: Uint8Array | null = null) {
    if (!this.#arriving) return;
    const { socket, decided } = this.#arriving;
    this.#arriving = null;
    decided();
    socket.accept();
    if (error) socket.send(error);
    closeSocket(socket, code, reason);
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

const noCode = 1005;

/** The platform leaves a hibernatable socket half open where nobody answers the close that its client began. */
export const answerClose = (socket: WebSocket, code: number, reason: string) => {
  try {
    if (code === noCode) socket.close();
    else socket.close(code, reason);
  } catch {
    // It broke, and says so by a code that is never sent.
  }
};
