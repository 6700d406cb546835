import { Budget } from "./token-bucket.ts";
import { Hold } from "./sound-queue.ts";

const leadSeconds = 60;
const windowSeconds = 30;
const quietAfterMs = 2_000;
const heldSeconds = 300;
const heldWhileQuietSeconds = 10;
const droppedWhileQuietSeconds = 20;

type Parts = { send: (frame: Uint8Array) => void; tooSlow: () => void; now: () => number };

/**
 * Lets speech out as fast as a reader can be trusted to take it. The platform buffers whatever is sent without a word, so the
 * candidate's own frames are the only sign of life: speech runs ahead of real time by a minute, and by half of that without a
 * frame; what is beyond waits here, bounded.
 */
export class Pacer {
  #parts: Parts;
  #bytesPerSecond = 0;
  #lead: Budget;
  #held = new Hold();
  #heardAt: number;
  #sentSinceHeard = 0;
  #droppedSinceHeard = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#heardAt = parts.now();
    this.#lead = this.reset(24_000);
  }

  /** A new reader, taking PCM16 at `rate` Hz. */
  reset(rate: number): Budget {
    this.#bytesPerSecond = 2 * rate;
    this.#lead = new Budget({ capacity: leadSeconds * this.#bytesPerSecond, perMs: this.#bytesPerSecond / 1000, now: this.#parts.now });
    this.#held.clear();
    this.heard();
    return this.#lead;
  }

  push(frame: Uint8Array) {
    this.#held.push(frame);
    this.#pump();
    const isQuiet = this.#parts.now() - this.#heardAt > quietAfterMs;
    this.#droppedSinceHeard += this.#held.trim((isQuiet ? heldWhileQuietSeconds : heldSeconds) * this.#bytesPerSecond);
    if (isQuiet && this.#droppedSinceHeard > droppedWhileQuietSeconds * this.#bytesPerSecond) this.#parts.tooSlow();
  }

  /** The reader gave a sign of life. */
  heard() {
    this.#heardAt = this.#parts.now();
    this.#sentSinceHeard = 0;
    this.#droppedSinceHeard = 0;
    if (this.#held.bytes > 0) this.#pump();
  }

  /** Drops what waits: the candidate spoke over it. */
  drop() {
    this.#held.clear();
  }

  /** Sends all that waits: nothing comes after it. */
  drain() {
    for (let frame = this.#held.shift(); frame; frame = this.#held.shift()) this.#parts.send(frame);
  }

  #pump() {
    const window = (windowSeconds + (this.#parts.now() - this.#heardAt) / 1000) * this.#bytesPerSecond;
    while (this.#held.bytes > 0 && this.#sentSinceHeard < window && this.#lead.take(this.#held.next)) {
      const frame = this.#held.shift();
      if (!frame) return;
      this.#sentSinceHeard += frame.length;
      this.#parts.send(frame);
    }
  }
}
