import { expect, it, vi } from "vitest";
import { openSilence } from "./silent-microphone.ts";

it("yields as many frames of silence as time has passed, even with a hidden page's slow clock", () => {
  vi.useFakeTimers();
  const frames: Int16Array[] = [];
  const stop = openSilence((pcm) => frames.push(pcm));
  vi.advanceTimersByTime(1_000);
  expect(frames).toHaveLength(26);
  expect(frames.every((pcm) => pcm.length === 640 && pcm.every((sample) => sample === 0))).toBe(true);
  vi.setSystemTime(Date.now());
  const now = performance.now();
  vi.spyOn(performance, "now").mockReturnValue(now + 60_000);
  vi.advanceTimersByTime(40);
  expect(frames).toHaveLength(26 + 126);
  stop();
  vi.advanceTimersByTime(1_000);
  expect(frames).toHaveLength(26 + 126);
});
