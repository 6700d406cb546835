const nothing = new Uint8Array();

/** Sound in bytes that waits, bounded: what is beyond the bound is dropped from the oldest end. */
export class SoundQueue {
  #frames: Uint8Array[] = [];
  #head = 0;
  #bytes = 0;

  get bytes() {
    return this.#bytes;
  }

  /** Bytes of the oldest frame. */
  get next() {
    return this.#frames[this.#head]?.length ?? 0;
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
    const frames = this.#frames.slice(this.#head);
    return frames.map((frame, at) => (at === 0 ? frame.subarray(this.#bytes - Math.min(bytes, this.#bytes)) : frame));
  }

  /** Calls `use` with all that waits, oldest first, and keeps it. */
  each(use: (frame: Uint8Array) => void) {
    for (let at = this.#head; at < this.#frames.length; at++) use(this.#frames[at]!);
  }

  shift(): Uint8Array | undefined {
    const frame = this.#frames[this.#head];
    if (!frame) return undefined;
    // Its place stays for a while, its sound must not: 64 parts of 320 ms are a megabyte.
    this.#frames[this.#head++] = nothing;
    this.#bytes -= frame.length;
    if (this.#head > 64 && 2 * this.#head > this.#frames.length) {
      this.#frames = this.#frames.slice(this.#head);
      this.#head = 0;
    }
    return frame;
  }

  clear() {
    this.#frames = [];
    this.#head = 0;
    this.#bytes = 0;
  }
}
