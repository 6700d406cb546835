import { TokenBucket } from "./token-bucket.ts";
import { SoundQueue } from "./sound-queue.ts";

const bytesPerSecond = 48_000;
const leadSeconds = 60;
const windowSeconds = 30;
const quietAfterMs = 2_000;
const heldSeconds = 300;
const heldWhileQuietSeconds = 10;
const droppedWhileQuietSeconds = 20;
/**
 * Most bytes in transit to a reader that reports what has arrived: two seconds. With less, a line of 300 ms would fill the reader's queue
 * slowly.
 */
const mostOnWire = 2 * bytesPerSecond;
/** How long, in ms, the bound on what is in transit applies to a reader that has not reported yet, if the one before it reported. */
const untoldMs = 1_000;
/**
 * How long, in ms, speech waits for a reader that has reported and still sends frames, but reports no more. Longer than a page's pings are
 * apart.
 */
const silencedMs = 8_000;

type Dependencies = {
  send: (pcm: Uint8Array, nowMs: number) => void;
  dropped: (bytes: number, nowMs: number) => void;
  tooSlow: () => void;
};

/**
 * Sends speech as fast as a reader can be trusted to take it. The platform buffers whatever is sent and signals no backpressure, so the
 * candidate's own frames are the only sign of life: speech runs ahead of real time by a minute, and without a frame by half of that. The
 * rest waits here, copied and bounded.
 *
 * A reader that reports what has arrived has at most two seconds in transit, so that nothing stays long in the network's queues on a slow
 * line. One that still sends frames but reports no more is trusted as before, until it reports again.
 *
 * All amounts are of the sound itself, PCM16 at 24 kHz. `nowMs` may be by any one clock.
 */
export class Pacer {
  readonly #dependencies: Dependencies;
  readonly #lead: TokenBucket;
  readonly #held = new SoundQueue();
  readonly #beganAtMs: number;
  #heardAtMs: number;
  #sentSinceHeard = 0;
  #droppedSinceHeard = 0;
  #onWire = 0;
  #mostOnWire: number;
  /** The reader's last report, in bytes; null before the first. */
  #told: number | null = null;
  /**
   * Ms for which speech has waited since that report, for a reader that went on sending. A longer gap between two frames may be the line's
   * fault and counts as `quietAfterMs`.
   */
  #silencedMs = 0;
  /** A report was lower than the one before: part of what was in transit then may never be reported. */
  #isAstray = false;

  /** `tells`: whether this reader is expected to report what has arrived, as the one before it did. */
  constructor(dependencies: Dependencies, nowMs: number, tells = false) {
    this.#dependencies = dependencies;
    this.#beganAtMs = this.#heardAtMs = nowMs;
    this.#mostOnWire = tells ? mostOnWire : Infinity;
    this.#lead = new TokenBucket({ capacity: leadSeconds * bytesPerSecond, perMs: bytesPerSecond / 1000 });
  }

  /** Bytes that wait. */
  get held(): number {
    return this.#held.bytes;
  }

  /** Bytes sent that a reader which reports has not reported as arrived. 0 for any other reader. */
  get inTransit(): number {
    return this.#mostOnWire === Infinity ? 0 : this.#onWire;
  }

  /** `pcm` may be overwritten after the call. */
  push(pcm: Uint8Array, nowMs: number) {
    if (this.#held.bytes === 0 && this.#isFree(nowMs) && this.#lead.take(pcm.length, nowMs)) return this.#send(pcm, nowMs);
    this.#held.push(pcm.slice());
    this.#pump(nowMs);
    const isQuiet = nowMs - this.#heardAtMs > quietAfterMs;
    const dropped = this.#held.trim(isQuiet ? this.#heldWhileQuiet(nowMs) : heldSeconds * bytesPerSecond);
    if (dropped > 0) this.#dependencies.dropped(dropped, nowMs);
    this.#droppedSinceHeard += dropped;
    if (isQuiet && this.#droppedSinceHeard > droppedWhileQuietSeconds * bytesPerSecond) this.#dependencies.tooSlow();
  }

  /** The reader gave a sign of life. */
  heard(nowMs: number) {
    const sinceMs = nowMs - this.#heardAtMs;
    this.#heardAtMs = nowMs;
    this.#sentSinceHeard = 0;
    this.#droppedSinceHeard = 0;
    if (this.#held.bytes === 0) return;
    this.#silencedMs += Math.min(sinceMs, quietAfterMs);
    this.#pump(nowMs);
  }

  /**
   * The reader reports how many bytes have arrived since it began to read. Only an increase over its last report counts, and never more
   * than was sent here: it may have begun to read before this life of the object.
   */
  arrived(bytes: number, nowMs: number) {
    const newBytes = bytes - (this.#told ?? 0);
    this.#onWire = Math.max(0, this.#onWire - Math.max(0, newBytes));
    this.#told = bytes;
    this.#isAstray ||= newBytes < 0;
    if (newBytes > 0 || !this.#isAstray) this.#silencedMs = 0;
    this.#mostOnWire = mostOnWire;
    this.#pump(nowMs);
  }

  /** Drops what waits, because the candidate spoke over it. */
  drop() {
    this.#held.clear();
  }

  /**
   * Sends all that waits, because nothing comes after it. If it is not wanted any more, it is dropped for a reader that reports: it would
   * only delay what follows.
   */
  drain(nowMs: number, isWanted: boolean) {
    if (!isWanted && this.#told !== null) this.drop();
    for (let pcm = this.#held.shift(); pcm; pcm = this.#held.shift()) this.#dependencies.send(pcm, nowMs);
  }

  /** Bytes that may be sent without a sign of life since `#heardAtMs`. */
  #windowBytes(nowMs: number): number {
    return (windowSeconds + (nowMs - this.#heardAtMs) / 1000) * bytesPerSecond;
  }

  #isFree(nowMs: number): boolean {
    return this.#onWire < this.#mostOnWire && this.#sentSinceHeard < this.#windowBytes(nowMs);
  }

  /**
   * Bytes that may wait without a sign of life. A reader that reports has less in transit, and by as much more may wait for it: a stall of
   * half a minute loses nothing.
   */
  #heldWhileQuiet(nowMs: number): number {
    const unsent = this.#told === null ? 0 : Math.max(0, this.#windowBytes(nowMs) - this.#sentSinceHeard);
    return heldWhileQuietSeconds * bytesPerSecond + unsent;
  }

  #send(pcm: Uint8Array, nowMs: number) {
    this.#sentSinceHeard += pcm.length;
    this.#onWire += pcm.length;
    this.#dependencies.send(pcm, nowMs);
  }

  /** Treats the reader as one that does not report. */
  #trust() {
    this.#mostOnWire = Infinity;
    if (this.#isAstray) this.#onWire = 0;
    this.#isAstray = false;
  }

  #pump(nowMs: number) {
    if (this.#told === null ? nowMs - this.#beganAtMs > untoldMs : this.#silencedMs > silencedMs) this.#trust();
    while (this.#held.bytes > 0 && this.#isFree(nowMs) && this.#lead.take(this.#held.next, nowMs)) {
      const pcm = this.#held.shift();
      if (!pcm) return;
      this.#send(pcm, nowMs);
    }
  }
}
