/** Sample rate of the candidate's sound on the wire, in Hz. */
export const captureHz = 16_000;
/** Sample rate of the interviewer's sound as Gemini speaks it, in Hz. Clients get it at `captureHz` unless they ask for this rate. */
export const speechHz = 24_000;
/** Length of a captured frame, in ms and in samples. */
export const frameMs = 40;
export const frameSamples = (captureHz * frameMs) / 1000;

/**
 * Writes `count` float samples (−1…1), beginning at `from[start]`, as PCM16 to `to[at]` and after. They are clamped before scaling: +1.0 ×
 * 32768 would wrap to −32768.
 */
export const writePcm16 = (from: Float32Array, to: Int16Array, at = 0, start = 0, count = from.length - start): void => {
  for (let i = 0; i < count; i += 1) {
    const sample = Math.max(-1, Math.min(1, from[start + i] ?? 0));
    to[at + i] = Math.round(sample < 0 ? sample * 32_768 : sample * 32_767);
  }
};

/** The samples of little-endian PCM16: a view, or a copy if they begin at an odd offset. */
export const samplesOf = (pcm: Uint8Array): Int16Array => {
  const aligned = pcm.byteOffset % 2 === 0 ? pcm : Uint8Array.from(pcm);
  return new Int16Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 1);
};

/** Duration of PCM16 at `speechHz`, in ms. */
export const speechMs = (bytes: Uint8Array): number => (bytes.length * 1000) / (2 * speechHz);

/** Takes the newest `ms` out of frames of PCM16 at `speechHz`. */
export const dropNewest = (frames: Uint8Array[], ms: number): void => {
  let bytes = 2 * Math.round((ms * speechHz) / 1000);
  for (let last = frames.at(-1); last && bytes > 0; last = frames.at(-1)) {
    frames.pop();
    if (last.length > bytes) frames.push(last.subarray(0, last.length - bytes));
    bytes -= last.length;
  }
};

/** Rounds `ms` to whole samples at `speechHz`, so that the same sound adds up to exactly the same length in whatever pieces it came. */
export const wholeSamples = (ms: number): number => Math.round((ms * speechHz) / 1000) / (speechHz / 1000);

/** Root mean square of PCM16 samples, 0…1 of full scale. */
export const rms = (pcm: Int16Array): number => {
  let sum = 0;
  for (const sample of pcm) sum += sample * sample;
  return pcm.length === 0 ? 0 : Math.sqrt(sum / pcm.length) / 32_768;
};

/** What a level meter shows for an RMS of 0…1: 0 at −60 dB of full scale and below, 1 at −6 dB and above, linear in dB between them. */
export const meterLevel = (rmsOfFullScale: number): number =>
  Math.max(0, Math.min(1, (20 * Math.log10(Math.max(rmsOfFullScale, 1e-6)) + 60) / 54));

/** Cuts a stream of float samples into PCM16 frames of `frameSamples`. The memory of a frame is reused once it is given back. */
export class FrameCutter {
  #spare: ArrayBuffer[] = Array.from({ length: 4 }, () => new ArrayBuffer(frameSamples * 2));
  #frame = this.#next();
  #filled = 0;

  /** Calls `onFrame` for each frame that `count` more samples complete. The frame may be transferred away. */
  push(samples: Float32Array, count: number, onFrame: (frame: Int16Array<ArrayBuffer>) => void): void {
    let taken = 0;
    while (taken < count) {
      const part = Math.min(count - taken, frameSamples - this.#filled);
      writePcm16(samples, this.#frame, this.#filled, taken, part);
      taken += part;
      this.#filled += part;
      if (this.#filled === frameSamples) {
        const whole = this.#frame;
        this.#frame = this.#next();
        this.#filled = 0;
        onFrame(whole);
      }
    }
  }

  giveBack(memory: ArrayBuffer): void {
    if (memory.byteLength === frameSamples * 2 && this.#spare.length < 8) this.#spare.push(memory);
  }

  #next(): Int16Array<ArrayBuffer> {
    return new Int16Array(this.#spare.pop() ?? new ArrayBuffer(frameSamples * 2));
  }
}
