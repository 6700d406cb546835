import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { CallEvent } from "../../../machines/call/events.ts";
import { Line } from "./line.ts";
import { Meter } from "../audio/meter.ts";
import { PathQuality } from "./path-quality.ts";
import { openSocket, socketUrl } from "./socket.ts";
import { fakeBrowser, type FakeBrowser } from "../testing/fake-browser.ts";
import { frames, said } from "../testing/frames.ts";

let browser: FakeBrowser;
beforeEach(() => {
  vi.useFakeTimers();
  browser = fakeBrowser();
});
afterEach(() => void vi.useRealTimers().unstubAllGlobals());

const connect = () => {
  const line = new Line();
  line.open();
  const told: CallEvent[] = [];
  const played: number[][] = [];
  const interviewer = new Meter();
  const quality = new PathQuality();
  const play = (pcm: Uint8Array) => void played.push([...pcm]);
  const socket = openSocket({ url: "ws://worker/i", line, play, interviewer, quality, tell: (it) => told.push(it) });
  const wire = browser.sockets.at(-1);
  if (!wire) throw new Error("no socket was opened");
  return { socket, interviewer, quality, wire, line, told, played, speak: (n: number) => line.speak(new Int16Array(640).fill(n)) };
};

it("addresses the interview at the Worker with its token and asks for speech at 24 kHz", () => {
  expect(socketUrl({ workerUrl: "wss://worker.example/", interviewId: "i-1", token: "a.b+c" })).toBe(
    "wss://worker.example/i-1?token=a.b%2Bc&rate=24000",
  );
});

it("sends binary frames of the candidate's audio from SessionStarted on", () => {
  const { wire, told, speak } = connect();
  expect(wire.binaryType).toBe("arraybuffer");
  wire.opens();
  speak(1);
  expect(wire.sent).toEqual([]);
  wire.receives(frames.started({ nowUnixMs: 1, endsAtUnixMs: 6 }));
  speak(2);
  expect(said(wire.sent)).toEqual([1, 2]);
  expect(told).toEqual([
    { type: "socket.opened" },
    { type: "session.started", resumeToken: "resume-1", endsAtMs: performance.now() + 5, startedAtMs: performance.now() - 1, features: [] },
  ]);
});

it("marks when the interviewer becomes audible and falls silent, by samples captured on this socket", () => {
  const { wire, interviewer, speak, socket } = connect();
  wire.opens();
  interviewer.show(0.5, true);
  speak(1);
  wire.receives(frames.started({ features: ["text", "playback"] }));
  speak(2);
  interviewer.show(0.7, true);
  interviewer.show(0, false);
  socket.close();
  interviewer.show(0.5, true);
  expect(said(wire.sent)).toEqual([1, "audible at 640", 2, "silent at 1280"]);
});

it("marks nothing for a Worker that does not ask for marks", () => {
  const { wire, interviewer } = connect();
  wire.opens();
  wire.receives(frames.started({ features: ["text"] }));
  interviewer.show(0.5, true);
  expect(wire.sent).toEqual([]);
});

it("plays speech without raising events, and ignores text and garbage", () => {
  const { wire, told, played } = connect();
  wire.receives(frames.audio(1, 256));
  wire.receives("hello");
  wire.receives(Uint8Array.of(0xff));
  expect(played).toEqual([[1, 0, 0, 1]]);
  expect(told).toEqual([]);
});

it("sends an end at once when open, and on opening otherwise", () => {
  const early = connect();
  early.socket.end();
  expect(early.wire.sent).toEqual([]);
  early.wire.opens();
  expect(said(early.wire.sent)).toEqual(["end"]);
  const open = connect();
  open.wire.opens();
  open.socket.end();
  expect(said(open.wire.sent)).toEqual(["end"]);
});

