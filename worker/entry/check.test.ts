import { SELF } from "cloudflare:test";
import { expect, it, onTestFinished, vi } from "vitest";
import { echoSocket } from "./check.ts";

const open = async (headers: Record<string, string> = {}) =>
  accept(await SELF.fetch("http://worker/check", { headers: { Upgrade: "websocket", ...headers } }));

const accept = (response: Response) => {
  const socket = response.webSocket;
  if (!socket) throw new Error(`Answered ${response.status}`);
  socket.binaryType = "arraybuffer";
  const frames: number[][] = [];
  socket.addEventListener("message", ({ data }) => frames.push([...new Uint8Array(data as ArrayBuffer)].slice(0, 3)));
  const closed = new Promise<number>((resolve) => socket.addEventListener("close", ({ code }) => resolve(code)));
  socket.accept();
  return { socket, frames, closed };
};

it("echoes only the first twenty binary frames to the app's page and to non-browser clients", async () => {
  for (const headers of [{ Origin: "http://localhost:3000" }, {}]) {
    const { socket, frames, closed } = await open(headers);
    for (let frame = 0; frame < 25; frame++) socket.send(Uint8Array.of(frame, 1, 2));
    // The answer to this comes after all echoes.
    socket.send("over");
    expect(await closed).toBe(1008);
    expect(frames).toEqual(Array.from({ length: 20 }, (_, frame) => [frame, 1, 2]));
  }
});

it.each([
  ["a foreign page", { Origin: "https://evil.example" }, null, 4001],
  ["text", {}, "hello", 1008],
  ["more than 2 KiB", {}, new Uint8Array(2_049), 1009],
])("refuses %s", async (_, headers, frame, code) => {
  const { socket, frames, closed } = await open(headers);
  if (frame) socket.send(frame);
  expect(await closed).toBe(code);
  expect(frames.filter((it) => it.length > 0 && code !== 4001)).toEqual([]);
});

it("accepts a frame of exactly 2 KiB", async () => {
  const { socket, frames } = await open();
  socket.send(new Uint8Array(2_048));
  await vi.waitFor(() => expect(frames).toEqual([[0, 0, 0]]));
  socket.close(1000);
});

it("closes by itself after exactly five seconds, however much was echoed", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  // Answered here: a clock that is moved for another request must not touch its sockets.
  const { socket, closed } = accept(echoSocket());
  vi.advanceTimersByTime(4_999);
  const twentieth = new Promise<void>((resolve) => {
    let echoed = 0;
    socket.addEventListener("message", () => void (++echoed === 20 && resolve()));
  });
  for (let frame = 0; frame < 20; frame++) socket.send(Uint8Array.of(frame));
  await twentieth;
  expect(socket.readyState).toBe(WebSocket.OPEN);
  vi.advanceTimersByTime(1);
  expect(await closed).toBe(1000);
});

it("accepts only a WebSocket", async () => {
  expect((await SELF.fetch("http://worker/check")).status).toBe(426);
});
