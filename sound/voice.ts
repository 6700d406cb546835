/** RMS of 16-bit samples from which on sound counts as a voice: about −40 dBFS, below the level of a microphone with gain control. */
const voicedRms = 300;
/** A noise that is shorter is no speech. */
const shortestMs = 160;
/** Words of what was said come sooner: after so much quiet without any, it was none. */
const forgetAfterMs = 5_000;

/** RMS of PCM16 little-endian, 0 for no sound. */
export const loudnessOf = (pcm: Uint8Array): number => {
  let energy = 0;
  for (let at = 0; at + 1 < pcm.length; at += 2) energy += ((((pcm[at + 1] ?? 0) << 24) >> 16) | (pcm[at] ?? 0)) ** 2;
  return pcm.length < 2 ? 0 : Math.sqrt(energy / (pcm.length >> 1));
};

/**
 * Notices by its energy that somebody speaks, in sound of PCM16 that passes as it is captured. It rather takes a noise for a voice
 * than a voice for noise: what is decided by it is whether words may still come.
 */
export class Voice {
  #bytesPerMs: number;
  #beganAtMs = 0;
  #voicedMs = 0;
  #voicedAtMs = -Infinity;

  /** `rate` in Hz. */
  constructor(rate: number) {
    this.#bytesPerMs = (2 * rate) / 1000;
  }

  /** The newest sound, captured up to `nowMs`. */
  hear(pcm: Uint8Array, nowMs: number) {
    if (loudnessOf(pcm) < voicedRms) return;
    const ms = pcm.length / this.#bytesPerMs;
    if (this.#isForgotten(nowMs)) {
      this.#beganAtMs = nowMs - ms;
      this.#voicedMs = 0;
    }
    this.#voicedMs += ms;
    this.#voicedAtMs = nowMs;
  }

  /** When the speech began whose words have not come; null where there is none. Same clock as `hear`. */
  beganAtMs(nowMs: number): number | null {
    return this.#isForgotten(nowMs) || this.#voicedMs < shortestMs ? null : this.#beganAtMs;
  }

  /** What was said so far is in words. */
  settle() {
    this.#voicedMs = 0;
    this.#voicedAtMs = -Infinity;
  }

  #isForgotten(nowMs: number): boolean {
    return nowMs - this.#voicedAtMs > forgetAfterMs;
  }
}
