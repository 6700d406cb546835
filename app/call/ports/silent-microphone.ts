import { frameMs, frameSamples } from "../../../sound/pcm.ts";
import { keptMs } from "../connection/line.ts";

/**
 * In place of a microphone where answers are typed: frames of silence as steady as sound, since the Worker measures time by them. Frames
 * that are late (a hidden page's clocks are slow) are made up for, but no more than the line keeps. Returns what stops it.
 */
export const openSilence = (onFrame: (pcm: Int16Array) => void): (() => void) => {
  const frame = new Int16Array(frameSamples);
  let nextMs = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    nextMs = Math.max(nextMs, now - keptMs);
    for (; nextMs <= now; nextMs += frameMs) onFrame(frame);
  }, frameMs);
  return () => clearInterval(timer);
};
