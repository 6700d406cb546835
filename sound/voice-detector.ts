import { EchoPath } from "./echo-path.ts";
import { captureHz, samplesOf } from "./pcm.ts";
import { RoomNoise } from "./room-noise.ts";

/** Four samples are summed to one: a rate of 4 kHz is enough for voice, and the sum is the low-pass. */
const decimation = 4;
const windowMs = 20;
const windowSamples = (captureHz * windowMs) / 1_000;
/** The scale at which a full-scale sine has about 0 dB after the sum of four and the DC block. */
const fullScale = (windowSamples / decimation) * 16 * 2 ** 30;
const dcBlock = 0.86;

const upDb = 6;
const downDb = 4;
const lowestUpDb = -66;
const lowestDownDb = -69;
/** Sound within this margin below the threshold may be a whisper. */
const nearDb = 3;
const nearPauseWindows = 1_000 / windowMs;
const onsetWindows = 3;
const hangoverWindows = 8;

/** While the interviewer is audible: how far above the usual threshold sound must be at least, and for how long, to count as speech. */
const echoMarginDb = 6;
const echoOnsetWindows = 300 / windowMs;
/** Windows within such an onset that may be quieter, as they are between two syllables. */
const mostDips = 80 / windowMs;

/**
 * Indices into `#sums`, which holds the numbers that are not small integers: V8 keeps such a number outside its object, and a private field
 * would get a new one at each write.
 */
const sum = { filtered: 0, energy: 1 } as const;

/** Called when speech begins and ends, with its position in the sound: ms since the detector's first sample, back-dated to where it was. */
type VoiceNews = { began: (atMs: number) => void; ended: (atMs: number) => void };

/**
 * Detects where speech begins and ends in PCM16 little-endian at 16 kHz, mono: energy in 20 ms windows against a threshold over the room's
 * noise, with hysteresis and hang-over, after Sakhnov, Verteletskaya and Simak, "Approach for energy-based voice detector with adaptive
 * scaling factor" (2009). Allocates nothing per frame. Bangs of over 60 ms count as speech: whoever acts on speech waits for as much of it
 * as they need.
 */
export class VoiceDetector {
  readonly #news: VoiceNews;
  #box = 0;
  #boxed = 0;
  #boxBefore = 0;
  readonly #sums = new Float64Array(2);
  #filled = 0;

  #windows = 0;
  readonly #room = new RoomNoise();

  #loud = 0;
  #loudSince = 0;
  #dips = 0;
  #quiet = 0;
  #isSpeech = false;
  #onset = 0;
  #nearSince = -1;
  #nearAt = -1;
  /**
   * How loud the interviewer is, in dB of full scale, because their sound may come back as an echo; −Infinity while they are not audible.
   * Speech has to be louder than the echo, and longer, to count.
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

  /** Ms of the current speech, up to its last loud window; 0 in silence. */
  get speechMs(): number {
    return this.#isSpeech ? (this.#windows - this.#quiet - this.#onset) * windowMs : 0;
  }

  /** Ms for which sound has come that is near the threshold but no speech, with pauses of a second at most. */
  get undecidedMs(): number {
    return this.#nearSince < 0 ? 0 : (this.#windows - this.#nearSince) * windowMs;
  }

  /** Ms of sound heard, in whole windows. */
  get heardMs(): number {
    return this.#windows * windowMs;
  }

  /** No more sound comes: speech that is going on ends with what was heard. */
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

  /** Adds one sample of four that a frame has cut apart. */
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
    if (this.#room.learn(level) && this.#isSpeech) {
      this.#quiet = Math.max(this.#quiet, 1);
      this.#end();
    }
    this.#noteNear(level);
    if (this.#isSpeech) this.#awaitEnd(level);
    else this.#awaitOnset(level);
    this.#room.judged(this.#isSpeech);
  }

  #noteNear(level: number) {
    if (this.#isSpeech) {
      this.#nearSince = -1;
    } else if (level > Math.max(this.#room.floorDb + upDb, lowestUpDb) - nearDb) {
      if (this.#nearSince < 0) this.#nearSince = this.#windows - 1;
      this.#nearAt = this.#windows;
    } else if (this.#windows - this.#nearAt > nearPauseWindows) {
      this.#nearSince = -1;
    }
  }

  #awaitOnset(level: number) {
    const up = Math.max(this.#room.floorDb + upDb, lowestUpDb);
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
    this.#quiet = level < Math.max(this.#room.floorDb + downDb, lowestDownDb) ? this.#quiet + 1 : 0;
    if (this.#quiet >= hangoverWindows) this.#end();
  }

  #end() {
    this.#isSpeech = false;
    this.#loud = 0;
    this.#news.ended((this.#windows - this.#quiet) * windowMs);
  }
}
