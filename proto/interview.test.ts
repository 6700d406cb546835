import { describe, expect, it } from "vitest";
import { ClientToServerMessage, ServerToClientMessage, SessionEnded_Reason } from "./gen/interview.ts";

/** Bytes written by hand from interview.proto: a tag is (field number << 3) | wire type, 0 for varints and 2 for lengths. */
const bytes = (...parts: (number | string | number[])[]): Uint8Array =>
  new Uint8Array(parts.flatMap((part) => (typeof part === "string" ? [...new TextEncoder().encode(part)] : part)));

const fromServer = (...parts: (number | string)[]) => ServerToClientMessage.decode(bytes(...parts)).payload;
const fromClient = (...parts: (number | string)[]) => ClientToServerMessage.decode(bytes(...parts)).payload;

describe("frames from the client", () => {
  it("carry sound in field 1", () => {
    expect(fromClient(0x0a, 6, 0x0a, 4, 0x01, 0x00, 0xff, 0x7f)).toEqual({
      $case: "audioChunk",
      value: { audioContent: new Uint8Array([0x01, 0x00, 0xff, 0x7f]) },
    });
  });

  it("ask for the end in field 2", () => {
    expect(fromClient(0x12, 0)).toEqual({ $case: "endRequest", value: {} });
  });

  it("mark in field 9 when the interviewer became audible", () => {
    expect(fromClient(0x4a, 5, 0x08, 0x80, 0x7d, 0x10, 1)).toEqual({
      $case: "playbackMark",
      value: { capturedSamples: 16_000, isAudible: true },
    });
  });

  it("are written as they are read", () => {
    const audio = { $case: "audioChunk" as const, value: { audioContent: new Uint8Array([1, 2]) } };
    expect([...ClientToServerMessage.encode({ payload: audio }).finish()]).toEqual([0x0a, 4, 0x0a, 2, 1, 2]);
    expect([...ClientToServerMessage.encode({ payload: { $case: "endRequest", value: {} } }).finish()]).toEqual([0x12, 0]);
  });
});

const serverFrames = [
  [
    "a caption in field 1",
    [0x0a, 10, 0x0a, 2, "AI", 0x12, 2, "Hi", 0x18, 1],
    { $case: "transcriptUpdate", value: { speaker: "AI", text: "Hi", isFinal: true, seq: 0, isTyped: false, atMs: 0 } },
  ],
  [
    "a caption with its place and time",
    [0x0a, 17, 0x0a, 2, "AI", 0x12, 2, "Hi", 0x18, 1, 0x20, 7, 0x28, 1, 0x30, 0xe8, 0x07],
    { $case: "transcriptUpdate", value: { speaker: "AI", text: "Hi", isFinal: true, seq: 7, isTyped: true, atMs: 1_000 } },
  ],
  ["speech in field 2", [0x12, 4, 0x0a, 2, 0x10, 0x20], { $case: "audioResponse", value: { audioContent: new Uint8Array([0x10, 0x20]) } }],
  ["an error in field 3", [0x1a, 7, 0x08, 0xa2, 0x1f, 0x12, 2, "no"], { $case: "error", value: { code: 4002, message: "no" } }],
  ["the end in field 4", [0x22, 2, 0x08, 3], { $case: "sessionEnded", value: { reason: SessionEnded_Reason.TIMEOUT } }],
  [
    "the start in field 5",
    [0x2a, 11, 0x0a, 2, "rt", 0x10, 0x80, 0xd0, 0x95, 0xff, 0xbc, 0x31],
    {
      $case: "sessionStarted",
      value: { resumeToken: "rt", endsAtUnixMs: 1_700_000_000_000, startedAtUnixMs: 0, nowUnixMs: 0, features: Array.of<string>() },
    },
  ],
  [
    "the start with its times and what a client may send",
    [0x2a, 11, 0x0a, 2, "rt", 0x18, 1, 0x20, 2, 0x2a, 1, "x"],
    { $case: "sessionStarted", value: { resumeToken: "rt", endsAtUnixMs: 0, startedAtUnixMs: 1, nowUnixMs: 2, features: Array.of("x") } },
  ],
  ["an interruption in field 6", [0x32, 0], { $case: "interrupted", value: {} }],
] as const;

