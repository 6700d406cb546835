import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { rememberDevices } from "./devices.ts";
import { AudioRecorder } from "./microphone.ts";
import { SoundGraph } from "./sound-graph.ts";
import { fakeBrowser, type FakeBrowser } from "../testing/fake-browser.ts";

let browser: FakeBrowser;
beforeEach(() => {
  vi.useFakeTimers();
  browser = fakeBrowser();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  localStorage.clear();
});

const record = async (signal = new AbortController().signal, graph = new SoundGraph()) => {
  const frames: number[][] = [];
  const [onLost, onBroken, onUnheard] = [vi.fn(), vi.fn(), vi.fn()];
  const onFrame = (pcm: Int16Array, rms: number) => frames.push([pcm[0] ?? 0, rms]);
  const recorder = await AudioRecorder.open(graph, { onFrame, onLost, onBroken, onUnheard, signal });
  return { recorder, frames, onLost, onBroken, unheard: () => onUnheard.mock.calls.flat() };
};
const track = () => browser.microphone.streams.at(-1)?.track;
const hear = (rms: number, times = 1) => {
  for (let n = 0; n < times; n += 1) browser.node("capture")?.tells({ pcm: new Int16Array(640), rms });
};

it("asks for one channel with echo cancellation, noise suppression and gain control, at the device's own rate", async () => {
  await record();
  expect(browser.microphone.asked).toEqual([
    { audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 } },
  ]);
  expect(browser.contexts[0]?.sampleRate).toBe(48_000);
  expect(browser.contexts[0]?.modules).toEqual([expect.stringContaining("capture.worklet")]);
});

it.each([false, true])("asks for the chosen one, or for the system's default when that cannot be had; listed: %s", async (isListed) => {
  rememberDevices({ microphone: { id: "b", label: "USB" } });
  if (isListed) browser.devices.push({ kind: "audioinput", deviceId: "b", label: "USB" });
  browser.microphone.next.push(new DOMException("", "OverconstrainedError"));
  await record();
  const ids = browser.microphone.asked.map((it) => (it as { audio: MediaTrackConstraints }).audio.deviceId);
  expect([ids, browser.microphone.streams.length]).toEqual([[{ exact: "b" }, undefined], 1]);
});

it("opens the system's default where the browser lists no devices", async () => {
  rememberDevices({ microphone: { id: "b", label: "USB" } });
  browser.mediaDevices.enumerateDevices = () => Promise.reject(new DOMException("", "NotAllowedError"));
  browser.microphone.next.push(new DOMException("", "OverconstrainedError"));
  await record();
  expect(browser.microphone.streams).toHaveLength(1);
});

it("finds the chosen one by name when the browser has changed its id", async () => {
  rememberDevices({ microphone: { id: "b", label: "USB" } });
  browser.devices.push({ kind: "audioinput", deviceId: "c", label: "USB" });
  browser.microphone.next.push(new DOMException("", "OverconstrainedError"));
  await record();
  const ids = browser.microphone.asked.map((it) => (it as { audio: MediaTrackConstraints }).audio.deviceId);
  expect(ids).toEqual([{ exact: "b" }, { exact: "c" }]);
});

it("passes on each frame with its loudness and returns its memory", async () => {
  const { frames } = await record();
  const pcm = new Int16Array(640).fill(7);
  browser.node("capture")?.tells({ pcm, rms: 0.2 });
  expect(frames.at(-1)).toEqual([7, 0.2]);
  expect(browser.node("capture")?.posted.at(-1)).toEqual({ message: pcm.buffer, transfer: [pcm.buffer] });
});

it("passes on silence while muted, with how loud the microphone hears the room", async () => {
  const { recorder, frames } = await record();
  recorder.setMuted(true);
  browser.node("capture")?.tells({ pcm: new Int16Array(640).fill(7), rms: 0.2 });
  expect(frames.at(-1)).toEqual([0, 0.2]);
  recorder.setMuted(false);
  browser.node("capture")?.tells({ pcm: new Int16Array(640).fill(7), rms: 0.2 });
  expect(frames.at(-1)).toEqual([7, 0.2]);
});

