import { expect, it, vi } from "vitest";
import type { RoomCommand } from "../../../machines/call/events.ts";
import {
  ClientToServerMessage,
  Item_State,
  Notice_Kind,
  Patience_Mode,
  ServerToClientMessage,
  SessionEnded_Reason,
  Steer_What,
  TurnState_Floor,
} from "../../../proto/gen/interview.ts";
import { frames } from "../testing/frames.ts";
import { audioFrame, endFrame, frameReader, roomFrames } from "./wire.ts";

const read = (frame: Uint8Array<ArrayBuffer>) => frameReader()(frame.buffer);

it("encodes 640 samples as one AudioChunk, from any offset in a buffer", () => {
  const pcm = Int16Array.from({ length: 700 }, (_, i) => i - 350).subarray(30, 670);
  const { payload } = ClientToServerMessage.decode(audioFrame(pcm));
  if (payload?.$case !== "audioChunk") throw new Error("not audio");
  expect([...new Int16Array(Uint8Array.from(payload.value.audioContent).buffer)]).toEqual([...pcm]);
  expect(audioFrame(pcm).length).toBe(1_286);
});

it("encodes an end", () => {
  expect(ClientToServerMessage.decode(endFrame()).payload).toEqual({ $case: "endRequest", value: {} });
});

it("decodes everything the Worker sends", () => {
  vi.useFakeTimers();
  expect([
    read(
      frames.started({
        resumeToken: "r",
        nowUnixMs: 1_795_000_000_000,
        endsAtUnixMs: 1_795_000_060_000,
        features: ["playback"],
        receivedSamples: 2 ** 48 + 1,
      }),
    ),
    read(frames.caption("AI", "Hello", false)),
    read(frames.caption("USER", "Hi", true)),
    read(frames.caption("USER", "Hi", true, { seq: 2, atMs: 900, isTyped: true })),
    read(frames.error(4002, "gone")),
    read(frames.ended(SessionEnded_Reason.USER_INITIATED)),
    read(frames.ended(SessionEnded_Reason.GEMINI_ENDED)),
    read(frames.ended(SessionEnded_Reason.TIMEOUT)),
    read(frames.interrupted()),
  ]).toEqual([
    {
      type: "greeted",
      started: {
        type: "session.started",
        resumeToken: "r",
        endsAtMs: performance.now() + 60_000,
        startedAtMs: expect.any(Number),
        features: ["playback"],
      },
      receivedSamples: 2 ** 48 + 1,
    },
    { type: "caption.received", caption: { speaker: "AI", text: "Hello", isFinal: false } },
    { type: "caption.received", caption: { speaker: "USER", text: "Hi", isFinal: true } },
    { type: "caption.received", caption: { speaker: "USER", text: "Hi", isFinal: true, seq: 2, atMs: 900, isTyped: true } },
    { type: "session.failed", code: 4002, message: "gone" },
    { type: "session.ended", reason: "USER_INITIATED", atMs: performance.now() },
    { type: "session.ended", reason: "GEMINI_ENDED", atMs: performance.now() },
    { type: "session.ended", reason: "TIMEOUT", atMs: performance.now() },
    { type: "session.interrupted" },
  ]);
  expect(read(frames.audio(1, 2))).toEqual({ type: "audio.received", pcm: Uint8Array.of(1, 0, 2, 0) });
});

