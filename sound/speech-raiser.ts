import { speechHz } from "./pcm.ts";
import { Resampler } from "./resampler.ts";

const blockSamples = 4_800;

/**
 * Converts the interviewer's PCM16 at 24 kHz (bytes, little-endian, mono) to floats at the device's rate, continuously from push to push.
 */
export class SpeechRaiser {
  readonly #resampler: Resampler;
  #block = new Float32Array(blockSamples);
  #isHolding = false;

  constructor(toHz: number) {
    this.#resampler = new Resampler({ fromHz: speechHz, toHz });
  }

  /** The samples that `bytes` complete, in a buffer of their own that may be transferred. */
  push(bytes: Uint8Array): Float32Array<ArrayBuffer> {
    const count = bytes.length >> 1;
    if (count > this.#block.length) this.#block = new Float32Array(2 * count);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = 0; at < count; at += 1) this.#block[at] = view.getInt16(2 * at, true) / 32_768;
    this.#isHolding = true;
    return this.#raised(count);
  }

  /** The sound has ended: returns what the filter still holds of it, if anything. */
  flush(): Float32Array<ArrayBuffer> {
    const count = this.#isHolding ? this.#resampler.delay : 0;
    this.#isHolding = false;
    this.#block.fill(0, 0, count);
    return this.#raised(count);
  }

  /** The sound was dropped: nothing more of it comes out. */
  reset(): void {
    this.#isHolding = false;
    this.#resampler.reset();
  }

  #raised(count: number): Float32Array<ArrayBuffer> {
    const raised = new Float32Array(this.#resampler.room(count));
    return raised.subarray(0, this.#resampler.push(this.#block.subarray(0, count), raised));
  }
}
