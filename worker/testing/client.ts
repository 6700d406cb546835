import { SELF } from "cloudflare:test";
import { vi } from "vitest";
import { ClientToServerMessage, ServerToClientMessage } from "../../proto/gen/interview.ts";
import type { ServerPayload } from "../session/client/wire.ts";

type Kind = ServerPayload["$case"];
type Payloads = { [Payload in ServerPayload as Payload["$case"]]: Payload["value"] };
type Of<K extends Kind> = Payloads[K];

/** A candidate's client: a real WebSocket through the entry Worker, speaking protobuf. Throws where no socket was opened. */
export class Client {
  readonly response: Response;
  readonly frames: ServerPayload[] = [];
  close: { code: number; reason: string } | null = null;
  #socket: WebSocket;

  constructor(response: Response) {
    this.response = response;
    if (!response.webSocket) throw new Error(`No socket was opened: ${response.status}`);
    this.#socket = response.webSocket;
    this.#socket.binaryType = "arraybuffer";
    this.#socket.addEventListener("message", ({ data }) => {
      if (!(data instanceof ArrayBuffer)) throw new Error("A text frame came");
      const { payload } = ServerToClientMessage.decode(new Uint8Array(data));
      if (payload) this.frames.push(payload);
    });
    this.#socket.addEventListener("close", ({ code, reason }) => {
      this.close ??= { code, reason };
    });
    this.#socket.accept();
  }

  static async open(path: string, headers: Record<string, string> = {}): Promise<Client> {
    return new Client(await SELF.fetch(`http://worker${path}`, { headers: { ...headers, Upgrade: "websocket" } }));
  }

  /** PCM16, 16 kHz. */
  speak(audioContent: Uint8Array) {
    this.#say({ payload: { $case: "audioChunk", value: { audioContent } } });
  }

  requestEnd() {
    this.#say({ payload: { $case: "endRequest", value: {} } });
  }

  mark(isAudible: boolean) {
    this.#say({ payload: { $case: "playbackMark", value: { capturedSamples: 0, isAudible } } });
  }

  /** Any of the messages beyond sound and the end. */
  send(payload: NonNullable<ClientToServerMessage["payload"]>) {
    this.#say({ payload });
  }

  raw(frame: string | ArrayBuffer | Uint8Array) {
    this.#socket.send(frame);
  }

  leave() {
    this.#socket.close(1000, "gone");
  }

  kinds(): Kind[] {
    return this.frames.map(({ $case }) => $case);
  }

  /** Without what accompanies every turn: whose it is, and that it is stored. */
  happenings(): Kind[] {
    return this.kinds().filter((it) => it !== "turnState" && it !== "saved");
  }

  of<K extends Kind>(kind: K): Of<K>[] {
    return this.frames.flatMap((it) => (it.$case === kind ? [it.value as Of<K>] : []));
  }

  captions(): string[] {
    return this.of("transcriptUpdate").map(({ speaker, text, isFinal }) => `${speaker}${isFinal ? "." : "…"} ${text}`);
  }

  sound(): Uint8Array {
    return concat(this.of("audioResponse").map(({ audioContent }) => audioContent));
  }

  async until<K extends Kind>(kind: K, count = 1): Promise<Of<K>> {
    const found = await vi.waitFor(() => {
      const values = this.of(kind);
      if (values.length < count) throw new Error(`No ${kind} yet, but ${this.kinds().join(" ")}; closed ${JSON.stringify(this.close)}`);
      return values;
    }, patience);
    const value = found[count - 1];
    if (!value) throw new Error(`There is no ${kind} ${count}`);
    return value;
  }

  async closed(): Promise<{ code: number; reason: string }> {
    return vi.waitFor(() => {
      if (!this.close) throw new Error(`Not closed yet; ${this.kinds().join(" ")}`);
      return this.close;
    }, patience);
  }

  #say(message: ClientToServerMessage) {
    this.#socket.send(ClientToServerMessage.encode(message).finish());
  }
}

export const patience = { timeout: 8_000, interval: 10 };

export const concat = (parts: Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
};
