import * as z from "zod/mini";
import { closeCode, type CloseCode } from "../../../contract/codes.ts";
import { captureHz, speechHz } from "../../../sound/pcm.ts";
import { type ServerPayload, writeAudioFrame, writeFrame } from "./wire.ts";

const seat = z.object({
  rate: z.literal([captureHz, speechHz]),
  userId: z.string(),
  issuedAtUnixMs: z._default(z.number(), 0),
  resumeToken: z.string(),
  isGreeted: z.boolean(),
  isMuted: z._default(z.boolean(), false),
});

/**
 * The attachment of a socket, which survives an eviction: its sample rate in Hz, its user, when its token was signed, the token that opens
 * the next socket, whether it was greeted, and whether the candidate is muted.
 */
type Seat = z.output<typeof seat>;

const replaced = "A newer connection took over";

/** The candidate's sockets, of which only the newest counts. */
export class ClientSockets {
  #ctx: DurableObjectState;
  #socket: WebSocket | null;
  /** Sound was sent, and no `interrupted` after it yet. */
  #isSounding = true;
  /** A new socket that was neither accepted nor refused yet. */
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

  /** Whose token it was, and when that was signed; undefined if nobody is there. */
  get admission(): Pick<Seat, "userId" | "issuedAtUnixMs"> | undefined {
    return this.#arriving?.seat ?? this.#seat();
  }

  /** Whether the client was told that the interview is live. Nothing is shown to it before that. */
  get isGreeted(): boolean {
    return this.#seat()?.isGreeted ?? false;
  }

  get isMuted(): boolean {
    return this.#seat()?.isMuted ?? false;
  }

  /** Stores whether the candidate is muted. */
  mute(isMuted: boolean) {
    const mine = this.#seat();
    if (mine) this.#socket?.serializeAttachment({ ...mine, isMuted } satisfies Seat);
  }

  isCurrent(socket: WebSocket): boolean {
    return socket === this.#socket;
  }

  /** Takes a new socket, which waits to be accepted. Every older one is told that it was replaced. */
  receive(socket: WebSocket, who: Omit<Seat, "isGreeted" | "isMuted">) {
    this.#refuseArriving(closeCode.replaced, replaced);
    for (const it of this.#ctx.getWebSockets().filter(isOpen)) closeSocket(it, closeCode.replaced, replaced);
    this.#socket = null;
    this.#arriving = { socket, seat: { ...who, isGreeted: false, isMuted: false }, decided: () => {} };
  }

  /** Settles when the waiting socket was accepted or refused. After `ms` it is accepted in any case. */
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

  /** Accepts the waiting socket: it is the current one from here on. */
  accept() {
    if (!this.#arriving) return;
    const { socket, seat, decided } = this.#arriving;
    this.#arriving = null;
    decided();
    this.#ctx.acceptWebSocket(socket);
    socket.serializeAttachment(seat);
    this.#socket = socket;
    // What the one before was sent is not for this one to drop.
    this.#isSounding = false;
  }

  /** The resume token of a socket that was not greeted yet, which then counts as greeted; otherwise null. */
  takeGreeting(): string | null {
    const mine = this.#seat();
    if (!this.#socket || !isOpen(this.#socket) || !mine || mine.isGreeted) return null;
    this.#socket?.serializeAttachment({ ...mine, isGreeted: true } satisfies Seat);
    return mine.resumeToken;
  }

  send(payload: ServerPayload) {
    this.#send(writeFrame(payload));
  }

  /** Sends the interviewer's sound, PCM16 at this socket's rate. */
  sendSound(pcm: Uint8Array) {
    this.#isSounding = true;
    this.#send(writeAudioFrame(pcm));
  }

  /** Makes the client drop the sound that it has not played yet. Sent once, though both Gemini and we may notice the interruption. */
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

  /** Closes the current socket and one that waits. `withError` sends an ErrorResponse of the same code first. */
  close(code: CloseCode, reason: string, { withError = false } = {}) {
    const error = withError ? writeFrame({ $case: "error", value: { code, message: reason } }) : null;
    this.#refuseArriving(code, reason, error);
    if (error) this.#send(error);
    if (this.#socket) closeSocket(this.#socket, code, reason);
    // A client whose token is refused is heard no more, whatever was on its way.
    if (code === closeCode.tokenRefused) this.#socket = null;
  }

  /** Uses plain `accept()`: a hibernatable socket that is closed before its client sent a frame lingers for seconds. */
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

/** Answers the close that a client began: without that the platform leaves a hibernatable socket half open. */
export const answerClose = (socket: WebSocket, code: number, reason: string) => {
  try {
    if (code === noCode) socket.close();
    else socket.close(code, reason);
  } catch {
    // The socket broke: such a close has a code that must not be sent.
  }
};
