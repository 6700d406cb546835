import { afterEach, expect, it, vi } from "vitest";
import { createActor } from "xstate";
import { TurnState_Floor } from "../../../proto/gen/interview.ts";
import type { KeepOrder } from "../../recording/keeper.ts";
import { wantRecording } from "../../recording/kept.client.ts";
import { nameOf } from "../../recording/places.ts";
import { type Segment, Segments } from "../../recording/segments.ts";
import { fakeBrowser } from "../testing/fake-browser.ts";
import { frames } from "../testing/frames.ts";
import { callParts } from "./call-parts.ts";
import { CaptionPace } from "./caption-pace.ts";
import { microphonePort } from "./microphone-port.ts";
import { socketPort } from "./socket-port.ts";

afterEach(() => vi.unstubAllGlobals());

it("records and replays once what was not heard before the line broke, and comes again on the next one", () => {
  const browser = fakeBrowser();
  const { parts } = callParts("an-interview");
  const kept: Segment[] = [];
  parts.recording.segments = new Segments(
    (segment) => kept.push(segment),
    () => 0,
  );
  parts.pace = new CaptionPace(() => undefined);
  const receive = (...values: number[]) => {
    const port = createActor(socketPort(parts, "ws://worker"), { input: { interviewId: "an-interview", token: "a-token" } }).start();
    const socket = browser.sockets.at(-1);
    socket?.opens();
    socket?.receives(frames.started());
    socket?.receives(frames.caption("AI", "One two three four", false, { seq: 1 }));
    for (const value of values) socket?.receives(frames.audio(...new Int16Array(960).fill(value)));
    return port;
  };
  const lost = receive(1, 2, 3);
  parts.pace.played(40);
  lost.stop();
  receive(2, 3, 4).stop();
  parts.recording.close();
  const firsts = (pcm: ArrayBuffer, offset = 0) => [...new Int16Array(pcm, offset)].filter((_, at) => at % 960 === 0);
  expect(kept.map(({ wav }) => firsts(wav.buffer, 44))).toEqual([[1, 2, 3, 4]]);
  expect(parts.lastWords.again().flatMap((pcm) => firsts(pcm.slice().buffer))).toEqual([1, 2, 3, 4]);
});

it("keeps the candidate's answer under its line, also of an interview that began before the page was opened", async () => {
  const browser = fakeBrowser();
  const kept: KeepOrder[] = [];
  const keeping = class extends EventTarget {
    readonly postMessage = (order: KeepOrder) => kept.push(order);
  };
  vi.stubGlobal("Worker", keeping);
  wantRecording("an-interview", true);
  const { parts } = callParts("an-interview");
  const microphone = createActor(microphonePort(parts), { input: { isMuted: false, isTyped: false } }).start();
  const port = createActor(socketPort(parts, "ws://worker"), { input: { interviewId: "an-interview", token: "a-token" } }).start();
  await vi.waitFor(() => expect(browser.node("capture")).toBeDefined());
  const [socket] = browser.sockets;
  const speak = (value: number) => browser.node("capture")?.tells({ pcm: new Int16Array(640).fill(value), rms: 0.1 });
  socket?.opens();
  const nowUnixMs = Date.now();
  const startedAtUnixMs = nowUnixMs - 600_000;
  socket?.receives(frames.started({ startedAtUnixMs, nowUnixMs, endsAtUnixMs: nowUnixMs + 600_000 }));
  socket?.receives(frames.turn(TurnState_Floor.FLOOR_ANSWERING));
  speak(7);
  socket?.receives(frames.turn(TurnState_Floor.FLOOR_DUE));
  speak(9);
  socket?.receives(frames.caption("USER", "I led it.", true, { seq: 1, atMs: 600_000 }));
  port.stop();
  microphone.stop();
  const heard = kept.map(({ path, bytes }) => [path[2], ...new Set(new Int16Array(bytes.buffer, 44))]);
  expect(heard).toEqual([[nameOf({ speaker: "USER", atMs: 600_000 }), 7]]);
});

it.each([
  ["once it has received some of it on the connection before", true, false, "on"],
  ["but not on its first connection", false, false, null],
  ["but not while its sound is off", true, true, null],
])("tells the Worker in the socket's address that the interviewer's voice plays on, %s", (_, hasReceived, isSoundOff, playing) => {
  const browser = fakeBrowser();
  const { parts } = callParts("an-interview");
  parts.pace = new CaptionPace(() => undefined);
  if (hasReceived) parts.pace.received(3_000);
  parts.pace.setSoundOff(isSoundOff);
  createActor(socketPort(parts, "ws://worker"), { input: { interviewId: "an-interview", token: "a-token" } })
    .start()
    .stop();
  expect(new URL(browser.sockets[0]?.url ?? "").searchParams.get("playing")).toBe(playing);
});
