import { captureHz } from "../../../sound/pcm.ts";

/** Length (s) of what is recorded and played back. */
const seconds = 4;

/** A recording of the candidate's voice that is played back to them; it is kept in memory only. */
export class OwnVoice {
  readonly #samples = new Float32Array(seconds * captureHz);
  #filled = 0;

  /** Adds a frame of PCM16 at 16 kHz. Returns whether the recording is complete. */
  take(pcm: Int16Array): boolean {
    for (const sample of pcm) {
      if (this.#filled === this.#samples.length) break;
      this.#samples[this.#filled] = sample / 32_768;
      this.#filled += 1;
    }
    return this.#filled === this.#samples.length;
  }

  /** The recording as a buffer of 16 kHz; the context resamples it to its own rate. */
  bufferFor(context: AudioContext): AudioBuffer {
    const buffer = context.createBuffer(1, this.#samples.length, captureHz);
    buffer.copyToChannel(this.#samples, 0);
    return buffer;
  }
}