it("sends untaken speech before an end and after typed answers, on whichever line it uses", () => {
  const { wire, socket, line, speak } = connect();
  wire.opens();
  wire.receives(frames.started());
  speak(1);
  wire.bufferedAmount = 40_000;
  speak(2);
  line.close();
  socket.end();
  expect(said(wire.sent)).toEqual([1, 2, "end"]);
  const early = connect();
  early.speak(1);
  early.line.close();
  early.socket.leave([{ text: "Me.", clientId: "a" }]);
  early.socket.end();
  early.wire.opens();
  expect(said(early.wire.sent)).toEqual(["textAnswer Me. a", 1, "end"]);
});

it("keeps what was said for the next line when an end found none", () => {
  const { wire, socket, line, speak } = connect();
  speak(1);
  line.close();
  socket.end();
  wire.isClosed(1006);
  expect(said(line.rest())).toEqual([1]);
});

it("reports a close with its code once, and nothing after closing itself", () => {
  const { wire, told } = connect();
  wire.isClosed(4002);
  wire.isClosed(1006);
  window.dispatchEvent(new Event("offline"));
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([{ type: "socket.closed", code: 4002, jitter: expect.any(Number) }]);
  const other = connect();
  other.socket.close();
  other.wire.opens();
  other.wire.receives(frames.started());
  other.wire.isClosed(1000);
  expect(other.told).toEqual([]);
  expect(other.wire.closedWith).toBe(1000);
});

it("passes what was said while disconnected to the next socket", () => {
  const { wire, line, speak } = connect();
  wire.opens();
  wire.receives(frames.started());
  speak(1);
  wire.readyState = 2;
  speak(2);
  wire.isClosed(1006);
  speak(3);
  const nothing = () => undefined;
  openSocket({ url: "ws://worker/i", line, play: nothing, interviewer: new Meter(), quality: new PathQuality(), tell: nothing });
  browser.sockets[1]?.opens();
  browser.sockets[1]?.receives(frames.started());
  speak(4);
  expect(said(wire.sent)).toEqual([1]);
  expect(said(browser.sockets[1]?.sent ?? [])).toEqual([2, 3, 4]);
});

it("treats the network as lost when the browser reports offline", () => {
  const { wire, told } = connect();
  wire.opens();
  window.dispatchEvent(new Event("offline"));
  expect(told.at(-1)).toEqual({ type: "socket.closed", code: 1006, jitter: expect.any(Number) });
  expect(wire.closedWith).toBe(1000);
});

it("keeps frames for the next socket when the network takes none, and closes after 8 s", () => {
  const { wire, told, speak, line } = connect();
  wire.opens();
  wire.receives(frames.started());
  speak(1);
  wire.bufferedAmount = 40_000;
  for (let n = 2; n <= 202; n += 1) {
    vi.advanceTimersByTime(40);
    speak(n);
  }
  expect(said(wire.sent)).toEqual([1]);
  expect(told.at(-1)).toEqual({ type: "socket.closed", code: 1006, jitter: expect.any(Number) });
  const next: Uint8Array[] = [];
  line.connect((it) => next.push(it) > 0);
  expect(said(next)).toEqual(Array.from({ length: 200 }, (_, i) => 2 + i));
});

it("continues when the network takes frames again within 8 s", () => {
  const { wire, told, speak } = connect();
  wire.opens();
  wire.receives(frames.started());
  vi.advanceTimersByTime(9_000);
  speak(1);
  wire.bufferedAmount = 40_000;
  for (let n = 2; n <= 101; n += 1) {
    vi.advanceTimersByTime(40);
    speak(n);
  }
  vi.advanceTimersByTime(4_000);
  wire.bufferedAmount = 0;
  speak(102);
  expect([said(wire.sent).length, told.at(-1)?.type]).toEqual([102, "session.started"]);
});

it("sends an occasional frame of silence without a microphone, so that the Worker does not hang up", () => {
  const { wire, speak } = connect();
  wire.opens();
  wire.receives(frames.started());
  vi.advanceTimersByTime(49_000);
  speak(1);
  vi.advanceTimersByTime(10_000);
  expect(said(wire.sent)).toEqual([0, 0, 0, 0, 1]);
});

