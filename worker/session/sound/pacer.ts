import { TokenBucket } from "./token-bucket.ts";
import { SoundQueue } from "./sound-queue.ts";

const bytesPerSecond = 48_000;
const leadSeconds = 60;
const windowSeconds = 30;
const quietAfterMs = 2_000;
const heldSeconds = 300;
const heldWhileQuietSeconds = 10;
const droppedWhileQuietSeconds = 20;

type Dependencies = {
  send: (pcm: Uint8Array, nowMs: number) => void;
  dropped: (bytes: number, nowMs: number) => void;
  tooSlow: () => void;
};

/**
 * Lets speech out as fast as a reader can be trusted to take it. The platform buffers whatever is sent without a word, so the
 * candidate's own frames are the only sign of life: speech runs ahead of real time by a minute, and by half of that without a
 * frame; what is beyond waits here, bounded, as a copy. Counted is the sound itself, PCM16 at 24 kHz. `nowMs` is any one clock's.
 */
export class Pacer {
  readonly #dependencies: Dependencies;
  readonly #lead: TokenBucket;
  readonly #held = new SoundQueue();
  #heardAtMs: number;
  #sentSinceHeard = 0;
  #droppedSinceHeard = 0;

  constructor(dependencies: Dependencies, nowMs: number) {
    this.#dependencies = dependencies;
    this.#heardAtMs = nowMs;
    this.#lead = new TokenBucket({ capacity: leadSeconds * bytesPerSecond, perMs: bytesPerSecond / 1000, nowMs });
  }

  get isEmpty(): boolean {
    return this.#held.bytes === 0;
  }

  /** `pcm` may be overwritten after the call. */
  push(pcm: Uint8Array, nowMs: number) {
    if (this.#held.bytes === 0 && this.#sentSinceHeard < this.#windowBytes(nowMs) && this.#lead.take(pcm.length, nowMs)) {
      return this.#send(pcm, nowMs);
    }
    this.#held.push(pcm.slice());
    this.#pump(nowMs);
    const isQuiet = nowMs - this.#heardAtMs > quietAfterMs;
    const dropped = this.#held.trim((isQuiet ? heldWhileQuietSeconds : heldSeconds) * bytesPerSecond);
    if (dropped > 0) this.#dependencies.dropped(dropped, nowMs);
    this.#droppedSinceHeard += dropped;
    if (isQuiet && this.#droppedSinceHeard > droppedWhileQuietSeconds * bytesPerSecond) this.#dependencies.tooSlow();
  }

  /** The reader gave a sign of life. */
  heard(nowMs: number) {
    this.#heardAtMs = nowMs;
    this.#sentSinceHeard = 0;
    this.#droppedSinceHeard = 0;
    if (this.#held.bytes > 0) this.#pump(nowMs);
  }

  /** Drops what waits: the candidate spoke over it. */
  drop() {
    this.#held.clear();
  }

  /** Sends all that waits: nothing comes after it. */
  drain(nowMs: number) {
    for (let pcm = this.#held.shift(); pcm; pcm = this.#held.shift()) this.#dependencies.send(pcm, nowMs);
  }

  /** Bytes that may be on their way to a reader who has given no sign of life since `#heardAtMs`. */
  #windowBytes(nowMs: number): number {
    return (windowSeconds + (nowMs - this.#heardAtMs) / 1000) * bytesPerSecond;
  }

  #send(pcm: Uint8Array, nowMs: number) {
    this.#sentSinceHeard += pcm.length;
    this.#dependencies.send(pcm, nowMs);
  }

  #pump(nowMs: number) {
    const window = this.#windowBytes(nowMs);
    while (this.#held.bytes > 0 && this.#sentSinceHeard < window && this.#lead.take(this.#held.next, nowMs)) {
      const pcm = this.#held.shift();
      if (!pcm) return;
      this.#send(pcm, nowMs);
    }
  }
}
