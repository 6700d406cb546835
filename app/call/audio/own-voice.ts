import { captureHz } from "../../../sound/pcm.ts";

/** So much is recorded and played back, in s. */
const seconds = 4;

/** What was just said, kept in memory for as long as it takes to hear it once more. */
export class OwnVoice {
  readonly #samples = new Float32Array(seconds * captureHz);
  #filled = 0;

  /** Takes a frame of PCM16 at 16 kHz; whether there is enough. */
  take(pcm: Int16Array): boolean {
    for (const sample of pcm) {
      if (this.#filled === this.#samples.length) break;
      this.#samples[this.#filled] = sample / 32_768;
      this.#filled += 1;
    }
    return this.#filled === this.#samples.length;
  }

  /** In the context's own time: any rate is made its own. */
  bufferFor(context: AudioContext): AudioBuffer {
    const buffer = context.createBuffer(1, this.#samples.length, captureHz);
    buffer.copyToChannel(this.#samples, 0);
    return buffer;
  }
}
