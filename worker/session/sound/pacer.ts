import { TokenBucket } from "./token-bucket.ts";
import { SoundQueue } from "./sound-queue.ts";

const bytesPerSecond = 48_000;
const leadSeconds = 60;
const windowSeconds = 30;
const quietAfterMs = 2_000;
const heldSeconds = 300;
const heldWhileQuietSeconds = 10;
const droppedWhileQuietSeconds = 20;
/** Of speech on its way to a reader who tells what has come. Less would keep a line of 300 ms from filling the reader's queue fast. */
const mostOnWire = 2 * bytesPerSecond;
/** For so long a reader is waited for who has told nothing yet, and comes after one who told. */
const untoldMs = 1_000;
/** For so long speech waits for a reader who has told and goes on sending, but tells no more: longer than between two pings of a page. */
const silencedMs = 8_000;

type Dependencies = {
  send: (pcm: Uint8Array, nowMs: number) => void;
  dropped: (bytes: number, nowMs: number) => void;
  tooSlow: () => void;
};

/**
 * Lets speech out as fast as a reader can be trusted to take it. The platform buffers whatever is sent without a word, so the
 * candidate's own frames are the only sign of life: speech runs ahead of real time by a minute, and by half of that without a
 * frame; what is beyond waits here, bounded, as a copy. A reader who tells what has come is sent two seconds more at most, so that on a
 * slow line nothing stands long in the network's queue; one who sends on and tells no more is trusted as before, until they tell again.
 * Counted is the sound itself, PCM16 at 24 kHz. `nowMs` is any one clock's.
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
  /** What the reader told last, null before it told anything. */
  #told: number | null = null;
  /** For how long speech has waited since then for a reader who sent on: a pause between two frames may be the line's, and counts as a short one. */
  #silencedMs = 0;
  /** They have told of less than before: of what was on its way then some may never be told of. */
  #isAstray = false;

  /** `tells`: whether this reader is thought to tell what has come, as the one before it did. */
  constructor(dependencies: Dependencies, nowMs: number, tells = false) {
    this.#dependencies = dependencies;
    this.#beganAtMs = this.#heardAtMs = nowMs;
    this.#mostOnWire = tells ? mostOnWire : Infinity;
    this.#lead = new TokenBucket({ capacity: leadSeconds * bytesPerSecond, perMs: bytesPerSecond / 1000, nowMs });
  }

  /** Bytes that wait. */
  get held(): number {
    return this.#held.bytes;
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
   * The reader tells how much has come to it since it reads, in bytes. Only what it tells more than before counts, and never for more
   * than was sent: so it may have begun to read before this life of the object.
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

  /** Drops what waits: the candidate spoke over it. */
  drop() {
    this.#held.clear();
  }

  /** Sends all that waits: nothing comes after it. Where it is not wanted any more, not to a reader whom it would keep from what follows. */
  drain(nowMs: number, isWanted: boolean) {
    if (!isWanted && this.#told !== null) this.drop();
    for (let pcm = this.#held.shift(); pcm; pcm = this.#held.shift()) this.#dependencies.send(pcm, nowMs);
  }

  /** Bytes that may be on their way to a reader who has given no sign of life since `#heardAtMs`. */
  #windowBytes(nowMs: number): number {
    return (windowSeconds + (nowMs - this.#heardAtMs) / 1000) * bytesPerSecond;
  }

  #isFree(nowMs: number): boolean {
    return this.#onWire < this.#mostOnWire && this.#sentSinceHeard < this.#windowBytes(nowMs);
  }

  /** As much less is on its way to a reader who tells, as much more waits: one that stalls for half a minute loses nothing. */
  #heldWhileQuiet(nowMs: number): number {
    const unsent = this.#told === null ? 0 : Math.max(0, this.#windowBytes(nowMs) - this.#sentSinceHeard);
    return heldWhileQuietSeconds * bytesPerSecond + unsent;
  }

  #send(pcm: Uint8Array, nowMs: number) {
    this.#sentSinceHeard += pcm.length;
    this.#onWire += pcm.length;
    this.#dependencies.send(pcm, nowMs);
  }

  /** Sends as to a reader who tells nothing. */
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
