import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { rememberDevices } from "./devices.ts";
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
  localStorage.clear();
});

const speak = (graph = new SoundGraph()) => {
  const told: string[] = [];
  const player = new AudioPlayer(graph, {
    onSuspended: () => told.push("suspended"),
    onRunning: () => told.push("running"),
    onLost: () => undefined,
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

it("plays in the device's own context, in order, including what came before the worklet loaded", async () => {
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

it("transfers copies of samples, leaving the frame they came in intact", async () => {
  const { player } = speak();
  await settled();
  const frame = Uint8Array.of(9, 9, 9, 5, 0);
  player.play(frame.subarray(3));
  const [{ message, transfer } = { message: {}, transfer: [] }] = browser.node("playback")?.posted ?? [];
  expect(transfer).toEqual([(message as { samples: Float32Array }).samples.buffer]);
  expect(frame.length).toBe(5);
});

it.each([44_100, 48_000, 96_000])("resamples speech for a device of %i Hz, completely once no more comes", async (deviceHz) => {
  browser.audio.deviceHz = deviceHz;
  const { player } = speak();
  await settled();
  for (let frame = 0; frame < 10; frame += 1) player.play(pcm(...Array.from({ length: 960 }, () => 8_000)));
  player.drain();
  const samples = (commands() ?? []).flatMap(([, ...it]) => it.map(Number));
  expect(Math.abs(samples.length - 0.401 * deviceHz)).toBeLessThan(2);
  expect(samples.at(-Math.ceil(0.005 * deviceHz))).toBeCloseTo(8_000, -1);
});

it("adds nothing on a device at the speech's own rate, so that a word that breaks off fades without a click", async () => {
  const { player } = speak();
  await settled();
  player.play(pcm(8_000, 8_000));
  player.drain();
  expect(commands()).toEqual([["play", 8_000, 8_000], ["drain"]]);
});

it("starts the next words without leftovers of flushed ones", async () => {
  browser.audio.deviceHz = 48_000;
  const { player } = speak();
  await settled();
  player.play(pcm(...Array.from({ length: 960 }, () => 8_000)));
  player.flush();
  player.play(pcm(...Array.from({ length: 960 }, () => 0)));
  expect(Math.max(...(commands()?.at(-1)?.slice(1).map(Number) ?? [1]))).toBe(0);
});

it("shares one context with the microphone on the chosen speaker, moves with it to another, and leaves it open", async () => {
  rememberDevices({ speaker: { id: "t", label: "Television" } });
  const graph = new SoundGraph();
  const { player, told } = speak(graph);
  const onUnheard = vi.fn();
  const options = { onFrame: () => undefined, onLost: () => undefined, onBroken: () => undefined, onUnheard };
  await AudioRecorder.open(graph, { ...options, signal: new AbortController().signal });
  expect(browser.contexts).toHaveLength(1);
  browser.contexts[0]?.becomes("interrupted");
  player.resume();
  await settled();
  expect(browser.contexts.map((it) => `${it.state} on ${it.sinks}`)).toEqual(["closed on t", "running on t"]);
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
  expect(browser.node("playback")).toMatchObject({ isConnected: false, isPortClosed: true });
});

it("has the worklet also drop and count what waited for it when flushed", async () => {
  const { player } = speak();
  player.play(pcm(1));
  player.flush();
  await settled();
  player.play(pcm(2));
  player.flush();
  expect(commands()).toEqual([["play", 1], ["flush"], ["play", 2], ["flush"]]);
});

it("reports how much is left to play, and being drained when the worklet is, or at once when nothing can be heard", async () => {
  const { player, told } = speak();
  await settled();
  player.drain();
  expect([commands(), told]).toEqual([[["drain"]], []]);
  browser.node("playback")?.tells({ type: "draining", leftMs: 62_000 });
  Object.assign(browser.contexts[0] ?? {}, { outputLatency: 0.2 });
  browser.node("playback")?.tells({ type: "drained" });
  await vi.advanceTimersByTimeAsync(199);
  expect(told).toEqual(["draining 62000"]);
  await vi.advanceTimersByTimeAsync(1);
  expect(told.splice(0)).toEqual(["draining 62000", "drained"]);
  browser.contexts[0]?.becomes("suspended");
  player.drain();
  expect(told).toEqual(["suspended", "drained"]);
});

it("reports loudness and how much was played, including what was lost, and how far both are known", async () => {
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

it("reports being suspended when the browser blocks audio, and running after a press", async () => {
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

it("reports being suspended when the system takes the audio away, does not resume that itself, and continues when it is given back", async () => {
  const { told } = speak();
  await settled();
  browser.contexts[0]?.becomes("interrupted");
  document.dispatchEvent(new Event("pointerup"));
  expect(browser.contexts[0]?.resume).not.toHaveBeenCalled();
  browser.contexts[0]?.becomes("running");
  await settled();
  expect(told).toEqual(["suspended", "running"]);
});

it("stays suspended despite messages that the audio thread sent before it stopped or died", async () => {
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

it("reports that the page cannot play when its worklet did not load", async () => {
  browser.audio.failing = "playback.worklet";
  const { told } = speak();
  await settled();
  expect(told).toEqual(["refused"]);
});

it("also reports it when the worklet takes half a minute, unless closed before", async () => {
  browser.audio.swallowed = "playback.worklet";
  const [{ told }, closed] = [speak(), speak()];
  closed.player.close();
  await vi.advanceTimersByTimeAsync(30_000);
  expect([told, closed.told]).toEqual([["refused"], []]);
});

it("loses what it was given for a worklet that never loaded, once another context takes over", async () => {
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

it("does not treat a context with a stopped clock as running, and makes another when asked", async () => {
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

it("reports that nothing is heard when a running context turns out to stand still, and not before", async () => {
  const { player, told } = speak();
  await settled();
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

it("reports that nothing is heard when its processor died, and starts another when asked", async () => {
  const { player, told } = speak();
  await settled();
  browser.node("playback")?.dies();
  player.resume();
  player.play(pcm(3));
  await settled();
  expect(told).toEqual(["suspended", "running"]);
  expect(commands()).toEqual([["play", 3]]);
});

it("starts one worklet however often it is asked to resume while loading", async () => {
  const { player } = speak();
  player.resume();
  player.play(pcm(1));
  await settled();
  expect([browser.contexts.length, browser.nodes.length]).toEqual([1, 1]);
  expect(commands()).toEqual([["play", 1]]);
});

it("reports nothing after being closed, and loads nothing", async () => {
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
  document.dispatchEvent(new Event("keydown"));
  player.resume();
  expect([told, browser.contexts.map((it) => it.close.mock.calls.length)]).toEqual([[], [1, 1]]);
  expect(browser.contexts[1]?.resume).not.toHaveBeenCalled();
});
