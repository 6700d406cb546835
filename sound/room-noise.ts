const windowMs = 20;
const bucketWindows = 500 / windowMs;
const bucketsKept = 6;
const floorMarginDb = 2;
const lowestFloorDb = -90;
/** At this level and below a window is digital zero (a muted track): it says nothing about the room, nor do the windows beside it. */
const digitalZeroDb = -100;
/** Where the levels of two buckets lie within this range they are noise, however loud: a fan, a gain control that creeps up. */
const flatRangeDb = 7;

/** So much digital zero in a row forgets what was learnt, unless the room was heard for `knowingWindows` before. */
const forgettingWindows = 200 / windowMs;
const knowingWindows = 500 / windowMs;
/** The floor while no room is known, and what an unknown sound must be to become one: soft for two buckets, or loud for twenty. */
const unknownFloorDb = -56;
const softDb = -40;
const softBuckets = 2;
const loudBuckets = 20;

/**
 * The level of a room's noise, by the least levels of the last three seconds, from windows of 20 ms (minimum statistics).
 *
 * A source of which nothing but digital zero was heard between its sounds is gated, or made by a program: it has no room, and its speech
 * would teach itself away. So its silence forgets what was learnt, and what comes after it teaches nothing until it must be a room's noise:
 * not as flat as that for three seconds, flat and soft for one, flat and loud for ten. A room that was heard for half a second is known for
 * good. Nothing is allocated.
 */
export class RoomNoise {
  readonly #minima = new Float64Array(bucketsKept).fill(Infinity);
  readonly #maxima = new Float64Array(bucketsKept).fill(-Infinity);
  /** The level of the window before, to be learnt once it is known that no digital zero follows; NaN for none. */
  readonly #unlearnt = new Float64Array(1).fill(NaN);
  #bucket = 0;
  #inBucket = 0;
  #floorDb = lowestFloorDb;
  #isTaught = false;
  #wasZero = false;
  #zeros = 0;
  #isUnknown = false;
  #bucketsHeard = 0;
  #quietWindows = 0;

  /** In dB of full scale. */
  get floorDb(): number {
    return this.#floorDb;
  }

  /** Takes a window's level, in dB of full scale. Answers whether what sounded lately turns out to be noise: no speech is so flat. */
  learn(level: number): boolean {
    if (level <= digitalZeroDb) {
      this.#unlearnt[0] = NaN;
      this.#wasZero = true;
      if (++this.#zeros === forgettingWindows && this.#quietWindows < knowingWindows) this.#forget();
    } else {
      this.#zeros = 0;
      const before = this.#unlearnt[0]!;
      if (!Number.isNaN(before)) this.#learnFrom(before);
      this.#unlearnt[0] = this.#wasZero ? NaN : level;
      this.#wasZero = false;
    }
    if (++this.#inBucket < bucketWindows) return false;
    this.#inBucket = 0;
    if (this.#isUnknown) this.#judgeUnknown();
    const isNoise = !this.#isUnknown && this.#takeFlatNoise();
    this.#bucket = (this.#bucket + 1) % bucketsKept;
    this.#minima[this.#bucket] = Infinity;
    this.#maxima[this.#bucket] = -Infinity;
    if (!this.#isUnknown) this.#floorDb = this.#quietest();
    return isNoise;
  }

  /** Told after each `learn`: whether the detector took that window for speech. */
  judged(isSpeech: boolean) {
    if (this.#quietWindows >= knowingWindows) return;
    const isRoom = !isSpeech && !this.#wasZero && !this.#isUnknown;
    this.#quietWindows = isRoom ? this.#quietWindows + 1 : 0;
  }

  #forget() {
    this.#minima.fill(Infinity);
    this.#maxima.fill(-Infinity);
    this.#floorDb = unknownFloorDb;
    this.#bucketsHeard = 0;
    this.#isUnknown = true;
  }

  /** An unknown sound that has lasted too long to be speech alone is the room. */
  #judgeUnknown() {
    if (this.#maxima[this.#bucket]! === -Infinity) return;
    this.#bucketsHeard++;
    let [lowest, highest] = [Infinity, -Infinity];
    for (let bucket = 0; bucket < bucketsKept; bucket++) {
      lowest = Math.min(lowest, this.#minima[bucket]!);
      highest = Math.max(highest, this.#maxima[bucket]!);
    }
    const isFlat = highest - lowest < flatRangeDb;
    const flatBuckets = highest < softDb ? softBuckets : loudBuckets;
    this.#isUnknown = this.#bucketsHeard < (isFlat ? flatBuckets : bucketsKept);
    if (!this.#isUnknown) this.#isTaught = true;
  }

  /** A room that falls silent is known at once, one that grows loud only when the last quiet bucket is forgotten. */
  #learnFrom(level: number) {
    this.#minima[this.#bucket] = Math.min(this.#minima[this.#bucket]!, level);
    this.#maxima[this.#bucket] = Math.max(this.#maxima[this.#bucket]!, level);
    if ((this.#isTaught || this.#isUnknown) && level + floorMarginDb >= this.#floorDb) return;
    this.#floorDb = Math.max(lowestFloorDb, level + floorMarginDb);
    this.#isTaught = true;
  }

  #quietest(): number {
    let quietest = Infinity;
    for (const minimum of this.#minima) quietest = Math.min(quietest, minimum);
    return quietest === Infinity ? this.#floorDb : Math.max(lowestFloorDb, quietest + floorMarginDb);
  }

  #takeFlatNoise(): boolean {
    const before = (this.#bucket + bucketsKept - 1) % bucketsKept;
    const lowest = Math.min(this.#minima[this.#bucket]!, this.#minima[before]!);
    const highest = Math.max(this.#maxima[this.#bucket]!, this.#maxima[before]!);
    if (!Number.isFinite(lowest) || !Number.isFinite(highest) || highest - lowest >= flatRangeDb) return false;
    for (let bucket = 0; bucket < bucketsKept; bucket++) {
      if (bucket !== this.#bucket && bucket !== before) this.#minima[bucket] = Infinity;
    }
    this.#floorDb = Math.max(lowestFloorDb, lowest + floorMarginDb);
    return true;
  }
}
