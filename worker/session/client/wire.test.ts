import fc from "fast-check";
import { expect, it } from "vitest";
import { ClientToServerMessage } from "../../../proto/gen/interview.ts";
import { runs } from "../../../harness/fuzz.ts";
import { readFrame, soundIn, writeAudioFrame, writeFrame } from "./wire.ts";

const buffer = (bytes: Uint8Array) => Uint8Array.from(bytes).buffer;
const encode = (message: ClientToServerMessage) => buffer(ClientToServerMessage.encode(message).finish());

it("writes audio frames byte for byte as the generated code does", () => {
  const sameBytes = (audioContent: Uint8Array) => {
    expect(writeAudioFrame(audioContent)).toEqual(writeFrame({ $case: "audioResponse", value: { audioContent } }));
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), sameBytes), { numRuns: 300 });
  for (const length of [0, 1, 125, 126, 127, 128, 16_380, 16_384, 70_000, 2_097_152]) sameBytes(new Uint8Array(length).fill(7));
});

it("reuses the same memory for every audio frame of up to a second", () => {
  const [first, second] = [48_000, 1_280].map((bytes) => writeAudioFrame(new Uint8Array(bytes)).buffer);
  expect(first).toBe(second);
});

it("reads sound as a view into the frame, and the end request", () => {
  const audioContent = Uint8Array.of(1, 2, 3, 4);
  expect(readFrame(encode({ payload: { $case: "audioChunk", value: { audioContent } } }))).toEqual({ type: "audio", pcm: audioContent });
  expect(readFrame(encode({ payload: { $case: "endRequest", value: {} } }))).toEqual({ type: "end" });
});

it("reads a playback mark with the samples captured so far, and rejects a count too large for a number", () => {
  const mark = (...captured: number[]) => readFrame(buffer(Uint8Array.of(0x4a, captured.length + 3, 0x08, ...captured, 0x10, 1)));
  expect(mark(0x80, 0x7d)).toEqual({ type: "mark", isAudible: true, capturedSamples: 16_000 });
  expect(mark(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f)).toMatchObject({ capturedSamples: Number.MAX_SAFE_INTEGER });
  expect(mark(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10)).toEqual({ type: "unreadable" });
  expect(mark(...new Array<number>(9).fill(0xff), 0x01)).toEqual({ type: "unreadable" });
});

it("finds sound of any length without decoding the rest, and leaves anything else in a frame to the generated code", () => {
  const chunk = (length: number) => encode({ payload: { $case: "audioChunk", value: { audioContent: new Uint8Array(length).fill(7) } } });
  for (const length of [1, 2, 123, 127, 128, 1_280, 16_380, 16_384, 70_000]) expect(soundIn(chunk(length))?.length).toBe(length);
  const twice = buffer(Uint8Array.from([...new Uint8Array(chunk(2)), ...new Uint8Array(chunk(2))]));
  const longer = buffer(Uint8Array.of(0x0a, 0x84, 0x00, 0x0a, 0x02, 7, 7));
  const others = [
    twice,
    buffer(Uint8Array.of(0x0a, 0x00)),
    encode({ payload: { $case: "endRequest", value: {} } }),
    buffer(Uint8Array.of()),
  ];
  expect(others.map(soundIn)).toEqual(others.map(() => null));
  expect(soundIn(longer)).toEqual(Uint8Array.of(7, 7));
  const frame = fc.uint8Array({ maxLength: 12 }).map((rest) => buffer(Uint8Array.from([0x0a, ...rest])));
  const agrees = (bytes: ArrayBuffer) => {
    const pcm = soundIn(bytes);
    if (pcm !== null) expect(readFrame(bytes)).toEqual({ type: "audio", pcm });
  };
  fc.assert(fc.property(frame, agrees), { numRuns: runs(20_000) });
});

