import { afterEach, expect, it, vi } from "vitest";
import { AudioRecorder } from "./microphone.ts";
import { rememberDevices } from "./devices.ts";
import { AudioPlayer } from "./speaker.ts";
import { type Plug, SoundGraph } from "./sound-graph.ts";
import { fakeBrowser } from "../testing/fake-browser.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  localStorage.clear();
  Reflect.deleteProperty(navigator, "audioSession");
});

const nothing = () => undefined;

/** Plays through `graph`, and adds to `told` whether it can be heard. */
const play = (graph: SoundGraph, told: unknown[]) => {
  const silent = { onLost: nothing, onRefused: nothing, onDraining: nothing, onDrained: nothing, onLevel: nothing };
  new AudioPlayer(graph, { ...silent, onSuspended: () => told.push("sound off"), onRunning: () => told.push("sound on") });
};

it("plays a call on a phone switched to silent, with or without a microphone, and restores the phone's setting", async () => {
  const browser = fakeBrowser();
  const audioSession = { type: "auto" };
  Object.defineProperty(navigator, "audioSession", { configurable: true, value: audioSession });
  const seen: string[] = [];
  const look = () => seen.push(audioSession.type);
  const { getUserMedia } = browser.mediaDevices;
  browser.mediaDevices.getUserMedia = (asked) => {
    look();
    return getUserMedia(asked);
  };

  const leaveCheck = new SoundGraph().join(nothing);
  const graph = new SoundGraph();
  const leave = graph.join(nothing);
  leaveCheck();
  look();
  const told = { onFrame: nothing, onLost: nothing, onBroken: nothing, onUnheard: nothing };
  const recorder = await AudioRecorder.open(graph, { ...told, signal: new AbortController().signal });
  graph.renew();
  look();
  recorder.close();
  leave();
  look();
  expect(seen).toEqual(["playback", "play-and-record", "play-and-record", "auto"]);
});

it("opens a context for the part that joins after the last one left, and none without AudioContext", () => {
  const browser = fakeBrowser();
  const graph = new SoundGraph();
  const plug = vi.fn<Plug>();
  graph.join(nothing)();
  graph.join(plug);
  expect(browser.contexts.map(({ state }) => state)).toEqual(["closed", "running"]);
  expect(plug.mock.calls.map(([context]) => context)).toEqual([browser.contexts[1]]);
  vi.stubGlobal("AudioContext", undefined);
  new SoundGraph().join(plug)();
  expect(plug).toHaveBeenCalledOnce();
});

it("plays a part's sound, and in a context that replaces a lost one on the speaker and with the volume of before, once something is pressed", async () => {
  const browser = fakeBrowser();
  const graph = new SoundGraph();
  const plug = vi.fn<Plug>();
  graph.join(plug);
  graph.routeTo({ id: "t", label: "Television" });
  graph.soften(true);
  browser.audio.startsAs = "suspended";
  graph.renew();
  const [lost, context] = browser.contexts;
  const volumeOf = (it = context) => it?.gains[0]?.value;
  expect([lost?.state, context?.sinks, volumeOf()]).toEqual(["closed", ["t"], volumeOf(lost)]);
  expect(volumeOf()).toBeLessThan(1);
  expect(plug.mock.calls.map(([, gone, out]) => [gone.aborted, out])).toEqual([
    [true, expect.objectContaining({ leadsTo: lost?.destination })],
    [false, expect.objectContaining({ leadsTo: context?.destination })],
  ]);
  document.dispatchEvent(new Event("pointerup"));
  expect([lost?.resume.mock.calls.length, context?.state]).toEqual([0, "running"]);
});

it("leaves the sound as it is where the browser refuses to resume it, or the chosen speaker is gone", async () => {
  const browser = fakeBrowser();
  const graph = new SoundGraph();
  graph.join(nothing);
  const [context] = browser.contexts;
  const refused = vi.fn().mockRejectedValue(new DOMException("not now", "InvalidStateError"));
  Object.assign(context ?? {}, { resume: refused, setSinkId: refused });
  context?.becomes("suspended");
  document.dispatchEvent(new Event("keydown"));
  graph.routeTo(null);
  // A rejection that nobody handles fails the run.
  await vi.waitFor(() => expect(refused.mock.settledResults.map(({ type }) => type)).toEqual(["rejected", "rejected"]));
});

it("reports neither voice nor microphone as stopped while the sound moves to another speaker, unless it stays stopped", async () => {
  vi.useFakeTimers();
  const browser = fakeBrowser();
  const graph = new SoundGraph();
  const told: unknown[] = [];
  play(graph, told);
  const onUnheard = (cause: unknown) => told.push(cause);
  const { signal } = new AbortController();
  await AudioRecorder.open(graph, { onFrame: nothing, onLost: nothing, onBroken: nothing, onUnheard, signal });
  graph.routeTo({ id: "t", label: "Television" });
  await vi.advanceTimersByTimeAsync(2_000);
  graph.routeTo(null);
  await vi.advanceTimersByTimeAsync(1);
  browser.contexts[0]?.becomes("suspended");
  await vi.advanceTimersByTimeAsync(998);
  expect([told, browser.contexts[0]?.sinks]).toEqual([[], ["t", ""]]);
  await vi.advanceTimersByTimeAsync(1);
  expect(told).toEqual(["sound off", "paused"]);
});

it("goes on by itself on the system's default once the chosen speaker is gone, and on the chosen one when that is back", async () => {
  vi.useFakeTimers();
  const browser = fakeBrowser();
  rememberDevices({ speaker: { id: "t", label: "Television" } });
  const told: string[] = [];
  play(new SoundGraph(), told);
  await vi.advanceTimersByTimeAsync(0);
  const lost = browser.contexts[0];
  lost?.losesOutput();
  await vi.advanceTimersByTimeAsync(0);
  const sinks = () => browser.contexts.map((it) => `${it.state} on ${it.sinkId}`);
  expect([told, sinks()]).toEqual([
    ["sound off", "sound on"],
    ["closed on t", "running on "],
  ]);
  for (const context of browser.contexts) context.losesOutput();
  browser.mediaDevices.dispatchEvent(new Event("devicechange"));
  expect([sinks(), lost?.sinks]).toEqual([["closed on t", "suspended on t"], ["t"]]);
});

it("ends on the speaker chosen last, whichever was chosen while the one before was still being applied", async () => {
  const browser = fakeBrowser();
  const graph = new SoundGraph();
  graph.join(nothing);
  const [context] = browser.contexts;
  const move = Promise.withResolvers<void>();
  browser.audio.moving = move.promise;
  const television = { id: "t", label: "Television" };
  const heard = [graph.routeTo(television), graph.routeTo(null)];
  // A browser takes the output that it still has for chosen, at once.
  move.resolve();
  expect(await Promise.all(heard)).toEqual([null, null]);
  expect(context?.sinkId).toBe("");
  expect(await graph.routeTo(television)).toEqual(television);
  expect(context?.sinks).toEqual(["t", "", "t"]);
});

it("says where the sound is when the browser refuses a speaker, unless another one was chosen since", async () => {
  const browser = fakeBrowser();
  const graph = new SoundGraph();
  graph.join(nothing);
  browser.audio.refused = "gone";
  const television = { id: "t", label: "Television" };
  const gone = { id: "gone", label: "Gone" };
  await graph.routeTo(television);
  expect(await graph.routeTo(gone)).toEqual(television);
  const headset = { id: "h", label: "Headset" };
  expect(await Promise.all([graph.routeTo(gone), graph.routeTo(headset)])).toEqual([headset, headset]);
  expect(browser.contexts[0]?.sinkId).toBe("h");
});
