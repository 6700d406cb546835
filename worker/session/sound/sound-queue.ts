/**
 * A queue of sound frames, kept by reference, that counts their bytes; `trim` bounds it by dropping the oldest. Frames that have left it
 * are not referenced any more.
 */
export class SoundQueue {
  #frames: Uint8Array[] = [];
  #bytes = 0;

  get bytes() {
    return this.#bytes;
  }

  /** Bytes of the oldest frame. */
  get next() {
    return this.#frames[0]?.length ?? 0;
  }

  push(frame: Uint8Array) {
    this.#frames.push(frame);
    this.#bytes += frame.length;
  }

  /** Drops the oldest frames until at most `bytes` wait. Returns how many bytes were dropped. */
  trim(bytes: number): number {
    const before = this.#bytes;
    while (this.#bytes > bytes) this.shift();
    return before - this.#bytes;
  }

  shift(): Uint8Array | undefined {
    const frame = this.#frames.shift();
    if (frame) this.#bytes -= frame.length;
    return frame;
  }

  clear() {
    this.#frames = [];
    this.#bytes = 0;
  }
}