it("names what kept the microphone from opening, and leaves nothing open", async () => {
  const names = [
    "NotAllowedError",
    "SecurityError",
    "NotFoundError",
    "OverconstrainedError",
    "NotReadableError",
    "AbortError",
    "NotSupportedError",
  ];
  const problems: unknown[] = [];
  for (const name of names) {
    browser.microphone.next.push(new DOMException("no", name));
    await record().catch((error: { problem: string }) => problems.push(error.problem));
  }
  expect(problems).toEqual(["permissionRefused", "permissionRefused", "missing", "missing", "busy", "busy", "unsupported"]);
  expect(browser.contexts.map((it) => it.state)).toEqual(names.map(() => "closed"));
});

it("reports a browser without media devices as unsupported", async () => {
  Object.defineProperty(navigator, "mediaDevices", { configurable: true, value: undefined });
  await expect(record()).rejects.toMatchObject({ name: "MicrophoneError", problem: "unsupported" });
});

it("releases a microphone that was granted after it was no longer wanted", async () => {
  const stream = browser.newStream();
  const asked = Promise.withResolvers<typeof stream>();
  browser.microphone.next.push(asked.promise);
  const opening = new AbortController();
  const recording = record(opening.signal);
  opening.abort();
  asked.resolve(stream);
  await expect(recording).rejects.toThrow();
  expect(stream.track.readyState).toBe("ended");
  expect(browser.contexts[0]?.state).toBe("closed");
});

it("reports being unplugged when its track ends, or has ended by the time devices change", async () => {
  const first = await record();
  browser.microphone.streams[0]?.track.isUnplugged();
  expect(first.onLost).toHaveBeenCalledTimes(1);
  const second = await record();
  browser.mediaDevices.dispatchEvent(new Event("devicechange"));
  expect(second.onLost).not.toHaveBeenCalled();
  browser.microphone.streams[1]?.track.stop();
  browser.mediaDevices.dispatchEvent(new Event("devicechange"));
  expect(second.onLost).toHaveBeenCalledTimes(1);
});

it("is missing where it was unplugged while its worklet loaded, before its end could be heard", async () => {
  const stream = browser.newStream();
  stream.track.isUnplugged();
  browser.microphone.next.push(Promise.resolve(stream));
  await expect(record()).rejects.toMatchObject({ problem: "missing" });
  expect(browser.contexts[0]?.state).toBe("closed");
});

it("goes silent once closed, and releases the device and the audio thread", async () => {
  browser.audio.isStill = true;
  const { recorder, frames, onLost, unheard } = await record();
  recorder.close();
  expect(browser.node("capture")).toMatchObject({ posted: [{ message: null, transfer: [] }], isPortClosed: true });
  hear(0.5);
  browser.mediaDevices.dispatchEvent(new Event("devicechange"));
  browser.contexts[0]?.becomes("closed");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(frames).not.toContainEqual([0, 0.5]);
  expect(onLost).not.toHaveBeenCalled();
  expect(unheard()).toEqual([]);
  expect(browser.microphone.streams[0]?.track.readyState).toBe("ended");
  expect(browser.contexts[0]?.state).toBe("closed");
});

it("starts a suspended context once it has the microphone, and retries at the next press", async () => {
  browser.audio.startsAs = "suspended";
  await record();
  expect(browser.contexts[0]?.resume).toHaveBeenCalledTimes(1);
  browser.contexts[0]?.becomes("suspended");
  document.dispatchEvent(new Event("pointerup"));
  expect(browser.contexts[0]?.resume).toHaveBeenCalledTimes(2);
});

it("leaves a context interrupted by the system alone, and survives a refusal to resume", async () => {
  await record();
  const [context] = browser.contexts;
  context?.becomes("interrupted");
  document.dispatchEvent(new Event("pointerup"));
  expect(context?.resume).not.toHaveBeenCalled();
  context?.resume.mockRejectedValueOnce(new DOMException("not now", "InvalidStateError"));
  context?.becomes("suspended");
  document.dispatchEvent(new Event("pointerup"));
  await vi.advanceTimersByTimeAsync(0);
  expect(context?.resume).toHaveBeenCalledTimes(1);
});

it("reports a missing capture worklet as unloadable, not as a busy microphone", async () => {
  browser.audio.failing = "capture.worklet";
  await expect(record()).rejects.toMatchObject({ problem: "unloadable" });
  expect(track()?.readyState).toBe("ended");
  browser.microphone.next.push(new DOMException("no", "NotAllowedError"));
  await expect(record()).rejects.toMatchObject({ problem: "permissionRefused" });
});

