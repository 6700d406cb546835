import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { AudioRecorder } from "./microphone.ts";
import { fakeBrowser, type FakeBrowser } from "./testing/fake-browser.ts";

let browser: FakeBrowser;
beforeEach(() => {
  browser = fakeBrowser();
});
afterEach(() => vi.unstubAllGlobals());

const record = async (signal = new AbortController().signal) => {
  const frames: number[][] = [];
  const onLost = vi.fn();
  const recorder = await AudioRecorder.open({ onFrame: (pcm, rms) => frames.push([pcm[0] ?? 0, rms]), onLost, signal });
  return { recorder, frames, onLost };
};

it("asks for one channel with echo cancellation, noise suppression and gain control, at the device's own rate", async () => {
  await record();
  expect(browser.microphone.asked).toEqual([
    { audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 } },
  ]);
  expect(browser.contexts[0]?.sampleRate).toBe(48_000);
  expect(browser.contexts[0]?.modules).toEqual([expect.stringContaining("capture.worklet")]);
});

it("hands on each frame with its loudness and gives its memory back", async () => {
  const { frames } = await record();
  const pcm = new Int16Array(640).fill(7);
  browser.node("capture")?.tells({ pcm, rms: 0.2 });
  expect(frames).toEqual([[7, 0.2]]);
  expect(browser.node("capture")?.posted).toEqual([{ message: pcm.buffer, transfer: [pcm.buffer] }]);
});

it("mutes the track, so that frames of silence go on", async () => {
  const { recorder } = await record();
  const track = browser.microphone.streams[0]?.track;
  recorder.setMuted(true);
  expect(track?.enabled).toBe(false);
  recorder.setMuted(false);
  expect(track?.enabled).toBe(true);
});

it("names what kept the microphone away, and leaves nothing open", async () => {
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

it("calls a browser without media devices unsupported", async () => {
  Object.defineProperty(navigator, "mediaDevices", { configurable: true, value: undefined });
  await expect(record()).rejects.toMatchObject({ name: "MicrophoneError", problem: "unsupported" });
});

it("lets go of a microphone that was granted after nobody wanted it any more", async () => {
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

it("says that it was unplugged when its track ends, or is found ended after the devices changed", async () => {
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

it("goes silent once closed, and lets the device go", async () => {
  const { recorder, frames, onLost } = await record();
  recorder.close();
  browser.node("capture")?.tells({ pcm: new Int16Array(640), rms: 0 });
  browser.mediaDevices.dispatchEvent(new Event("devicechange"));
  expect(frames).toEqual([]);
  expect(onLost).not.toHaveBeenCalled();
  expect(browser.microphone.streams[0]?.track.readyState).toBe("ended");
  expect(browser.contexts[0]?.state).toBe("closed");
});

it("starts a suspended context once it has the microphone, and tries again at the next press", async () => {
  browser.audio.startsAs = "suspended";
  await record();
  expect(browser.contexts[0]?.resume).toHaveBeenCalledTimes(1);
  browser.contexts[0]?.becomes("suspended");
  document.dispatchEvent(new Event("pointerup"));
  expect(browser.contexts[0]?.resume).toHaveBeenCalledTimes(2);
});
