/** Sound in bytes that waits, bounded: what is beyond the bound is dropped from the oldest end. What left it is not held any more. */
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

  /** Drops the oldest frames until at most `bytes` wait; how many bytes were dropped. */
  trim(bytes: number): number {
    const before = this.#bytes;
    while (this.#bytes > bytes) this.shift();
    return before - this.#bytes;
  }

  /** Drops the oldest frames, as long as at least `bytes` are left. */
  release(bytes: number) {
    while (this.#bytes > 0 && this.#bytes - this.next >= bytes) this.shift();
  }

  /** What waits, from the last `bytes` of it on. */
  newest(bytes: number): Uint8Array[] {
    this.release(bytes);
    return this.#frames.map((frame, at) => (at === 0 ? frame.subarray(this.#bytes - Math.min(bytes, this.#bytes)) : frame));
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
