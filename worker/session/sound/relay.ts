import { Voice } from "../../../sound/voice.ts";
import { SoundQueue } from "./sound-queue.ts";
import { type Rate, Speech } from "./speech.ts";

const upRate = 16_000;
const upBytesPerSecond = 2 * upRate;
const heldBeforeLiveBytes = 5 * upBytesPerSecond;
const heldBetweenSessionsBytes = 1 * upBytesPerSecond;

type Parts = { toClient: (pcm: Uint8Array) => void; tooSlow: () => void; now: () => number };

/** The valve for sound: synchronous, both ways. PCM16 mono; up at 16 kHz, down from 24 kHz to what the client asked for. */
export class Relay {
  /** What the candidate says, and has not been put into words. */
  readonly voice = new Voice(upRate);
  readonly speech: Speech;
  #now: () => number;
  #isOpen = false;
  #wasOpen = false;
  #toGemini: ((pcm: Uint8Array) => void) | null = null;
  #held = new SoundQueue();
  #oddUp: Uint8Array | null = null;
  #oddDown: Uint8Array | null = null;

  constructor({ toClient, tooSlow, now }: Parts) {
    this.#now = now;
    this.speech = new Speech({ send: toClient, tooSlow, now });
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

  /** A new client, which takes speech at `rate` Hz once it was greeted. */
  listen(rate: Rate) {
    this.#oddUp = null;
    this.speech.listen(rate);
  }

  /** The candidate's sound. */
  up(pcm: Uint8Array) {
    const { whole, odd } = align(this.#oddUp, pcm);
    this.#oddUp = odd;
    if (whole.length === 0) return;
    this.voice.hear(whole, this.#now());
    if (this.#isOpen && this.#toGemini) {
      this.#toGemini(whole);
    } else {
      this.#held.push(whole);
      this.#held.trim(this.#wasOpen ? heldBetweenSessionsBytes : heldBeforeLiveBytes);
    }
  }

  /** The interviewer's sound, 24 kHz. */
  down(pcm: Uint8Array) {
    if (!this.#isOpen) return;
    const { whole, odd } = align(this.#oddDown, pcm);
    this.#oddDown = odd;
    this.speech.push(whole);
  }

  turnStarted() {
    this.#oddDown = null;
    this.speech.startTurn();
  }

  /** The candidate spoke over the interviewer: what was not heard is dropped. How much was heard of the turn, in ms. */
  interrupt(): { soundMs: number; heardMs: number } {
    const { hearing } = this.speech;
    this.#oddDown = null;
    this.speech.drop();
    return hearing;
  }

  turnEnded() {
    this.#oddDown = null;
    this.speech.endTurn();
  }

  /** Sends what waits for the client: the interview is over. */
  drain() {
    this.#held.clear();
    this.speech.drain();
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
