import { EchoPath } from "./echo-path.ts";
import { captureHz, samplesOf } from "./pcm.ts";

/** Four samples are summed to one: 4 kHz is enough for voice, and the sum is the low-pass. */
const decimation = 4;
const windowMs = 20;
const windowSamples = (captureHz * windowMs) / 1_000;
/** The scale that makes a full-scale sine about 0 dB after the sum of four and the DC block. */
const fullScale = (windowSamples / decimation) * 16 * 2 ** 30;
const dcBlock = 0.86;

const bucketWindows = 500 / windowMs;
const bucketsKept = 6;
const floorMarginDb = 2;
const lowestFloorDb = -90;
/** Digital zero (a muted track) says nothing about the room, nor do the windows beside it, which it may reach into. */
const digitalZeroDb = -100;
/**
 * A source of which nothing but digital zero was heard between its sounds is gated, or made by a program: it has no room, and its speech
 * would teach itself away. So its silence forgets what was learnt, and what comes after it teaches nothing until it must be a room's noise:
 * not as flat as that for three seconds, flat and soft for one, flat and loud for ten. A room that was heard for half a second is known for good.
 */
const forgettingWindows = 200 / windowMs;
const knowingWindows = 500 / windowMs;
const unknownFloorDb = -56;
const softDb = -40;
const softBuckets = 2;
const loudBuckets = 20;

const upDb = 6;
const downDb = 4;
const lowestUpDb = -66;
const lowestDownDb = -69;
/** Sound that stays so little under the threshold may be a whisper. */
const nearDb = 3;
const nearPauseWindows = 1_000 / windowMs;
const onsetWindows = 3;
const hangoverWindows = 8;

/** Two buckets whose levels stay within so little are noise, however loud: a fan, a gain control that creeps up. */
const flatRangeDb = 7;

/** The interviewer's own voice may come back through the loudspeaker. */
const echoMarginDb = 6;
const echoOnsetWindows = 300 / windowMs;
/** Between two syllables it is quieter for a moment. */
const mostDips = 80 / windowMs;

/**
 * Numbers that are no small integers, by their place in memory of their own: V8 does not keep them within an object, and a private field would be given
 * a new one at each write. `unlearnt` is the level of the window before, to be learnt once it is known that no digital zero follows; NaN for none.
 */
const sum = { filtered: 0, energy: 1, unlearnt: 2 } as const;

/** Told of speech by its place in the sound, in ms since the detector's first sample; both are back-dated to where it was. */
export type VoiceNews = { began: (atMs: number) => void; ended: (atMs: number) => void };

/**
 * Hears where speech begins and ends in PCM16 little-endian at 16 kHz, mono: energy in 20 ms windows against a threshold over the
 * room's noise (minimum statistics), with hysteresis and hang-over, after Sakhnov, Verteletskaya and Simak, "Approach for energy-based
 * voice detector with adaptive scaling factor" (2009). Nothing is allocated per frame. Bangs over 60 ms count as speech: whoever
 * acts on it waits for as much of it as they need.
 */
export class VoiceDetector {
  readonly #news: VoiceNews;
  #box = 0;
  #boxed = 0;
  #boxBefore = 0;
  readonly #sums = new Float64Array(3).fill(NaN, sum.unlearnt);
  #filled = 0;

  #windows = 0;
  readonly #minima = new Float64Array(bucketsKept).fill(Infinity);
  readonly #maxima = new Float64Array(bucketsKept).fill(-Infinity);
  #bucket = 0;
  #inBucket = 0;
  #floorDb = lowestFloorDb;
  #isTaught = false;
  #wasZero = false;
  #zeros = 0;
  #isUnknown = false;
  #bucketsHeard = 0;
  #roomHeard = 0;

  #loud = 0;
  #loudSince = 0;
  #dips = 0;
  #quiet = 0;
  #isSpeech = false;
  #onset = 0;
  #nearSince = -1;
  #nearAt = -1;
  /**
   * How loud the interviewer is, in dB of full scale, whose sound may come back; −Infinity while they are not audible. Speech has to be louder
   * than what comes back of it, and longer, to count.
   */
  interviewerDb = -Infinity;
  readonly #echo = new EchoPath();

  constructor(news: VoiceNews) {
    this.#news = news;
  }

  get isEchoExpected(): boolean {
    return this.interviewerDb > -Infinity;
  }

  get isSpeech(): boolean {
    return this.#isSpeech;
  }

  /** Ms of the speech that goes on, up to the last that was loud; 0 in silence. */
  get speechMs(): number {
    return this.#isSpeech ? (this.#windows - this.#quiet - this.#onset) * windowMs : 0;
  }

  /** For how many ms sound has come that is near the threshold and yet no speech, with pauses of a second at most. */
  get undecidedMs(): number {
    return this.#nearSince < 0 ? 0 : (this.#windows - this.#nearSince) * windowMs;
  }

  /** Ms of whole windows heard. */
  get heardMs(): number {
    return this.#windows * windowMs;
  }

  /** Level of the room's noise, in dB of full scale. */
  get floorDb(): number {
    return this.#floorDb;
  }