it("also reports it when the worklet takes half a minute", async () => {
  browser.audio.swallowed = "capture.worklet";
  const refused = vi.fn();
  record().catch(refused);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(refused.mock.calls).toEqual([[expect.objectContaining({ problem: "unloadable" })]]);
});

it("reports when the system mutes it, at opening too, and when it unmutes", async () => {
  const { unheard } = await record();
  track()?.isMutedBySystem(true);
  track()?.isMutedBySystem(false);
  expect(unheard()).toEqual(["mutedBySystem", null]);
  const stream = browser.newStream();
  stream.track.muted = true;
  browser.microphone.next.push(Promise.resolve(stream));
  expect((await record()).unheard()).toEqual(["mutedBySystem"]);
});

it("reports being paused while its context is, until a frame shows that the clock moves", async () => {
  const { unheard } = await record();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(unheard()).toEqual([]);
  browser.contexts[0]?.becomes("interrupted");
  browser.contexts[0]?.becomes("running");
  expect(unheard()).toEqual(["paused"]);
  hear(0.1);
  expect(unheard()).toEqual(["paused", null]);
});

it("stays paused on a frame already in flight when its context stopped, but passes the frame on", async () => {
  const { frames, unheard } = await record();
  await vi.advanceTimersByTimeAsync(2_000);
  browser.contexts[0]?.becomes("suspended");
  hear(0.5);
  expect(frames.at(-1)).toEqual([0, 0.5]);
  expect(unheard()).toEqual(["paused"]);
});

it("reports being paused when no frame comes for a second after opening", async () => {
  browser.audio.isStill = true;
  const { unheard } = await record();
  await vi.advanceTimersByTimeAsync(999);
  expect(unheard()).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(unheard()).toEqual(["paused"]);
});

it("reports silence after ten seconds without a sound, but not while muted by the candidate", async () => {
  const { recorder, unheard } = await record();
  hear(0.01);
  hear(0, 249);
  expect(unheard()).toEqual([]);
  hear(0);
  expect(unheard()).toEqual(["silent"]);
  hear(0.0001);
  hear(0, 249);
  recorder.setMuted(true);
  hear(0, 300);
  recorder.setMuted(false);
  expect(unheard()).toEqual(["silent", null]);
  hear(0);
  expect(unheard()).toEqual(["silent", null, "silent"]);
});

it("reports that its processor died", async () => {
  const { recorder, onBroken } = await record();
  browser.node("capture")?.dies();
  expect(onBroken).toHaveBeenCalledTimes(1);
  recorder.close();
  browser.node("capture")?.dies();
  expect(onBroken).toHaveBeenCalledTimes(1);
});

it("continues the same microphone in a replacement context, and ignores the first one from then on", async () => {
  const graph = new SoundGraph();
  const { frames, onLost, unheard } = await record(undefined, graph);
  const first = browser.node("capture");
  browser.contexts[0]?.becomes("interrupted");
  graph.renew();
  await vi.advanceTimersByTimeAsync(0);
  hear(0.3);
  first?.tells({ pcm: new Int16Array(640), rms: 0.9 });
  expect(unheard()).toEqual(["paused", null]);
  expect(frames.at(-1)).toEqual([0, 0.3]);
  expect(browser.contexts.map((it) => it.state)).toEqual(["closed", "running"]);
  expect([browser.microphone.asked.length, track()?.readyState]).toEqual([1, "live"]);
  expect([first?.isConnected, browser.node("capture")?.isConnected]).toEqual([false, true]);
  track()?.isUnplugged();
  expect(onLost).toHaveBeenCalledTimes(1);
});

it("opens even if its context is replaced while the candidate is asked", async () => {
  const stream = browser.newStream();
  const asked = Promise.withResolvers<typeof stream>();
  browser.microphone.next.push(asked.promise);
  const graph = new SoundGraph();
  const recording = record(undefined, graph);
  graph.renew();
  asked.resolve(stream);
  const { frames } = await recording;
  hear(0.2);
  expect(frames.at(-1)).toEqual([0, 0.2]);
  expect(browser.nodes).toHaveLength(1);
});

it("reports that its processor died when its worklet fails to load a second time", async () => {
  const graph = new SoundGraph();
  const { onBroken } = await record(undefined, graph);
  browser.audio.failing = "capture.worklet";
  graph.renew();
  await vi.advanceTimersByTimeAsync(0);
  expect(onBroken).toHaveBeenCalledTimes(1);
});
