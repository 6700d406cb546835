import { ClientToServerMessage, ServerToClientMessage } from "../proto/gen/interview.ts";
import { until } from "./wait.ts";

type Payload = NonNullable<ServerToClientMessage["payload"]>;
type Kind = Payload["$case"];
type Of<K extends Kind> = Extract<Payload, { $case: K }>["value"];

/** What workerd's WebSocket and Node's have in common. */
type Socket = {
  binaryType: string;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
  addEventListener(type: "close", listener: (event: { code: number; reason: string }) => void): void;
  send(frame: string | ArrayBuffer | Uint8Array): void;
  close(code: number, reason: string): void;
};

/** A finished utterance, as shown and stored. */
export type Line = { speaker: "USER" | "AI"; content: string };

/** A candidate's client: a WebSocket to the Worker that speaks protobuf, and everything it received. */
export class Candidate {
  readonly token: string | null;
  readonly payloads: Payload[] = [];
  audioBytes = 0;
  closed: { code: number; reason: string } | null = null;
  readonly #socket: Socket;
  #capturedSamples = 0;

  constructor(socket: Socket, token: string | null = null) {
    this.token = token;
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.addEventListener("message", ({ data }) => this.#receive(data));
    socket.addEventListener("close", ({ code, reason }) => {
      this.closed ??= { code, reason };
    });
  }

  /** Sends PCM16 at 16 kHz. */
  speak(audioContent: Uint8Array): void {
    this.#capturedSamples += audioContent.length / 2;
    this.send({ $case: "audioChunk", value: { audioContent } });
  }

  requestEnd(): void {
    this.send({ $case: "endRequest", value: {} });
  }

  mark(isAudible: boolean): void {
    this.send({ $case: "playbackMark", value: { capturedSamples: Math.floor(this.#capturedSamples), isAudible } });
  }

  raw(frame: string | ArrayBuffer | Uint8Array): void {
    this.#socket.send(frame);
  }

  /** Leaves as a page does when it is closed. */
  leave(): void {
    this.#socket.close(1001, "gone");
  }

  kinds(): Kind[] {
    return this.payloads.map(({ $case }) => $case);
  }

  /** The kinds received, without what accompanies every turn: turnState, agenda and saved. */
  happenings(): Kind[] {
    return this.kinds().filter((it) => it !== "turnState" && it !== "agenda" && it !== "saved");
  }

  of<K extends Kind>(kind: K): Of<K>[] {
    return this.payloads.flatMap((it) => (it.$case === kind ? [it.value as Of<K>] : []));
  }

  get resumeToken(): string | null {
    return this.of("sessionStarted")[0]?.resumeToken ?? null;
  }

  get endsAtUnixMs(): number | null {
    return this.of("sessionStarted")[0]?.endsAtUnixMs ?? null;
  }

  /** The codes of the errors received. */
  get errors(): number[] {
    return this.of("error").map(({ code }) => code);
  }

  /** Every caption as received, "AI. Final." or "USER… not yet". */
  captions(): string[] {
    return this.of("transcriptUpdate").map(({ speaker, text, isFinal }) => `${speaker}${isFinal ? "." : "…"} ${text}`);
  }

  /** The finished utterances as finally shown, in the order of the conversation. */
  get finals(): Line[] {
    const newest = new Map(this.of("transcriptUpdate").flatMap((it) => (it.isFinal || it.text === "" ? [[it.seq, it] as const] : [])));
    return [...newest.values()]
      .toSorted((one, other) => one.seq - other.seq)
      .flatMap(({ speaker, text }) => (text === "" ? [] : [{ speaker: speaker === "AI" ? "AI" : "USER", content: text }]));
  }

  /** PCM16 at the requested rate. */
  sound(): Uint8Array {
    return concat(this.of("audioResponse").map(({ audioContent }) => audioContent));
  }

  /** Resolves to the nth payload of this kind as soon as it is there. Throws if the socket closes without it. */
  async until<K extends Kind>(kind: K, count = 1): Promise<Of<K>> {
    const values = await until(`${kind} ${count}`, () => {
      const sofar = this.of(kind);
      if (sofar.length >= count) return sofar;
      if (this.closed) throw new Error(`No ${kind} ${count}, but ${this.kinds().join(" ")}; closed ${this.closed.code}`);
      return undefined;
    });
    const value = values[count - 1];
    if (value === undefined) throw new Error(`There is no ${kind} ${count}`);
    return value;
  }

  async live(): Promise<this> {
    await this.until("sessionStarted");
    return this;
  }

  closes(): Promise<{ code: number; reason: string }> {
    return until("the socket's close", () => this.closed ?? undefined);
  }

  send(payload: NonNullable<ClientToServerMessage["payload"]>): void {
    this.raw(ClientToServerMessage.encode({ payload }).finish());
  }

  #receive(data: unknown): void {
    if (!(data instanceof ArrayBuffer)) throw new Error("The Worker sent a text frame");
    const { payload } = ServerToClientMessage.decode(new Uint8Array(data));
    if (!payload) return;
    if (payload.$case === "audioResponse") this.audioBytes += payload.value.audioContent.length;
    this.payloads.push(payload);
  }
}

export const concat = (parts: Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};