  /** Nothing comes any more: speech that goes on ends with what was heard. */
  stop() {
    if (this.#isSpeech) this.#end();
  }

  /** `pcm` holds whole samples; its offset may be odd. */
  push(pcm: Uint8Array): void {
    const samples = samplesOf(pcm);
    let at = 0;
    while (this.#boxed > 0 && at < samples.length) this.#add(samples[at++]!);
    // Fields that are written at each sample cost more than all the arithmetic.
    let boxBefore = this.#boxBefore;
    let filtered = this.#sums[sum.filtered]!;
    while (at + decimation <= samples.length) {
      const end = Math.min(samples.length - decimation + 1, at + windowSamples - this.#filled);
      const from = at;
      let energy = this.#sums[sum.energy]!;
      for (; at < end; at += decimation) {
        const box = samples[at]! + samples[at + 1]! + samples[at + 2]! + samples[at + 3]!;
        filtered = box - boxBefore + dcBlock * filtered;
        energy += filtered * filtered;
        boxBefore = box;
      }
      this.#sums[sum.energy] = energy;
      if ((this.#filled += at - from) === windowSamples) this.#closeWindow();
    }
    this.#boxBefore = boxBefore;
    this.#sums[sum.filtered] = filtered;
    while (at < samples.length) this.#add(samples[at++]!);
  }

  /** One sample more of four that a frame cut apart. */
  #add(sample: number) {
    this.#box += sample;
    if (++this.#boxed < decimation) return;
    const filtered = this.#box - this.#boxBefore + dcBlock * this.#sums[sum.filtered]!;
    this.#sums[sum.filtered] = filtered;
    this.#sums[sum.energy]! += filtered * filtered;
    this.#boxBefore = this.#box;
    this.#box = this.#boxed = 0;
    if ((this.#filled += decimation) === windowSamples) this.#closeWindow();
  }

  #closeWindow() {
    const level = 10 * Math.log10(this.#sums[sum.energy]! / fullScale + 1e-11);
    this.#sums[sum.energy] = 0;
    this.#filled = 0;
    this.#windows++;
    this.#learn(level);
    this.#noteNear(level);
    if (this.#isSpeech) this.#awaitEnd(level);
    else this.#awaitOnset(level);
    this.#noteRoom(level);
  }

  #noteRoom(level: number) {
    if (this.#roomHeard >= knowingWindows) return;
    const isRoom = level > digitalZeroDb && !this.#isSpeech && !this.#isUnknown;
    this.#roomHeard = isRoom ? this.#roomHeard + 1 : 0;
  }

  #noteNear(level: number) {
    if (this.#isSpeech) {
      this.#nearSince = -1;
    } else if (level > Math.max(this.#floorDb + upDb, lowestUpDb) - nearDb) {
      if (this.#nearSince < 0) this.#nearSince = this.#windows - 1;
      this.#nearAt = this.#windows;
    } else if (this.#windows - this.#nearAt > nearPauseWindows) {
      this.#nearSince = -1;
    }
  }

  #awaitOnset(level: number) {
    const up = Math.max(this.#floorDb + upDb, lowestUpDb);
    const isEcho = this.isEchoExpected;
    const threshold = isEcho ? Math.max(up + echoMarginDb, this.#echo.levelDb(this.interviewerDb)) : up;
    if (isEcho) this.#echo.heard(level, this.interviewerDb);
    if (level > threshold) {
      if (this.#loud++ === 0) this.#loudSince = this.#windows - 1;
      this.#dips = 0;
    } else if (++this.#dips > (isEcho ? mostDips : 0)) {
      this.#loud = 0;
    }
    if (this.#loud < (isEcho ? echoOnsetWindows : onsetWindows)) return;
    this.#isSpeech = true;
    this.#quiet = 0;
    this.#onset = this.#loudSince;
    this.#news.began(this.#onset * windowMs);
  }

  #awaitEnd(level: number) {
    this.#quiet = level < Math.max(this.#floorDb + downDb, lowestDownDb) ? this.#quiet + 1 : 0;
    if (this.#quiet >= hangoverWindows) this.#end();
  }

  #end() {
    this.#isSpeech = false;
    this.#loud = 0;
    this.#news.ended((this.#windows - this.#quiet) * windowMs);
  }

  #learn(level: number) {
    if (level <= digitalZeroDb) {
      this.#sums[sum.unlearnt] = NaN;
      this.#wasZero = true;
      if (++this.#zeros === forgettingWindows && this.#roomHeard < knowingWindows) this.#forget();
    } else {
      this.#zeros = 0;
      const before = this.#sums[sum.unlearnt]!;
      if (!Number.isNaN(before)) this.#learnFrom(before);
      this.#sums[sum.unlearnt] = this.#wasZero ? NaN : level;
      this.#wasZero = false;
    }
    if (++this.#inBucket < bucketWindows) return;
    this.#inBucket = 0;
    if (this.#isUnknown) this.#judgeUnknown();
    if (!this.#isUnknown) this.#dropFlatNoise();
    this.#bucket = (this.#bucket + 1) % bucketsKept;
    this.#minima[this.#bucket] = Infinity;
    this.#maxima[this.#bucket] = -Infinity;
    if (!this.#isUnknown) this.#floorDb = this.#quietest();
  }

  #forget() {
    this.#minima.fill(Infinity);
    this.#maxima.fill(-Infinity);
    this.#floorDb = unknownFloorDb;
    this.#bucketsHeard = 0;
    this.#isUnknown = true;
  }

  /** Whether it has lasted too long to be speech alone. */
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

  #dropFlatNoise() {
    const before = (this.#bucket + bucketsKept - 1) % bucketsKept;
    const lowest = Math.min(this.#minima[this.#bucket]!, this.#minima[before]!);
    const highest = Math.max(this.#maxima[this.#bucket]!, this.#maxima[before]!);
    if (!Number.isFinite(lowest) || !Number.isFinite(highest) || highest - lowest >= flatRangeDb) return;
    for (let bucket = 0; bucket < bucketsKept; bucket++) {
      if (bucket !== this.#bucket && bucket !== before) this.#minima[bucket] = Infinity;
    }
    this.#floorDb = Math.max(lowestFloorDb, lowest + floorMarginDb);
    if (this.#isSpeech) {
      this.#quiet = Math.max(this.#quiet, 1);
      this.#end();
    }
  }
}