it("reads what the candidate types, chooses, holds and asks for, and a 64-bit nonce", () => {
  const read = (payload: NonNullable<ClientToServerMessage["payload"]>) => readFrame(encode({ payload }));
  expect(read({ $case: "textAnswer", value: { text: " I led it.\0 ", clientId: "a1" } })).toEqual({
    type: "typed",
    text: "I led it.",
    clientId: "a1",
  });
  expect(read({ $case: "patience", value: { mode: 4 } })).toEqual({ type: "patience", mode: "HOLD_TO_TALK" });
  expect(read({ $case: "talk", value: { isPressed: true } })).toEqual({ type: "talk", isPressed: true });
  expect(read({ $case: "think", value: { isOn: true } })).toEqual({ type: "think", isOn: true });
  expect(read({ $case: "steer", value: { what: 1 } })).toEqual({ type: "steer", what: "ANSWER_DONE" });
  expect(read({ $case: "muted", value: { isOn: true } })).toEqual({ type: "muted", isOn: true });
  const nonce = (2n ** 64n - 1n).toString();
  expect(read({ $case: "ping", value: { nonce } })).toEqual({ type: "ping", nonce });
});

it("strips direction overrides from an answer, and rejects one that holds nothing else", () => {
  const typed = (text: string) => readFrame(encode({ payload: { $case: "textAnswer", value: { text, clientId: "a1" } } }));
  expect(typed("I led \u202Eit\u202C.")).toEqual({ type: "typed", text: "I led it.", clientId: "a1" });
  expect(typed("\u202E")).toEqual({ type: "unreadable" });
});

it("rejects an answer without text or over 4,000 characters, an id over 100, and an unknown mode or wish", () => {
  const read = (payload: NonNullable<ClientToServerMessage["payload"]>) => readFrame(encode({ payload })).type;
  const typed = (text: string, clientId = "a1") => read({ $case: "textAnswer", value: { text, clientId } });
  expect([typed(" \0"), typed("x", "i".repeat(101)), typed("🙂".repeat(4_001))]).toEqual(Array(3).fill("unreadable"));
  expect(typed("🙂".repeat(4_000))).toBe("typed");
  const modes = [0, 5].map((mode) => read({ $case: "patience", value: { mode: mode as 0 } }));
  const wishes = [0, 7].map((what) => read({ $case: "steer", value: { what: what as 0 } }));
  expect([...modes, ...wishes]).toEqual(Array(4).fill("unreadable"));
});

it("accepts an answer without an id", () => {
  const frame = encode({ payload: { $case: "textAnswer", value: { text: "I led it.", clientId: "" } } });
  expect(readFrame(frame)).toEqual({ type: "typed", text: "I led it.", clientId: "" });
});

it("rejects an answer with invalid UTF-8, and accepts a real replacement character", () => {
  const typed = (...text: number[]) =>
    readFrame(buffer(Uint8Array.of(0x1a, text.length + 6, 0x0a, text.length, ...text, 0x12, 2, 0x61, 0x31)));
  for (const broken of [
    [0x41, 0xff],
    [0xc3, 0x28],
    [0xed, 0xa0, 0x80],
    [0xe2, 0x82],
  ])
    expect(typed(...broken)).toEqual({ type: "unreadable" });
  expect(typed(0xef, 0xbf, 0xbd)).toEqual({ type: "typed", text: "\ufffd", clientId: "a1" });
  const named = (...id: number[]) => readFrame(buffer(Uint8Array.of(0x1a, id.length + 5, 0x0a, 1, 0x41, 0x12, id.length, ...id)));
  expect([named(0x61), named(0xff)]).toMatchObject([{ type: "typed" }, { type: "unreadable" }]);
});

it("rejects text, empty frames, garbage, a frame without a payload and sound without a sample (S8)", () => {
  const garbage = Uint8Array.of(0x0a, 0xff, 0xff, 0xff, 0xff, 0xff);
  const unknownField = Uint8Array.of(0x7a, 0x01, 0x00);
  const withoutSound = Uint8Array.of(0x0a, 0x00);
  const frames = ["hello", "", ...[new Uint8Array(), garbage, unknownField, withoutSound].map(buffer)];
  expect(frames.map((frame) => readFrame(frame))).toEqual(frames.map(() => ({ type: "unreadable" })));
});

it("never throws, whatever the bytes are", () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => void kinds.add(readFrame(buffer(bytes)).type)),
    { numRuns: runs(20_000) },
  );
  expect([...kinds]).toContain("unreadable");
});
