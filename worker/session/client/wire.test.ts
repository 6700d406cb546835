import fc from "fast-check";
import { expect, it } from "vitest";
import { ClientToServerMessage } from "../../../proto/gen/interview.ts";
import { runs } from "../../../harness/fuzz.ts";
import { readFrame, writeAudioFrame, writeFrame } from "./wire.ts";

const buffer = (bytes: Uint8Array) => Uint8Array.from(bytes).buffer;
const encode = (message: ClientToServerMessage) => buffer(ClientToServerMessage.encode(message).finish());

it("writes the audio frames that the generated code writes, byte for byte", () => {
  const sameBytes = (audioContent: Uint8Array) => {
    expect(writeAudioFrame(audioContent)).toEqual(writeFrame({ $case: "audioResponse", value: { audioContent } }));
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), sameBytes), { numRuns: 300 });
  for (const length of [0, 1, 125, 126, 127, 128, 16_380, 16_384, 70_000, 2_097_152]) sameBytes(new Uint8Array(length).fill(7));
});

it("reads sound as a view into the frame, and the request to end", () => {
  const audioContent = Uint8Array.of(1, 2, 3, 4);
  expect(readFrame(encode({ payload: { $case: "audioChunk", value: { audioContent } } }))).toEqual({ type: "audio", pcm: audioContent });
  expect(readFrame(encode({ payload: { $case: "endRequest", value: {} } }))).toEqual({ type: "end" });
});

it("finds text, nothing, garbage, a frame without a payload and sound without a sample unreadable (S8)", () => {
  const garbage = Uint8Array.of(0x0a, 0xff, 0xff, 0xff, 0xff, 0xff);
  const unknownField = Uint8Array.of(0x7a, 0x01, 0x00);
  const withoutSound = Uint8Array.of(0x0a, 0x00);
  const frames = ["hello", "", ...[new Uint8Array(), garbage, unknownField, withoutSound].map(buffer)];
  expect(frames.map((frame) => readFrame(frame))).toEqual(frames.map(() => ({ type: "unreadable" })));
});

it("never throws, whatever the bytes", () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => void kinds.add(readFrame(buffer(bytes)).type)),
    { numRuns: runs(20_000) },
  );
  expect([...kinds]).toContain("unreadable");
});