it("decodes what the Worker says about the room, by the page's clock", () => {
  vi.useFakeTimers();
  const read = frameReader();
  const said = [
    frames.started({ nowUnixMs: 10_000, startedAtUnixMs: 4_000, endsAtUnixMs: 70_000 }),
    frames.turn(TurnState_Floor.FLOOR_HELD, { mode: Patience_Mode.MODE_PATIENT, untilUnixMs: 12_000 }),
    frames.turn(TurnState_Floor.FLOOR_INTERVIEWER),
    frames.agenda([{ id: "1", topic: "Conflict", state: Item_State.STATE_CURRENT }]),
    frames.saved(3, 9_000),
    frames.notice(Notice_Kind.KIND_CONFIRM_END),
    frames.notice(Notice_Kind.KIND_TEXT_TAKEN, "a"),
    frames.pong("7"),
  ].map((it) => read(it.buffer));
  const now = performance.now();
  expect(said).toEqual([
    {
      type: "greeted",
      started: { type: "session.started", resumeToken: "resume-1", endsAtMs: now + 60_000, startedAtMs: now - 6_000, features: [] },
      receivedSamples: null,
    },
    { type: "turn.changed", floor: "HELD", patience: "PATIENT", untilMs: now + 2_000 },
    { type: "turn.changed", floor: "INTERVIEWER", patience: "NORMAL", untilMs: null },
    { type: "agenda.received", agenda: [{ id: "1", topic: "Conflict", state: "CURRENT" }] },
    { type: "saved.received", saved: { upToSeq: 3, atMs: now - 1_000, isDelivered: false } },
    { type: "notice.received", kind: "CONFIRM_END" },
    { type: "text.taken", clientId: "a" },
    { type: "ping.answered", nonce: "7" },
  ]);
  vi.useRealTimers();
});

it("encodes what the candidate does in the room under the feature that takes it", () => {
  const commands: [RoomCommand, string, ClientToServerMessage["payload"]][] = [
    [
      { type: "answers", answers: [{ text: "Me.", clientId: "a" }] },
      "text",
      { $case: "textAnswer", value: { text: "Me.", clientId: "a" } },
    ],
    [{ type: "patience", patience: "HOLD_TO_TALK" }, "patience", { $case: "patience", value: { mode: Patience_Mode.MODE_HOLD_TO_TALK } }],
    [{ type: "talk", isPressed: true }, "talk", { $case: "talk", value: { isPressed: true } }],
    [{ type: "think", isOn: true }, "think", { $case: "think", value: { isOn: true } }],
    [{ type: "muted", isOn: true }, "muted", { $case: "muted", value: { isOn: true } }],
    [{ type: "steer", what: "END_DECLINED" }, "steer", { $case: "steer", value: { what: Steer_What.WHAT_END_DECLINED } }],
  ];
  for (const [command, feature, payload] of commands) {
    const framed = roomFrames(command);
    expect([framed.feature, framed.frames.map((it) => ClientToServerMessage.decode(it).payload)]).toEqual([feature, [payload]]);
  }
});

it("decodes how much of the voice before a caption's words is still to come", () => {
  expect(read(frames.caption("AI", "Hello", false, { seq: 1, aheadMs: 1_200 }))).toEqual({
    type: "caption.received",
    caption: { speaker: "AI", text: "Hello", isFinal: false, seq: 1, atMs: 0, aheadMs: 1_200 },
  });
});

it("ignores what it cannot decode or does not know yet", () => {
  expect([
    read(new Uint8Array(0)),
    read(Uint8Array.of(0xff, 0xff, 0xff)),
    read(frames.caption("SYSTEM", "?", true)),
    read(Uint8Array.from(ServerToClientMessage.encode({ payload: undefined }).finish())),
    read(Uint8Array.of(0x7a, 0x00)),
  ]).toEqual([null, null, null, null, null]);
});

it("counts the time left by the Worker's clock and the page's monotonic one, using the device's clock only if the Worker sends no time", () => {
  vi.useFakeTimers({ now: 1_795_003_300_000 });
  const [told, untold] = [1_795_000_000_000, 0].map((nowUnixMs) => read(frames.started({ nowUnixMs, endsAtUnixMs: 1_795_003_600_000 })));
  expect(told).toMatchObject({ started: { endsAtMs: performance.now() + 3_600_000 } });
  expect(untold).toMatchObject({ started: { endsAtMs: performance.now() + 300_000 } });
  vi.useRealTimers();
});
