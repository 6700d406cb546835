import { captureHz, samplesOf, speechHz, wholeSamples } from "../../../sound/pcm.ts";
import { SpeechResampler } from "../../../sound/speech-resampler.ts";
import { Pacer } from "./pacer.ts";
import { type Moment, Playback } from "./playback.ts";
import { KeptSound } from "./kept-sound.ts";

const bytesPerMs = 48;
const longestPieceBytes = 48_000;
/** The newest minute of unheard speech is kept, for a client that comes back. */
const unheardBytes = 60_000 * bytesPerMs;

type Dependencies = {
  send: (pcm: Uint8Array) => void;
  tooSlow: () => void;
  now: () => number;
  /** Ms of the candidate's sound received. */
  soundMs: () => number;
};
export type Rate = typeof captureHz | typeof speechHz;

/**
 * The interviewer's speech on its way to the candidate, PCM16 mono: in at 24 kHz, out at the client's rate. What the candidate has not
 * heard is kept for the next client. Times are ms of sound since the interview's first.
 */
export class Speech {
  readonly #dependencies: Dependencies;
  readonly #playback: Playback;
  #rate: Rate = captureHz;
  /** Whether the client that is to listen has gone on playing what the one before it got. */
  #isPlaying = false;
  #pacer: Pacer | null = null;
  #resampler: SpeechResampler | null = null;
  #hasTail = false;
  /** Whether a client has reported how much has arrived: the next one is then expected to do so too. */
  #tells = false;
  /** The turn ended while some of its sound was still waiting. */
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

  /** Ms of the newest turn's sound so far, and how many of them the candidate has heard. */
  get hearing(): { soundMs: number; heardMs: number } {
    const soundMs = this.#endMs - this.#turnAtMs;
    return { soundMs, heardMs: Math.min(soundMs, Math.max(0, this.#playback.heardThen(this.#moment) - this.#turnAtMs)) };
  }

  /** When the candidate has heard or will have heard everything so far, by the clock of `nowMs`. */
  audibleUntilAt(nowMs: number): number {
    return this.#playback.heardAt(this.#endMs, nowMs);
  }

  /** Ms for which the candidate still hears what was said so far, and whether their client will say when it is over. */
  audibleAt(nowMs: number): { audibleForMs: number; isMarked: boolean } {
    return { audibleForMs: Math.max(0, this.audibleUntilAt(nowMs) - nowMs), isMarked: this.#playback.isMarked };
  }

  /**
   * A new client asks for `rate` Hz. Nothing is sent to it before `begin`; until then, if `isPlaying`, it goes on playing what the one before
   * it got.
   */
  listen(rate: Rate, isPlaying = false) {
    this.leave();
    this.#rate = rate;
    this.#isPlaying = isPlaying;
  }

  /** Whether a client listens. */
  get isListened(): boolean {
    return this.#pacer !== null;
  }

  /** The client begins to listen, first to what has not been heard yet, then to what comes. */
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
    if (this.#isPlaying) this.#playback.playedOn(nowMs);
    this.#forgetHeard(nowMs);
    this.#playback.begin(this.#endMs - this.#unheard.bytes / bytesPerMs, nowMs);
    this.#unheard.each((pcm) => pacer.push(pcm, nowMs));
  }

  /** Nobody listens any more. */
  leave() {
    if (!this.#pacer) return;
    this.#playback.stop(this.#dependencies.now(), this.#inTransitMs);
    this.#pacer = null;
    this.#hasTail = false;
  }

  /** The client gave a sign of life. */
  heard(nowMs: number) {
    this.#pacer?.heard(nowMs);
    if (this.#isTailDue) this.endTurn();
  }

  /** The client reports how many samples have arrived, at its rate. */
  arrived(samples: number, nowMs: number) {
    this.#tells = true;
    this.#pacer?.arrived((samples * 2 * speechHz) / this.#rate, nowMs);
    if (this.#isTailDue) this.endTurn();
  }

  /** Ms of speech that wait to be sent. */
  get heldMs(): number {
    return (this.#pacer?.held ?? 0) / bytesPerMs;
  }

  get #inTransitMs(): number {
    return (this.#pacer?.inTransit ?? 0) / bytesPerMs;
  }

  /** Whether the client has sent a playback mark. */
  get isMarked(): boolean {
    return this.#playback.isMarked;
  }

  /** Ms of the candidate's own sound for which they still hear what was said so far; negative for the ms since they heard it all. */
  get audibleForMs(): number {
    return this.#playback.heardIn(this.#endMs, this.#moment);
  }

  /**
   * Takes a playback mark that is true since `soundMs` of the candidate's sound. Returns what {@link Playback.mark} does; null if nobody
   * listens.
   */
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

  /** How many of the first `ms` of the newest turn are sent: some are dropped if the client gives no sign of life. */
  reaching(ms: number): number {
    return Math.max(0, ms - this.#droppedMs);
  }

  /** Whether the newest turn was heard completely: Gemini has generated it to its end, and the candidate has heard all of it. */
  isWhole({ soundMs, heardMs }: { soundMs: number; heardMs: number }): boolean {
    return this.#isComplete && heardMs >= soundMs;
  }

  /** `pcm` may be overwritten after the call. */
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

  /** Drops what was not heard, because the candidate spoke over it. */
  drop() {
    this.#resampler?.reset();
    this.#hasTail = this.#isTailDue = false;
    this.#pacer?.drop();
    this.#unheard.clear();
    this.#playback.drop(this.#endMs, this.#moment);
  }

  /** Sends all that waits, because nothing comes after it. `isWanted` is false if the candidate ended the interview. */
  drain(isWanted = true) {
    this.#pacer?.drain(this.#dependencies.now(), isWanted);
    this.#sendTail();
  }

  #forgetHeard(nowMs: number) {
    const bytes = 2 * Math.ceil(((this.#endMs - this.#playback.surelyHeardMs(nowMs, this.#inTransitMs)) * bytesPerMs) / 2);
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
