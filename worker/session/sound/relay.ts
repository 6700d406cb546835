import { Hold } from "./sound-queue.ts";
import { Pacer } from "./pacer.ts";
import { Resampler } from "../../../sound/speech-resampler.ts";
import { writeAudioFrame } from "../client/wire.ts";

const upBytesPerSecond = 2 * 16_000;
const heldBeforeLiveBytes = 5 * upBytesPerSecond;
const heldBetweenSessionsBytes = 1 * upBytesPerSecond;
const longestFrameBytes = 48_000;
/** An interrupted turn that never completes must not silence the interviewer for good. */
const lateSpeechMs = 5_000;

type Parts = { toClient: (frame: Uint8Array) => void; tooSlow: () => void; now: () => number };

/** The valve for sound: synchronous, both ways. PCM16 mono; up at 16 kHz, down from 24 kHz to what the client asked for. */
export class Relay {
  #now: () => number;
  #pacer: Pacer;
  #isOpen = false;
  #wasOpen = false;
  #toGemini: ((pcm: Uint8Array) => void) | null = null;
  #held = new Hold();
  #oddUp: Uint8Array | null = null;
  #oddDown: Uint8Array | null = null;
  #resampler: Resampler | null = null;
  #lateUntil = 0;

  constructor({ toClient, tooSlow, now }: Parts) {
    this.#now = now;
    this.#pacer = new Pacer({ send: toClient, tooSlow, now });
  }

  /** Where the candidate's sound goes while the valve is open. */
  connect(toGemini: (pcm: Uint8Array) => void) {
    this.#toGemini = toGemini;
  }

  disconnect() {
    this.#toGemini = null;
  }

  open() {
    this.#isOpen = true;
    this.#wasOpen = true;
    for (let pcm = this.#held.shift(); pcm; pcm = this.#held.shift()) this.#toGemini?.(pcm);
  }

  close() {
    this.#isOpen = false;
  }

  /** A new client listens, at `rate` Hz. */
  listen(rate: 16_000 | 24_000) {
    this.#resampler = rate === 16_000 ? new Resampler() : null;
    this.#oddDown = null;
    this.#oddUp = null;
    this.#pacer.reset(rate);
  }

  /** The client gave a sign of life. */
  heard() {
    this.#pacer.heard();
  }

  /** The candidate's sound. */
  up(pcm: Uint8Array) {
    const whole = this.#alignUp(pcm);
    if (whole.length === 0) return;
    if (this.#isOpen && this.#toGemini) {
      this.#toGemini(whole);
    } else {
      this.#held.push(whole);
      this.#held.trim(this.#wasOpen ? heldBetweenSessionsBytes : heldBeforeLiveBytes);
    }
  }

  /** The interviewer's sound, 24 kHz. */
  down(pcm: Uint8Array) {
    if (this.isLate) return;
    const whole = this.#alignDown(pcm);
    for (let at = 0; at < whole.length; at += longestFrameBytes) this.#speak(whole.subarray(at, at + longestFrameBytes));
  }

  /** Whether sound that comes now still belongs to an interrupted turn. */
  get isLate() {
    return this.#now() < this.#lateUntil;
  }

  /** The candidate spoke over the interviewer: what waits is dropped, and what still comes of an open turn. */
  interrupt({ isTurnOpen }: { isTurnOpen: boolean }) {
    if (isTurnOpen) this.#lateUntil = this.#now() + lateSpeechMs;
    this.#oddDown = null;
    this.#resampler?.reset();
    this.#pacer.drop();
  }

  turnEnded() {
    this.#lateUntil = 0;
    this.#oddDown = null;
    const tail = this.#resampler?.flush();
    if (tail && tail.length > 0) this.#pacer.push(writeAudioFrame(bytesOf(tail)));
  }

  /** Sends what waits for the client: the interview is over. */
  drain() {
    this.#held.clear();
    this.#pacer.drain();
  }

  #speak(pcm: Uint8Array) {
    this.#pacer.push(writeAudioFrame(this.#resampler ? bytesOf(this.#resampler.push(samplesOf(pcm))) : pcm));
  }

  #alignUp(pcm: Uint8Array): Uint8Array {
    const { whole, odd } = align(this.#oddUp, pcm);
    this.#oddUp = odd;
    return whole;
  }

  #alignDown(pcm: Uint8Array): Uint8Array {
    const { whole, odd } = align(this.#oddDown, pcm);
    this.#oddDown = odd;
    return whole;
  }
}

/** Half a sample waits for its other half. */
const align = (odd: Uint8Array | null, pcm: Uint8Array): { whole: Uint8Array; odd: Uint8Array | null } => {
  if (!odd && pcm.length % 2 === 0) return { whole: pcm, odd: null };
  const all = new Uint8Array((odd?.length ?? 0) + pcm.length);
  all.set(odd ?? [], 0);
  all.set(pcm, odd?.length ?? 0);
  const even = all.length & ~1;
  return { whole: all.subarray(0, even), odd: even < all.length ? all.subarray(even) : null };
};

const bytesOf = (samples: Int16Array): Uint8Array => new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
const samplesOf = (pcm: Uint8Array): Int16Array => {
  const aligned = pcm.byteOffset % 2 === 0 ? pcm : Uint8Array.from(pcm);
  return new Int16Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 2);
};