it("sends only the room events that this Worker takes", () => {
  const { wire, socket } = connect();
  wire.opens();
  socket.tellRoom({ type: "think", isOn: true });
  wire.receives(frames.started({ features: ["text"] }));
  socket.tellRoom({ type: "think", isOn: true });
  socket.tellRoom({ type: "answers", answers: [{ text: "Me.", clientId: "a" }] });
  expect(said(wire.sent)).toEqual(["textAnswer Me. a"]);
});

it("measures the round trip to a Worker that answers pings, even while an answer is missing", () => {
  const { wire, quality } = connect();
  wire.opens();
  wire.receives(frames.started({ features: ["ping"] }));
  wire.receives(frames.interrupted());
  vi.advanceTimersByTime(5_310);
  wire.receives(frames.pong("1"));
  expect([said(wire.sent), quality.read()]).toEqual([["ping 0 0", "ping 1 0"], "slow"]);
  vi.advanceTimersByTime(9_690);
  expect(quality.read()).toBe("poor");
});

it("rates the path good while every ping comes back at once", () => {
  const { wire, quality } = connect();
  wire.opens();
  wire.receives(frames.started({ features: ["ping"] }));
  for (const nonce of ["1", "2", "3"]) {
    vi.advanceTimersByTime(5_000);
    wire.receives(frames.pong(nonce));
  }
  vi.advanceTimersByTime(5_000);
  expect(quality.read()).toBe("good");
});

it("gives up a connection that takes everything and returns nothing after three unanswered pings in a row", () => {
  const { wire, told } = connect();
  wire.opens();
  wire.receives(frames.started({ features: ["ping"] }));
  vi.advanceTimersByTime(5_000);
  wire.receives(frames.pong("1"));
  vi.advanceTimersByTime(19_999);
  expect(told.at(-1)).toMatchObject({ type: "session.started" });
  vi.advanceTimersByTime(1);
  expect(told.at(-1)).toEqual({ type: "socket.closed", code: 1006, jitter: expect.any(Number) });
  expect([wire.closedWith, vi.getTimerCount()]).toEqual([1000, 0]);
});

it("gives up a connection the machine has slept through, for a new one with the right time", () => {
  const { wire, told } = connect();
  wire.opens();
  wire.receives(frames.started({ features: ["ping"] }));
  vi.advanceTimersByTime(5_000);
  wire.receives(frames.pong("1"));
  vi.setSystemTime(Date.now() - 60_000);
  vi.advanceTimersByTime(5_000);
  expect(told.at(-1)).toMatchObject({ type: "session.started" });
  vi.setSystemTime(Date.now() + 20_000);
  vi.advanceTimersByTime(5_000);
  expect(told.at(-1)).toEqual({ type: "socket.closed", code: 1006, jitter: expect.any(Number) });
});

it("keeps a connection whose answers come ever later while its audio queues: something still comes back", () => {
  const { wire, told } = connect();
  wire.opens();
  wire.receives(frames.started({ features: ["ping"] }));
  vi.advanceTimersByTime(5_000);
  for (const nonce of ["1", "2", "3", "4", "5", "6"]) {
    vi.advanceTimersByTime(10_000);
    wire.receives(frames.pong(nonce));
  }
  expect(told.at(-1)).toMatchObject({ type: "session.started" });
});

it("keeps a connection on which the interviewer is heard, whatever happens to pings", () => {
  const { wire, told } = connect();
  wire.opens();
  wire.receives(frames.started({ features: ["ping"] }));
  for (let second = 0; second < 60; second += 5) {
    vi.advanceTimersByTime(5_000);
    wire.receives(frames.audio(1, 2));
  }
  expect(told.at(-1)).toMatchObject({ type: "session.started" });
});

it("sends no pings to a Worker that does not answer them", () => {
  const { wire } = connect();
  wire.opens();
  wire.receives(frames.started({ features: ["text"] }));
  vi.advanceTimersByTime(9_000);
  expect(wire.sent).toEqual([]);
});
