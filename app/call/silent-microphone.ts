import { frameSamples } from "../../sound/pcm.ts";

const frameMs = 40;
/** Of frames that are late (a hidden page's clocks are slow) no more than 5 s are made up for: the line keeps no more. */
const mostLate = 125;

/**
 * In place of a microphone where answers are typed: frames of silence as steady as sound, which is how the Worker tells the time.
 * Gives the way to stop it.
 */
export const openSilence = (onFrame: (pcm: Int16Array) => void): (() => void) => {
  const frame = new Int16Array(frameSamples);
  let nextMs = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    nextMs = Math.max(nextMs, now - mostLate * frameMs);
    for (; nextMs <= now; nextMs += frameMs) onFrame(frame);
  }, frameMs);
  return () => clearInterval(timer);
};
