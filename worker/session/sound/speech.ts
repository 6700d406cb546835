import { captureHz, samplesOf, speechHz, wholeSamples } from "../../../sound/pcm.ts";
import { SpeechResampler } from "../../../sound/speech-resampler.ts";
import { Pacer } from "./pacer.ts";
import { type Moment, Playback } from "./playback.ts";
import { KeptSound } from "./kept-sound.ts";

const bytesPerMs = 48;
const longestPieceBytes = 48_000;
/** Of what nobody has heard yet the newest minute is kept, for a client that comes back. */
const unheardBytes = 60_000 * bytesPerMs;

type Dependencies = {
  send: (pcm: Uint8Array) => void;
  tooSlow: () => void;
  now: () => number;
  /** Ms of the candidate's sound that have come. */
  soundMs: () => number;
};
export type Rate = typeof captureHz | typeof speechHz;

/**
 * The interviewer's sound on its way to the candidate, PCM16 mono: in at 24 kHz, out at what the client asked for. What they have
 * not heard is kept for whoever listens next. Times are ms of sound since the interview's first.
 */
export class Speech {
  readonly #dependencies: Dependencies;
  readonly #playback: Playback;
  #rate: Rate = captureHz;
  #pacer: Pacer | null = null;
  #resampler: SpeechResampler | null = null;
  #hasTail = false;
  /** Whether a client has told how much has come to it: the next one is thought to do so too. */
  #tells = false;
  /** The turn has ended while sound of it waited. */
  #isTailDue = false;
  readonly #unheard = new KeptSound();
  #endMs = 0;
  #turnAtMs = 0;
  #droppedMs = 0;
  #isComplete = false;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
    this.#playback = new Playback(dependencies.now());
  }

  /** Ms of the newest turn's sound that came, and ms of it that the candidate has heard. */
  get hearing(): { soundMs: number; heardMs: number } {
    const soundMs = this.#endMs - this.#turnAtMs;
    return { soundMs, heardMs: Math.min(soundMs, Math.max(0, this.#playback.heardThen(this.#moment) - this.#turnAtMs)) };
  }

  /** When the candidate has heard, or will have heard, everything so far, by the clock of `nowMs`. */
  audibleUntilAt(nowMs: number): number {
    return this.#playback.heardAt(this.#endMs, nowMs);
  }

  /** For how long the candidate still hears what was said so far, in ms, and whether their client will say when it is over. */
  audibleAt(nowMs: number): { audibleForMs: number; isMarked: boolean } {
    return { audibleForMs: Math.max(0, this.audibleUntilAt(nowMs) - nowMs), isMarked: this.#playback.isMarked };
  }

  /** A new client asks for `rate` Hz. Nothing is sent to it before `begin`. */
  listen(rate: Rate) {
    this.leave();
    this.#rate = rate;
  }

  /** Whether a client listens. */
  get isListened(): boolean {
    return this.#pacer !== null;
  }

  /** The client listens: to what nobody has heard yet, then to what comes. */
  begin() {
    if (this.#pacer) return;
    const { tooSlow, now } = this.#dependencies;
    const nowMs = now();
    const dropped = (bytes: number, atMs: number) => {
      this.#droppedMs += bytes / bytesPerMs;
      this.#playback.sent(bytes / bytesPerMs, atMs);
    };
    this.#droppedMs = 0;
    const pacer = new Pacer({ send: (pcm, atMs) => this.#send(pcm, atMs), dropped, tooSlow }, nowMs, this.#tells);
    this.#pacer = pacer;
    this.#resampler = this.#rate === captureHz ? new SpeechResampler() : null;
    this.#forgetHeard(nowMs);
    this.#playback.begin(this.#endMs - this.#unheard.bytes / bytesPerMs, nowMs);
    this.#unheard.each((pcm) => pacer.push(pcm, nowMs));
  }

  /** Nobody listens any more. */
  leave() {
    this.#playback.stop(this.#dependencies.now());
    this.#pacer = null;
    this.#hasTail = false;
  }

  /** The client gave a sign of life. */
  heard(nowMs: number) {
    this.#pacer?.heard(nowMs);
    if (this.#isTailDue) this.endTurn();
  }

  /** The client tells how many samples of what it was sent have come to it, at its rate. */
  arrived(samples: number, nowMs: number) {
    this.#tells = true;
    this.#pacer?.arrived((samples * 2 * speechHz) / this.#rate, nowMs);
    if (this.#isTailDue) this.endTurn();
  }

  /** Ms of what was said so far that wait to be sent. */
  get heldMs(): number {
    return (this.#pacer?.held ?? 0) / bytesPerMs;
  }

  /** Whether the client says when it hears the interviewer. */
  get isMarked(): boolean {
    return this.#playback.isMarked;
  }

  /** Ms of the candidate's own sound for which they still hear what was said so far; negative by the ms since they have heard it all. */
  get audibleForMs(): number {
    return this.#playback.heardIn(this.#endMs, this.#moment);
  }

  /** The client says whether it hears the interviewer since `soundMs` of the candidate's sound. Answers as {@link Playback.mark}. */
  mark(isAudible: boolean, soundMs: number): boolean | null {
    return this.#pacer && this.#playback.mark(isAudible, { nowMs: this.#dependencies.now(), soundMs });
  }

  get #moment(): Moment {
    return { nowMs: this.#dependencies.now(), soundMs: this.#dependencies.soundMs() };
  }

  startTurn() {
    this.#isTailDue = false;
    this.#turnAtMs = this.#endMs;
    this.#droppedMs = 0;
    this.#isComplete = false;
  }

  /** Nothing of the turn is still to come. */
  complete() {
    this.#isComplete = true;
  }

  /** Of so much of the newest turn's sound, in ms, what is sent: a client that gives no sign of life is not sent all of it. */
  reaching(ms: number): number {
    return Math.max(0, ms - this.#droppedMs);
  }

  /** Whether that is all of the newest turn: Gemini has generated it to its end, and the candidate has heard it. */
  isWhole({ soundMs, heardMs }: { soundMs: number; heardMs: number }): boolean {
    return this.#isComplete && heardMs >= soundMs;
  }

  /** `pcm` is good for the call alone. */
  push(pcm: Uint8Array, nowMs: number) {
    for (let at = 0; at < pcm.length; at += longestPieceBytes) {
      const piece = pcm.length <= longestPieceBytes ? pcm : pcm.subarray(at, at + longestPieceBytes);
      this.#endMs = wholeSamples(this.#endMs + piece.length / bytesPerMs);
      this.#unheard.push(piece);
      this.#pacer?.push(piece, nowMs);
    }
    this.#forgetHeard(nowMs);
  }

  /** Sends what the resampler still holds of the turn, as soon as no sound waits that it would overtake. */
  endTurn() {
    this.#isTailDue = this.heldMs > 0;
    if (!this.#isTailDue) this.#sendTail();
  }

  /** Drops what was not heard: the candidate spoke over it. */
  drop() {
    this.#resampler?.reset();
    this.#hasTail = this.#isTailDue = false;
    this.#pacer?.drop();
    this.#unheard.clear();
    this.#playback.drop(this.#endMs, this.#moment);
  }

  /** Sends all that waits: nothing comes after it, and whoever ended the interview wants it no more. */
  drain(isWanted = true) {
    this.#pacer?.drain(this.#dependencies.now(), isWanted);
    this.#sendTail();
  }

  #forgetHeard(nowMs: number) {
    const bytes = 2 * Math.ceil(((this.#endMs - this.#playback.heardMs(nowMs)) * bytesPerMs) / 2);
    this.#unheard.trim(Math.min(unheardBytes, bytes));
  }

  #send(pcm: Uint8Array, nowMs: number) {
    this.#playback.sent(pcm.length / bytesPerMs, nowMs);
    this.#hasTail = this.#resampler !== null;
    this.#dependencies.send(this.#resampler ? bytesOf(this.#resampler.push(samplesOf(pcm))) : pcm);
  }

  #sendTail() {
    if (this.#hasTail && this.#resampler) this.#dependencies.send(bytesOf(this.#resampler.flush()));
    this.#hasTail = false;
  }
}

const bytesOf = (samples: Int16Array): Uint8Array => new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
