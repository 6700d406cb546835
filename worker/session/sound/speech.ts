import { captureHz, type speechHz } from "../../../sound/pcm.ts";
import { Resampler } from "../../../sound/speech-resampler.ts";
import { Pacer } from "./pacer.ts";
import { Playback } from "./playback.ts";
import { SoundQueue } from "./sound-queue.ts";

const bytesPerMs = 48;
const longestPieceBytes = 48_000;
/** Of what nobody has heard yet, so much is kept for a client that comes back. */
const unheardBytes = 60_000 * bytesPerMs;

type Dependencies = { send: (pcm: Uint8Array) => void; tooSlow: () => void; now: () => number };
export type Rate = typeof captureHz | typeof speechHz;

/**
 * The interviewer's sound on its way to the candidate, PCM16 mono: in at 24 kHz, out at what the client asked for. What they have
 * not heard is kept for whoever listens next. Times are ms of sound since the interview's first.
 */
export class Speech {
  #dependencies: Dependencies;
  #playback: Playback;
  #rate: Rate = captureHz;
  #pacer: Pacer | null = null;
  #resampler: Resampler | null = null;
  #hasTail = false;
  #isMarked = false;
  #unheard = new SoundQueue();
  #endMs = 0;
  #turnAtMs = 0;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
    this.#playback = new Playback(dependencies.now);
  }

  /** Of the newest turn's sound, how much came and how much of it was heard, in ms. */
  get hearing(): { soundMs: number; heardMs: number } {
    const soundMs = this.#endMs - this.#turnAtMs;
    return { soundMs, heardMs: Math.min(soundMs, Math.max(0, this.#playback.heardMs - this.#turnAtMs)) };
  }

  /** When the candidate has heard, or will have heard, everything so far. */
  get audibleUntilMs(): number {
    return this.#playback.heardAt(this.#endMs);
  }

  /** A new client asks for `rate` Hz. Nothing is sent to it before `begin`. */
  listen(rate: Rate) {
    this.leave();
    this.#rate = rate;
  }

  /** The client listens: to what nobody has heard yet, then to what comes. */
  begin() {
    if (this.#pacer) return;
    const { tooSlow, now } = this.#dependencies;
    const dropped = (bytes: number) => this.#playback.sent(bytes / bytesPerMs);
    this.#pacer = new Pacer({ send: (pcm) => this.#send(pcm), dropped, tooSlow, now });
    this.#resampler = this.#rate === captureHz ? new Resampler() : null;
    const missed = this.#unheard.newest(2 * Math.ceil(((this.#endMs - this.#playback.heardMs) * bytesPerMs) / 2));
    const missedBytes = missed.reduce((sum, { length }) => sum + length, 0);
    this.#playback.begin(this.#endMs - missedBytes / bytesPerMs);
    for (const pcm of missed) this.#pacer.push(pcm);
  }

  /** Nobody listens any more. */
  leave() {
    this.#playback.stop();
    this.#pacer = null;
  }

  /** The client gave a sign of life. */
  heard() {
    this.#pacer?.heard();
  }

  /** Whether the client says when it hears the interviewer. */
  get isMarked(): boolean {
    return this.#isMarked;
  }

  mark(isAudible: boolean) {
    this.#isMarked = true;
    if (this.#pacer) this.#playback.mark(isAudible);
  }

  startTurn() {
    this.#turnAtMs = this.#endMs;
  }

  push(pcm: Uint8Array) {
    for (let at = 0; at < pcm.length; at += longestPieceBytes) {
      const piece = pcm.subarray(at, at + longestPieceBytes);
      this.#endMs += piece.length / bytesPerMs;
      this.#unheard.push(piece);
      this.#pacer?.push(piece);
    }
    this.#unheard.release((this.#endMs - this.#playback.heardMs) * bytesPerMs);
    this.#unheard.trim(unheardBytes);
  }

  /** The resampler's rest follows, unless sound waits that it would overtake. */
  endTurn() {
    if (this.#pacer?.isEmpty) this.#sendTail();
  }

  /** Drops what was not heard: the candidate spoke over it. */
  drop() {
    this.#resampler?.reset();
    this.#hasTail = false;
    this.#pacer?.drop();
    this.#unheard.clear();
    this.#playback.drop(this.#endMs);
  }

  /** Sends all that waits: nothing comes after it. */
  drain() {
    this.#pacer?.drain();
    this.#sendTail();
  }

  #send(pcm: Uint8Array) {
    this.#playback.sent(pcm.length / bytesPerMs);
    this.#hasTail = this.#resampler !== null;
    this.#dependencies.send(this.#resampler ? bytesOf(this.#resampler.push(samplesOf(pcm))) : pcm);
  }

  #sendTail() {
    if (this.#hasTail && this.#resampler) this.#dependencies.send(bytesOf(this.#resampler.flush()));
    this.#hasTail = false;
  }
}

const bytesOf = (samples: Int16Array): Uint8Array => new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
const samplesOf = (pcm: Uint8Array): Int16Array => {
  const aligned = pcm.byteOffset % 2 === 0 ? pcm : Uint8Array.from(pcm);
  return new Int16Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 2);
};
