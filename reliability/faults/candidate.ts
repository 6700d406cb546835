import { ClientToServerMessage, ServerToClientMessage, SessionEnded_Reason } from "../../proto/gen/interview.ts";
import type { Told } from "./table/fault.ts";
import { until } from "../../harness/wait.ts";

type Payload = NonNullable<ServerToClientMessage["payload"]>;
/** A finished utterance, as it is shown and stored. */
export type Line = { speaker: "USER" | "AI"; content: string };

/** What workerd's socket and Node's have in common. */
export type Socket = {
  binaryType: string;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
  addEventListener(type: "close", listener: (event: { code: number; reason: string }) => void): void;
  send(frame: string | Uint8Array<ArrayBuffer>): void;
  close(code: number, reason: string): void;
};

const wave = (ms: number, amplitude: number) => Array.from({ length: 16 * ms }, (_, at) => (at % 16 < 8 ? amplitude : -amplitude));
const bytesPerMs = 32;
const reasons = ["USER_INITIATED", "GEMINI_ENDED", "TIMEOUT"] as const;

/** A candidate's socket, and everything that it was sent. */
export class Candidate {
  readonly token: string | null;
  readonly payloads: Payload[] = [];
  audioBytes = 0;
  closed: { code: number; reason: string } | null = null;
  readonly #socket: Socket;

  constructor(socket: Socket, token: string | null) {
    this.token = token;
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.addEventListener("message", ({ data }) => this.#receive(data));
    socket.addEventListener("close", ({ code, reason }) => void (this.closed = { code, reason }));
  }

  /** Sound of so many ms; `level` tells one stretch from another. */
  speak(ms: number, level = 1): void {
    this.send({ $case: "audioChunk", value: { audioContent: new Uint8Array(ms * bytesPerMs).fill(level) } });
  }

  /** A sound too short for an answer, in the room that it is made in. */
  clearThroat(): void {
    this.#sound([...wave(40, 20), ...wave(100, 8_000), ...wave(300, 20)]);
  }

  /** Speech of so many ms: syllables, for a level that stays would be noise. */
  talk(ms: number): void {
    this.#sound(Array.from({ length: ms / 40 }, (_, at) => wave(40, at % 6 < 4 ? 8_000 : 1_500)).flat());
  }

  #sound(samples: number[]): void {
    this.send({ $case: "audioChunk", value: { audioContent: new Uint8Array(Int16Array.from(samples).buffer) } });
  }

  end(): void {
    this.send({ $case: "endRequest", value: {} });
  }

  send(payload: NonNullable<ClientToServerMessage["payload"]>): void {
    this.sendRaw(ClientToServerMessage.encode({ payload }).finish());
  }

  sendRaw(frame: string | Uint8Array<ArrayBuffer>): void {
    this.#socket.send(frame);
  }

  /** Goes, as a page does that is closed. */
  leave(): void {
    this.#socket.close(1001, "gone");
  }

  async live(): Promise<this> {
    await until("SessionStarted", () => this.resumeToken !== null || (this.closed !== null && this.#fail()));
    return this;
  }

  get resumeToken(): string | null {
    const started = this.payloads.find((it) => it.$case === "sessionStarted");
    return started?.value.resumeToken ?? null;
  }

  get endsAtUnixMs(): number | null {
    return this.payloads.find((it) => it.$case === "sessionStarted")?.value.endsAtUnixMs ?? null;
  }

  /** The finished utterances as they are shown at last, in the order of the conversation. */
  get finals(): Line[] {
    const captions = this.payloads.flatMap((it) => (it.$case === "transcriptUpdate" && it.value.isFinal ? [it.value] : []));
    const newest = new Map(captions.map((it) => [it.seq, it]));
    return [...newest.values()]
      .toSorted((one, other) => one.seq - other.seq)
      .flatMap(({ speaker, text }) => (text === "" ? [] : [{ speaker: speaker === "AI" ? "AI" : "USER", content: text }]));
  }

  get errors(): number[] {
    return this.payloads.flatMap((it) => (it.$case === "error" ? [it.value.code] : []));
  }

  /** The words that came with errors. */
  get messages(): string[] {
    return this.payloads.flatMap((it) => (it.$case === "error" ? [it.value.message] : []));
  }

  /** Everything that told of an end, in order. */
  get told(): Told[] {
    return this.payloads.flatMap((it): Told[] => {
      if (it.$case === "error" && it.value.code !== 5000) return [{ error: it.value.code }];
      if (it.$case !== "sessionEnded") return [];
      return [{ ended: reasons.find((name) => SessionEnded_Reason[name] === it.value.reason) ?? "REASON_UNSPECIFIED" }];
    });
  }

  count(kind: Payload["$case"]): number {
    return this.payloads.filter(({ $case }) => $case === kind).length;
  }

  sees(what: string, find: () => boolean): Promise<true> {
    return until(what, () => find());
  }

  closes(): Promise<{ code: number; reason: string }> {
    return until("the socket's close", () => this.closed ?? undefined);
  }

  #fail(): never {
    throw new Error(`Closed ${this.closed?.code} before SessionStarted`);
  }

  #receive(data: unknown): void {
    if (!(data instanceof ArrayBuffer)) throw new Error("The Worker sent a text frame");
    const { payload } = ServerToClientMessage.decode(new Uint8Array(data));
    if (payload?.$case === "audioResponse") this.audioBytes += payload.value.audioContent.length;
    else if (payload) this.payloads.push(payload);
  }
}
