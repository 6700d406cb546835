import { wholeSamples } from "../../../sound/pcm.ts";

/** The candidate's sound serves as a clock only while it arrives at a tenth of real time or faster. */
const slowest = 10;

/** A moment in ms, both by any one clock and by the candidate's sound received until then. */
export type Moment = { nowMs: number; soundMs: number };

/**
 * How far the candidate has heard the interviewer, in ms of sound since the interview began. It goes by the client's playback marks.
 * Without them it assumes that the client plays what it is sent at once and without pauses. `nowMs` may be by any one clock. Measurements
 * use the candidate's own sound as the clock, as far as it comes: a mark is as old as the sound that comes with it, whatever delays both.
 */
export class Playback {
  #sentMs = 0;
  /** Ms heard until `#settledAtMs`. From there it advances with the clock while the interviewer is audible. */
  #heardMs = 0;
  #settledAtMs: number;
  #isAudible = false;
  /** Ms that the client has at most heard since it left, if it went on playing what had arrived. */
  #arrivedMs = 0;
  /** Ms heard when the interviewer last became audible or silent, by a mark, or the position to which playback was moved. */
  #turnedAtMs = 0;
  #mark: Moment | null = null;

  constructor(nowMs: number) {
    this.#settledAtMs = nowMs;
  }

  /** Whether the client has sent a playback mark. */
  get isMarked(): boolean {
    return this.#mark !== null;
  }

  /** Ms of sound that the candidate has heard by now. */
  heardMs(nowMs: number): number {
    const runsMs = this.#isAudible ? nowMs - this.#settledAtMs : 0;
    return Math.min(this.#sentMs, this.#heardMs + runsMs);
  }

  /** Like {@link heardMs}, without the last `inTransitMs` sent, unless the client has marked them as heard: its line may be broken. */
  surelyHeardMs(nowMs: number, inTransitMs: number): number {
    return Math.min(this.heardMs(nowMs), Math.max(this.#turnedAtMs, this.#sentMs - inTransitMs));
  }

  /** When the sound up to `atMs` was or will be heard, by the clock of `nowMs`. */
  heardAt(atMs: number, nowMs: number): number {
    const leftMs = Math.max(0, atMs - this.#heardMs);
    return (this.#isAudible || leftMs === 0 ? this.#settledAtMs : nowMs) + leftMs;
  }

  /** Like {@link heardMs}, but by the last mark and the candidate's sound; by the clock if those cannot be used. */
  heardThen(moment: Moment): number {
    const mark = this.#markFor(moment);
    if (mark === null) return this.heardMs(moment.nowMs);
    return Math.min(this.#sentMs, this.#turnedAtMs + (this.#isAudible ? moment.soundMs - mark.soundMs : 0));
  }

  /** Ms of the candidate's sound from `moment` until the sound up to `atMs` has been heard; negative if it was heard before. */
  heardIn(atMs: number, moment: Moment): number {
    const mark = this.#markFor(moment);
    if (mark === null) return this.heardAt(atMs, moment.nowMs) - moment.nowMs;
    const leftMs = Math.max(0, atMs - this.#turnedAtMs);
    return (this.#isAudible || leftMs === 0 ? mark.soundMs - moment.soundMs : 0) + leftMs;
  }

  /** A client has joined and plays what it is sent, beginning with the sound at `atMs`. */
  begin(atMs: number, nowMs: number) {
    this.#skipTo(atMs, nowMs);
    this.#isAudible = true;
  }

  /** Nobody listens any more. The last `inTransitMs` sent may never have arrived. */
  stop(nowMs: number, inTransitMs: number) {
    this.#heardMs = this.surelyHeardMs(nowMs, inTransitMs);
    this.#arrivedMs = this.#isAudible ? Math.max(this.#turnedAtMs, this.#sentMs - inTransitMs) : 0;
    this.#settledAtMs = nowMs;
    this.#mark = null;
    this.#isAudible = false;
  }

  /** The client that left went on playing what had arrived, until now. */
  playedOn(nowMs: number) {
    this.#heardMs = Math.max(this.#heardMs, Math.min(this.#arrivedMs, this.#heardMs + nowMs - this.#settledAtMs));
  }

  /** `ms` more of sound were sent to the client, or were dropped before that. */
  sent(ms: number, nowMs: number) {
    this.#settle(nowMs);
    this.#sentMs = wholeSamples(this.#sentMs + ms);
  }

  /** Drops everything up to `atMs` that was not heard. */
  drop(atMs: number, moment: Moment) {
    this.#skipTo(atMs, moment.nowMs);
    if (this.#mark !== null) this.#mark = moment;
  }

  /**
   * Takes a playback mark: the client says that the interviewer became audible, or fell silent because it has played all that it has. The
   * mark came at `nowMs` and is true since `soundMs`. Returns whether it is about sound that had not been heard before; null if it only
   * confirms what is known.
   */
  mark(isAudible: boolean, moment: Moment): boolean | null {
    if (this.#mark !== null && isAudible === this.#isAudible) return null;
    const isNew = this.#sentMs > this.#turnedAtMs;
    if (!isAudible) this.#turnedAtMs = this.#sentMs;
    this.#heardMs = this.#turnedAtMs;
    this.#settledAtMs = moment.nowMs;
    this.#isAudible = isAudible;
    this.#mark = moment;
    return isNew;
  }

  /** The last mark, if enough of the candidate's sound has come since to count from it; null if the clock has to serve. */
  #markFor({ nowMs, soundMs }: Moment): Moment | null {
    const mark = this.#mark;
    return mark === null || (soundMs - mark.soundMs) * slowest < nowMs - mark.nowMs ? null : mark;
  }

  #skipTo(atMs: number, nowMs: number) {
    this.#sentMs = this.#heardMs = this.#turnedAtMs = wholeSamples(atMs);
    this.#settledAtMs = nowMs;
  }

  #settle(nowMs: number) {
    this.#heardMs = this.heardMs(nowMs);
    this.#settledAtMs = nowMs;
  }
}
