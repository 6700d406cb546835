import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { AudioRecorder } from "./microphone.ts";
import { AudioPlayer } from "./speaker.ts";
import { SoundGraph } from "./sound-graph.ts";
import { fakeBrowser, type FakeBrowser } from "../testing/fake-browser.ts";

let browser: FakeBrowser;
beforeEach(() => {
  vi.useFakeTimers();
  browser = fakeBrowser();
  browser.audio.deviceHz = 24_000;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const speak = (graph = new SoundGraph()) => {
  const told: string[] = [];
  const player = new AudioPlayer(graph, {
    onSuspended: () => told.push("suspended"),
    onRunning: () => told.push("running"),
    onRefused: () => told.push("refused"),
    onDraining: (leftMs) => told.push(`draining ${leftMs}`),
    onDrained: () => told.push("drained"),
    onLevel: ({ rms, isPlaying, playedMs, isOld }) => told.push(`level ${rms} ${isPlaying}, ${playedMs} ms${isOld ? ", old" : ""}`),
  });
  return { player, told };
};
const settled = () => vi.advanceTimersByTimeAsync(0);
const pcm = (...samples: number[]) => new Uint8Array(Int16Array.from(samples).buffer);
const commands = () =>
  browser.node("playback")?.posted.map(({ message }) => {
    const { type, samples } = message as { type: string; samples?: Float32Array };
    return samples ? [type, ...samples.map((it) => it * 32_768)] : [type];
  });

it("plays in the device's own context, what came before the worklet was loaded too, in order", async () => {
  const { player } = speak();
  player.play(pcm(1, 2));
  await settled();
  player.play(pcm(3));
  expect(browser.contexts.map((it) => it.asked)).toEqual([{ latencyHint: "interactive" }]);
  expect(commands()).toEqual([
    ["play", 1, 2],
    ["play", 3],
  ]);
  expect(browser.node("playback")?.isConnected).toBe(true);
});

it("transfers samples of its own, so that the frame they came in stays whole", async () => {
  const { player } = speak();
  await settled();
  const frame = Uint8Array.of(9, 9, 9, 5, 0);
  player.play(frame.subarray(3));
  const [{ message, transfer } = { message: {}, transfer: [] }] = browser.node("playback")?.posted ?? [];
  expect(transfer).toEqual([(message as { samples: Float32Array }).samples.buffer]);
  expect(frame.length).toBe(5);
});

it.each([44_100, 48_000, 96_000])("brings speech to a device of %i Hz, all of it once nothing more comes", async (deviceHz) => {
  browser.audio.deviceHz = deviceHz;
  const { player } = speak();
  await settled();
  for (let frame = 0; frame < 10; frame += 1) player.play(pcm(...Array.from({ length: 960 }, () => 8_000)));
  player.drain();
  const samples = (commands() ?? []).flatMap(([, ...it]) => it.map(Number));
  expect(Math.abs(samples.length - 0.401 * deviceHz)).toBeLessThan(2);
  expect(samples.at(-Math.ceil(0.005 * deviceHz))).toBeCloseTo(8_000, -1);
});

it("adds nothing at a device that has the speech's own rate, so that a word that breaks off fades instead of clicking", async () => {
  const { player } = speak();
  await settled();
  player.play(pcm(8_000, 8_000));
  player.drain();
  expect(commands()).toEqual([["play", 8_000, 8_000], ["drain"]]);
});

it("begins the next words without the rest of those that were flushed", async () => {
  browser.audio.deviceHz = 48_000;
  const { player } = speak();
  await settled();
  player.play(pcm(...Array.from({ length: 960 }, () => 8_000)));
  player.flush();
  player.play(pcm(...Array.from({ length: 960 }, () => 0)));
  expect(Math.max(...(commands()?.at(-1)?.slice(1).map(Number) ?? [1]))).toBe(0);
});

it("shares one context with the microphone, takes it along into another, and leaves it to it", async () => {
  const graph = new SoundGraph();
  const { player, told } = speak(graph);
  const onUnheard = vi.fn();
  const options = { onFrame: () => undefined, onLost: () => undefined, onBroken: () => undefined, onUnheard };
  await AudioRecorder.open(graph, { ...options, signal: new AbortController().signal });
  expect(browser.contexts).toHaveLength(1);
  browser.contexts[0]?.becomes("interrupted");
  player.resume();
  await settled();
  expect(browser.contexts.map((it) => it.state)).toEqual(["closed", "running"]);
  expect(browser.nodes.map((it) => [it.name, it.context === browser.contexts[1]])).toEqual([
    ["playback", false],
    ["capture", false],
    ["playback", true],
    ["capture", true],
  ]);
  expect([told, onUnheard.mock.calls.flat()]).toEqual([
    ["suspended", "running"],
    ["paused", null],
  ]);
  player.close();
  expect(browser.contexts[1]?.state).toBe("running");
  expect(browser.node("playback")?.isConnected).toBe(false);
});

it("lets the worklet drop what waited for it too, when flushed, so that it counts all of it", async () => {
  const { player } = speak();
  player.play(pcm(1));
  player.flush();
  await settled();
  player.play(pcm(2));
  player.flush();
  expect(commands()).toEqual([["play", 1], ["flush"], ["play", 2], ["flush"]]);
});

it("says that it is drained when the worklet says so, and at once where nothing can be heard", async () => {
  const { player, told } = speak();
  await settled();
  player.drain();
  expect([commands(), told]).toEqual([[["drain"]], []]);
  Object.assign(browser.contexts[0] ?? {}, { outputLatency: 0.2 });
  browser.node("playback")?.tells({ type: "drained" });
  await vi.advanceTimersByTimeAsync(199);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(told).toEqual(["drained"]);
  browser.contexts[0]?.becomes("suspended");
  player.drain();
  expect(told).toEqual(["drained", "suspended", "drained"]);
});

it("passes on loudness and how much was played, with what was lost on the way, and which was said before all was known", async () => {
  const { player, told } = speak();
  for (let time = 0; time < 2; time++) player.play(new Uint8Array(4_800));
  await settled();
  browser.node("playback")?.tells({ type: "level", rms: 0.5, isPlaying: true, playedMs: 60, seen: 1 });
  browser.node("playback")?.tells({ type: "level", rms: 0, isPlaying: false, playedMs: 80, seen: 2 });
  browser.contexts[0]?.becomes("interrupted");
  player.resume();
  await settled();
  browser.node("playback")?.tells({ type: "level", rms: 0, isPlaying: false, playedMs: 20, seen: 0 });
  expect(told).toEqual(["level 0.5 true, 60 ms, old", "level 0 false, 80 ms", "suspended", "running", "level 0 false, 220 ms"]);
});

it("says that it is suspended when the browser lets no sound start, and running after a press", async () => {
  browser.audio.startsAs = "suspended";
  const { player, told } = speak();
  await vi.advanceTimersByTimeAsync(999);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  document.dispatchEvent(new Event("keydown"));
  await settled();
  expect(told).toEqual(["suspended", "running"]);
  browser.contexts[0]?.becomes("suspended");
  player.resume();
  await settled();
  expect([told, browser.contexts.length]).toEqual([["suspended", "running", "suspended", "running"], 1]);
});

it("says that it is suspended when the system takes the sound away, never resumes that, and goes on when the system gives it back", async () => {
  const { told } = speak();
  await settled();
  browser.contexts[0]?.becomes("interrupted");
  document.dispatchEvent(new Event("pointerup"));
  expect(browser.contexts[0]?.resume).not.toHaveBeenCalled();
  browser.contexts[0]?.becomes("running");
  await settled();
  expect(told).toEqual(["suspended", "running"]);
});

it("stays suspended by what the sound's own thread said before it stopped, or died", async () => {
  const { told } = speak();
  await settled();
  const node = browser.node("playback");
  browser.contexts[0]?.becomes("suspended");
  node?.tells({ type: "beat" });
  expect(told).toEqual(["suspended"]);
  browser.contexts[0]?.becomes("running");
  await settled();
  node?.dies();
  node?.tells({ type: "beat" });
  expect(told).toEqual(["suspended", "running", "suspended"]);
});

it("says that the page cannot play where its worklet did not load", async () => {
  browser.audio.failing = "playback.worklet";
  const { told } = speak();
  await settled();
  expect(told).toEqual(["refused"]);
});

it("says so, too, where the worklet does not come for half a minute, unless it is closed before", async () => {
  browser.audio.swallowed = "playback.worklet";
  const [{ told }, closed] = [speak(), speak()];
  closed.player.close();
  await vi.advanceTimersByTimeAsync(30_000);
  expect([told, closed.told]).toEqual([["refused"], []]);
});

it("loses what it was given while a worklet loaded that never came, once another context takes its place", async () => {
  browser.audio.startsAs = "suspended";
  browser.audio.swallowed = "playback.worklet";
  const { player } = speak();
  player.play(pcm(1));
  await vi.advanceTimersByTimeAsync(1_000);
  browser.audio.swallowed = "none";
  player.resume();
  player.play(pcm(2));
  await settled();
  expect(commands()).toEqual([["play", 2]]);
});

it("does not take a context for running whose clock stands still, and makes another when asked", async () => {
  const { player, told } = speak();
  await settled();
  browser.contexts[0]?.becomes("interrupted");
  browser.audio.isStill = true;
  browser.contexts[0]?.becomes("running");
  await vi.advanceTimersByTimeAsync(500);
  expect(told).toEqual(["suspended"]);
  browser.audio.isStill = false;
  player.play(pcm(1));
  player.resume();
  player.play(pcm(2));
  await settled();
  expect(told).toEqual(["suspended", "running"]);
  player.resume();
  expect(browser.contexts.map((it) => it.state)).toEqual(["closed", "running"]);
  expect(commands()).toEqual([["play", 2]]);
});

it("says that nothing is heard when a running context turns out to stand still, and not before", async () => {
  const { player, told } = speak();
  for (let time = 0; time < 2; time++) browser.contexts[0]?.becomes("running");
  await vi.advanceTimersByTimeAsync(2_000);
  browser.audio.isStill = true;
  browser.contexts[0]?.becomes("running");
  await vi.advanceTimersByTimeAsync(499);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(told).toEqual(["suspended"]);
  browser.audio.isStill = false;
  browser.contexts[0]?.becomes("running");
  await settled();
  player.resume();
  expect([told, browser.contexts.length]).toEqual([["suspended", "running"], 1]);
});

it("says that nothing is heard when its processing died, and starts another when asked", async () => {
  const { player, told } = speak();
  await settled();
  browser.node("playback")?.dies();
  player.resume();
  player.play(pcm(3));
  await settled();
  expect(told).toEqual(["suspended", "running"]);
  expect(commands()).toEqual([["play", 3]]);
});

it("says how much is left to be played once nothing more will come", async () => {
  const { player, told } = speak();
  await settled();
  player.drain();
  browser.node("playback")?.tells({ type: "draining", leftMs: 62_000 });
  expect(told).toEqual(["draining 62000"]);
});

it("starts one worklet however often it is asked to resume while that loads", async () => {
  const { player } = speak();
  player.resume();
  player.play(pcm(1));
  await settled();
  expect([browser.contexts.length, browser.nodes.length]).toEqual([1, 1]);
  expect(commands()).toEqual([["play", 1]]);
});

it("tells nothing after it was closed, and loads nothing", async () => {
  speak().player.close();
  await settled();
  expect(browser.nodes).toEqual([]);
  const { player, told } = speak();
  await settled();
  player.close();
  browser.node("playback")?.dies();
  browser.node("playback")?.tells({ type: "drained" });
  browser.contexts[1]?.becomes("suspended");
  await vi.advanceTimersByTimeAsync(2_000);
  player.resume();
  expect([told, browser.contexts.map((it) => it.close.mock.calls.length)]).toEqual([[], [1, 1]]);
});
