import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { measureLine } from "./measure-line.ts";
import { type FakeBrowser, fakeBrowser } from "../testing/fake-browser.ts";

let browser: FakeBrowser;
const there = async () => new Response(null, { status: 200 });

beforeEach(() => {
  vi.useFakeTimers();
  browser = fakeBrowser();
  vi.stubGlobal("fetch", there);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A connection that echoes frames in order, each after the given ms; further ones do not come back. */
const lineOf = (...tripsMs: number[]) => {
  const quality = measureLine("https://worker/", new AbortController().signal);
  const [socket] = browser.sockets;
  if (!socket) throw new Error("There is no socket");
  socket.send = (frame) => {
    const ms = tripsMs[socket.sent.push(frame) - 1];
    if (ms !== undefined) setTimeout(() => socket.receives(Uint8Array.from(frame)), ms);
  };
  socket.opens();
  return quality;
};
const frames = (count: number, ms: number) => Array.from({ length: count }, () => ms);

it.each([
  ["good", "whose frames all take 149 ms", frames(10, 149)],
  ["good", "with a few slow frames at its end", [...frames(6, 100), ...frames(4, 900)]],
  ["fair", "whose frames all take 150 ms", frames(10, 150)],
  ["fair", "whose first frames alone were fast", [...frames(4, 20), ...frames(6, 349)]],
  ["fair", "of which the last five frames alone were fast", [300, 270, 240, 210, 180, 140, 110, 80, 50, 20]],
  ["poor", "whose frames all take 350 ms", frames(10, 350)],
])("calls %s a line %s", async (quality, _, tripsMs) => {
  const measured = lineOf(...tripsMs);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(await measured).toBe(quality);
});

it("sends at most ten frames, one every 40 ms, and retries once if none come back", async () => {
  const measured = lineOf();
  await vi.advanceTimersByTimeAsync(200);
  expect(browser.sockets[0]?.sent).toHaveLength(5);
  await vi.advanceTimersByTimeAsync(3_799);
  expect([browser.sockets[0]?.sent.length, browser.sockets.length]).toEqual([10, 1]);
  await vi.advanceTimersByTimeAsync(4_001);
  expect([browser.sockets.map(({ readyState }) => readyState), await measured]).toEqual([[3, 3], "blocked"]);
});

it("rates a line that returns frames, but not all within 4 s, as poor rather than blocked", async () => {
  const measured = lineOf(3_700, 3_700, 3_700);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(await measured).toBe("poor");
});

it("rates it offline when the app does not answer either, 5 s later", async () => {
  vi.stubGlobal("fetch", (_: string, { signal }: RequestInit) => {
    return new Promise((_resolve, refuse) => signal?.addEventListener("abort", () => refuse(new DOMException("", "AbortError"))));
  });
  const said = vi.fn();
  void lineOf().then(said);
  await vi.advanceTimersByTimeAsync(8_000 + 5_000);
  expect(said.mock.calls).toEqual([["offline"]]);
});
