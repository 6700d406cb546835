import { ClientToServerMessage, Patience_Mode, ServerToClientMessage } from "../../../proto/gen/interview.ts";

type Payload = NonNullable<ServerToClientMessage["payload"]>;
type Value<Case extends Payload["$case"]> = Extract<Payload, { $case: Case }>["value"];

const framed = (payload: Payload): Uint8Array<ArrayBuffer> => Uint8Array.from(ServerToClientMessage.encode({ payload }).finish());

/** What the Worker sends, as bytes. */
export const frames = {
  started: (value: Partial<Value<"sessionStarted">> = {}) =>
    framed({
      $case: "sessionStarted",
      value: { resumeToken: "resume-1", endsAtUnixMs: 3_600_000, startedAtUnixMs: 0, nowUnixMs: 1, features: [], ...value },
    }),
  caption: (speaker: string, text: string, isFinal: boolean, more: Partial<Value<"transcriptUpdate">> = {}) =>
    framed({ $case: "transcriptUpdate", value: { speaker, text, isFinal, seq: 0, isTyped: false, atMs: 0, ...more } }),
  audio: (...samples: number[]) =>
    framed({ $case: "audioResponse", value: { audioContent: new Uint8Array(Int16Array.from(samples).buffer) } }),
  error: (code: number, message: string) => framed({ $case: "error", value: { code, message } }),
  ended: (reason: Value<"sessionEnded">["reason"]) => framed({ $case: "sessionEnded", value: { reason } }),
  turn: (floor: Value<"turnState">["floor"], value: Partial<Value<"turnState">> = {}) =>
    framed({ $case: "turnState", value: { floor, turn: 1, mode: Patience_Mode.MODE_NORMAL, untilUnixMs: 0, ...value } }),
  agenda: (items: Value<"agenda">["items"]) => framed({ $case: "agenda", value: { items } }),
  saved: (upToSeq: number, atUnixMs: number) => framed({ $case: "saved", value: { upToSeq, atUnixMs, isDelivered: false } }),
  notice: (kind: Value<"notice">["kind"], ref = "") => framed({ $case: "notice", value: { kind, ref } }),
  pong: (nonce: string) => framed({ $case: "pong", value: { nonce } }),
  interrupted: () => framed({ $case: "interrupted", value: {} }),
};

/** What the page sent: the first sample of each audio frame, "end", a playback mark, or what was done in the room. */
export const said = (sent: Uint8Array[]): (number | string)[] =>
  sent.map((frame) => {
    const { payload } = ClientToServerMessage.decode(frame);
    if (payload?.$case === "playbackMark") return `${payload.value.isAudible ? "audible" : "silent"} at ${payload.value.capturedSamples}`;
    if (payload?.$case === "endRequest") return "end";
    if (payload?.$case !== "audioChunk")
      return [payload?.$case, ...Object.values(payload?.value ?? {}).filter((it) => it !== undefined)].join(" ");
    const { buffer, byteOffset } = payload.value.audioContent;
    return new DataView(buffer, byteOffset).getInt16(0, true);
  });