describe("frames from the Worker", () => {
  it.each(serverFrames)("carry %s", (_, frame, payload) => {
    expect(fromServer(...frame)).toEqual(payload);
  });

  it.each(serverFrames)("are written with %s", (_, frame, payload) => {
    expect(ServerToClientMessage.encode({ payload }).finish()).toEqual(bytes(...frame));
  });

  it("omit what is empty, false or 0, and read it back as such", () => {
    expect(fromServer(0x0a, 0)).toEqual({
      $case: "transcriptUpdate",
      value: { speaker: "", text: "", isFinal: false, seq: 0, isTyped: false, atMs: 0 },
    });
    expect(fromServer(0x22, 0)).toEqual({ $case: "sessionEnded", value: { reason: SessionEnded_Reason.REASON_UNSPECIFIED } });
  });

  it("number the end reasons 0 to 3", () => {
    const { REASON_UNSPECIFIED, USER_INITIATED, GEMINI_ENDED, TIMEOUT } = SessionEnded_Reason;
    expect([REASON_UNSPECIFIED, USER_INITIATED, GEMINI_ENDED, TIMEOUT]).toEqual([0, 1, 2, 3]);
  });

  it("hold an int64 time of the year 2200 exactly", () => {
    const value = {
      resumeToken: "",
      endsAtUnixMs: 7_258_118_400_123,
      startedAtUnixMs: 7_258_118_400_122,
      nowUnixMs: 0,
      features: Array.of<string>(),
    };
    const payload = { $case: "sessionStarted" as const, value };
    expect(ServerToClientMessage.decode(ServerToClientMessage.encode({ payload }).finish()).payload).toEqual(payload);
  });
});

describe("unknown fields", () => {
  it("are skipped beside known ones, whatever their wire type", () => {
    const unknown = [0x78, 0x96, 0x01, 0x79, 1, 2, 3, 4, 5, 6, 7, 8, 0x7a, 3, 9, 9, 9, 0x7d, 1, 2, 3, 4];
    expect(fromServer(...unknown, 0x22, 2 + unknown.length, ...unknown, 0x08, 1, ...unknown)).toEqual({
      $case: "sessionEnded",
      value: { reason: SessionEnded_Reason.USER_INITIATED },
    });
    expect(fromClient(...unknown, 0x12, 0)).toEqual({ $case: "endRequest", value: {} });
  });

  it("alone are a frame without a payload", () => {
    expect([fromServer(0x7a, 2, 1, 2), fromClient(0x7a, 0)]).toEqual([undefined, undefined]);
  });

  it("let a client that knows only fields 1 to 4 read a whole conversation, skipping newer fields", () => {
    const conversation = serverFrames.map(([, frame]) => frameFieldsOneToFour(bytes(...frame)));
    expect(conversation).toEqual([1, 1, 2, 3, 4, null, null, null]);
  });
});

/** A hand-written reader of the first version: the number of the payload's field, or null if it does not know it. */
const frameFieldsOneToFour = (frame: Uint8Array): number | null => {
  const [tag = 0, length = 0] = frame;
  expect(length).toBe(frame.length - 2);
  return tag >> 3 <= 4 ? tag >> 3 : null;
};

describe("an invalid frame", () => {
  it.each([
    ["a length beyond the end", [0x0a, 9, 1]],
    ["a varint that does not end", [0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
    ["a wire type that does not exist", [0x0f]],
  ])("throws for %s", (_, frame) => {
    expect(() => fromClient(...frame)).toThrow();
  });
});
