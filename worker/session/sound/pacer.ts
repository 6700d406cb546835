import { TokenBucket } from "./token-bucket.ts";
import { SoundQueue } from "./sound-queue.ts";

const bytesPerSecond = 48_000;
const leadSeconds = 60;
const windowSeconds = 30;
const quietAfterMs = 2_000;
const heldSeconds = 300;
const heldWhileQuietSeconds = 10;
const droppedWhileQuietSeconds = 20;

type Dependencies = { send: (pcm: Uint8Array) => void; dropped: (bytes: number) => void; tooSlow: () => void; now: () => number };

/**
 * Lets speech out as fast as a reader can be trusted to take it. The platform buffers whatever is sent without a word, so the
 * candidate's own frames are the only sign of life: speech runs ahead of real time by a minute, and by half of that without a
 * frame; what is beyond waits here, bounded. Counted is the sound itself, PCM16 at 24 kHz.
 */
export class Pacer {
  #dependencies: Dependencies;
  #lead: TokenBucket;
  #held = new SoundQueue();
  #heardAt: number;
  #sentSinceHeard = 0;
  #droppedSinceHeard = 0;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
    this.#heardAt = dependencies.now();
    this.#lead = new TokenBucket({ capacity: leadSeconds * bytesPerSecond, perMs: bytesPerSecond / 1000, now: dependencies.now });
  }

  get isEmpty(): boolean {
    return this.#held.bytes === 0;
  }

  push(pcm: Uint8Array) {
    if (this.#held.bytes === 0 && this.#sentSinceHeard < this.#windowBytes && this.#lead.take(pcm.length)) return this.#send(pcm);
    this.#held.push(pcm);
    this.#pump();
    const isQuiet = this.#dependencies.now() - this.#heardAt > quietAfterMs;
    const dropped = this.#held.trim((isQuiet ? heldWhileQuietSeconds : heldSeconds) * bytesPerSecond);
    if (dropped > 0) this.#dependencies.dropped(dropped);
    this.#droppedSinceHeard += dropped;
    if (isQuiet && this.#droppedSinceHeard > droppedWhileQuietSeconds * bytesPerSecond) this.#dependencies.tooSlow();
  }

  /** The reader gave a sign of life. */
  heard() {
    this.#heardAt = this.#dependencies.now();
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
    for (let pcm = this.#held.shift(); pcm; pcm = this.#held.shift()) this.#dependencies.send(pcm);
  }

  /** What may be on its way to a reader who gave no sign of life since. */
  get #windowBytes(): number {
    return (windowSeconds + (this.#dependencies.now() - this.#heardAt) / 1000) * bytesPerSecond;
  }

  #send(pcm: Uint8Array) {
    this.#sentSinceHeard += pcm.length;
    this.#dependencies.send(pcm);
  }

  #pump() {
    const window = this.#windowBytes;
    while (this.#held.bytes > 0 && this.#sentSinceHeard < window && this.#lead.take(this.#held.next)) {
      const pcm = this.#held.shift();
      if (!pcm) return;
      this.#send(pcm);
    }
  }
}
