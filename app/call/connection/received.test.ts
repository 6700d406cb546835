import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Line } from "./line.ts";
import { Meter } from "../audio/meter.ts";
import { PathQuality } from "./path-quality.ts";
import { openSocket } from "./socket.ts";
import { fakeBrowser, type FakeBrowser } from "../testing/fake-browser.ts";
import { frames, said } from "../testing/frames.ts";

let browser: FakeBrowser;
beforeEach(() => {
  vi.useFakeTimers();
  browser = fakeBrowser();
});
afterEach(() => void vi.useRealTimers().unstubAllGlobals());

const connect = (features: string[]) => {
  const line = new Line();
  line.open();
  const [interviewer, quality] = [new Meter(), new PathQuality()];
  const speak = (n: number) => line.speak(new Int16Array(640).fill(n));
  speak(7);
  let played = 0;
  const dial = ({ receivedSamples, ends = false }: { receivedSamples: number | null; ends?: boolean }) => {
    const socket = openSocket({ url: "ws://worker/i", line, play: () => played++, interviewer, quality, tell: () => undefined });
    const wire = browser.sockets.at(-1);
    if (!wire) throw new Error("no socket was opened");
    wire.opens();
    if (ends) socket.end();
    if (receivedSamples !== null) wire.receives(frames.started({ features, receivedSamples }));
    return { wire, socket };
  };
  const { wire, socket } = dial({ receivedSamples: 5_000 });
  return {
    wire,
    socket,
    line,
    speak,
    dial,
    played: () => played,
    hear: (ms: number) => wire.receives(frames.audio(...new Int16Array(24 * ms))),
  };
};

it("reports how many samples of the interviewer's voice have arrived on this socket, before anything else and after every 450 ms", () => {
  const { wire, hear } = connect(["ping"]);
  for (let at = 0; at < 30; at += 1) hear(40);
  expect(said(wire.sent)).toEqual(["ping 0 0 640", 7, "ping 0 11520", "ping 0 23040"]);
  hear(1_000);
  expect(said(wire.sent).at(-1)).toBe(`ping 0 ${24 * 2_200}`);
  const next = connect(["ping"]);
  next.hear(500);
  expect(said(next.wire.sent)).toEqual(["ping 0 0 640", 7, "ping 0 12000"]);
});

it("reports it with each ping too, and then not again until as much more has arrived", () => {
  const { wire, hear } = connect(["ping"]);
  hear(400);
  vi.advanceTimersByTime(5_000);
  hear(400);
  expect(said(wire.sent).filter((it) => it !== 7)).toEqual(["ping 0 0 640", "ping 1 9600"]);
});

it("reports nothing to a Worker that takes no pings", () => {
  const { wire, hear } = connect(["playback"]);
  hear(2_000);
  expect(said(wire.sent)).toEqual([7]);
});

it("plays and reports nothing that arrives after the end was requested", () => {
  const { wire, hear, socket, played } = connect(["ping"]);
  hear(400);
  socket.end();
  hear(400);
  expect([said(wire.sent), played()]).toEqual([["ping 0 0 640", 7, "end"], 1]);
});

it("sends again on the next socket what the Worker never got of the last one, and says before how much", () => {
  const { wire, speak, dial } = connect(["ping"]);
  for (const n of [8, 9]) speak(n);
  wire.isClosed(1006);
  speak(10);
  const next = dial({ receivedSamples: 5_640 });
  expect([said(wire.sent), said(next.wire.sent)]).toEqual([
    ["ping 0 0 640", 7, 8, 9],
    ["ping 0 0 1920", 8, 9, 10],
  ]);
});

it("sends before the end, on another socket, what the Worker never got of the one that was to end it", () => {
  const { wire, socket, dial, speak, line } = connect(["ping"]);
  for (const n of [8, 9]) speak(n);
  line.close();
  socket.end();
  wire.isClosed(1006);
  const next = dial({ receivedSamples: 5_640, ends: true });
  expect([said(wire.sent), said(next.wire.sent)]).toEqual([
    ["ping 0 0 640", 7, 8, 9, "end"],
    ["ping 0 0 1280", 8, 9, "end"],
  ]);
});

it("sends the end without it when the Worker does not say within a second how much it has got", () => {
  const { wire, socket, dial, speak, line } = connect(["ping"]);
  speak(8);
  wire.isClosed(1006);
  speak(9);
  line.close();
  socket.close();
  const next = dial({ receivedSamples: null, ends: true });
  expect(said(next.wire.sent)).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(said(next.wire.sent)).toEqual([9, "end"]);
  // The third learns what neither of the two has delivered.
  next.wire.isClosed(1006);
  const last = dial({ receivedSamples: 5_640, ends: true });
  expect(said(last.wire.sent)).toEqual(["ping 0 0 1280", 8, 9, "end"]);
});
