import { frameMs, frameSamples } from "../../../sound/pcm.ts";

/** The most silence (ms) that is made up for at once. */
const mostLateMs = 5_000;

/**
 * Replaces the microphone where answers are typed: gives frames of silence at the steady rate of audio, because the Worker measures time by
 * them. Frames that are late (timers are slow in a hidden page) are made up for, 5 s at most. Returns a function that stops it.
 */
export const openSilence = (onFrame: (pcm: Int16Array) => void): (() => void) => {
  const frame = new Int16Array(frameSamples);
  let nextMs = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    nextMs = Math.max(nextMs, now - mostLateMs);
    for (; nextMs <= now; nextMs += frameMs) onFrame(frame);
  }, frameMs);
  return () => clearInterval(timer);
};
