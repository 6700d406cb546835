import { wholeSamples } from "../../../sound/pcm.ts";

/** The candidate's sound serves as a clock only while it comes at a tenth of real time at least. */
const slowest = 10;

/** A moment, by any one clock and by the candidate's sound that has come until then, both in ms. */
export type Moment = { nowMs: number; soundMs: number };

/**
 * How far the candidate has heard the interviewer, in ms of sound since the interview began: by the client's marks where it sends them, else as a client
 * would play what was sent to it, at once and without a pause. `nowMs` is any one clock's. What is measured goes by the candidate's own sound, as far
 * as that comes: a mark is as old as the sound that comes with it, whatever holds both back.
 */
export class Playback {
  #sentMs = 0;
  /** Ms that were heard until `#settledAtMs`; from there on it runs with the clock while the interviewer is audible. */
  #heardMs = 0;
  #settledAtMs: number;
  #isAudible = false;
  /** Ms that had been heard when the interviewer last became audible or silent: by a mark, or where the sound was skipped to. */
  #turnedAtMs = 0;
  #mark: Moment | null = null;

  constructor(nowMs: number) {
    this.#settledAtMs = nowMs;
  }

  /** Whether the client says when it hears the interviewer. */
  get isMarked(): boolean {
    return this.#mark !== null;
  }

  heardMs(nowMs: number): number {
    const runsMs = this.#isAudible ? nowMs - this.#settledAtMs : 0;
    return Math.min(this.#sentMs, this.#heardMs + runsMs);
  }

  /** When the sound up to `atMs` was heard or will have been, by the clock of `nowMs`. */
  heardAt(atMs: number, nowMs: number): number {
    const leftMs = Math.max(0, atMs - this.#heardMs);
    return (this.#isAudible || leftMs === 0 ? this.#settledAtMs : nowMs) + leftMs;
  }

  /** What {@link heardMs} says, at a moment of the candidate's sound and by the last mark; by the clock where neither can be used. */
  heardThen(moment: Moment): number {
    const mark = this.#markFor(moment);
    if (mark === null) return this.heardMs(moment.nowMs);
    return Math.min(this.#sentMs, this.#turnedAtMs + (this.#isAudible ? moment.soundMs - mark.soundMs : 0));
  }

  /** Ms of the candidate's sound from that moment until the sound up to `atMs` has been heard; negative where it was heard before. */
  heardIn(atMs: number, moment: Moment): number {
    const mark = this.#markFor(moment);
    if (mark === null) return this.heardAt(atMs, moment.nowMs) - moment.nowMs;
    const leftMs = Math.max(0, atMs - this.#turnedAtMs);
    return (this.#isAudible || leftMs === 0 ? mark.soundMs - moment.soundMs : 0) + leftMs;
  }

  /** A client is there, and plays what is sent: the first of it is the sound at `atMs`. */
  begin(atMs: number, nowMs: number) {
    this.#skipTo(atMs, nowMs);
    this.#mark = null;
    this.#isAudible = true;
  }

  /** Nobody listens any more. */
  stop(nowMs: number) {
    this.#settle(nowMs);
    this.#mark = null;
    this.#isAudible = false;
  }

  sent(ms: number, nowMs: number) {
    this.#settle(nowMs);
    this.#sentMs = wholeSamples(this.#sentMs + ms);
  }

  /** Everything up to `atMs` that was not heard is dropped. */
  drop(atMs: number, moment: Moment) {
    this.#skipTo(atMs, moment.nowMs);
    if (this.#mark !== null) this.#mark = moment;
  }

  /**
   * The client says that the interviewer became audible to it, or fell silent, as it has then played all that it has. It says so at
   * `nowMs`, and it was so at `soundMs`. Answers whether that was about sound of ours which had not been heard before; null where the
   * mark says what is known.
   */
  mark(isAudible: boolean, moment: Moment): boolean | null {
    const isFirst = this.#mark === null;
    if (!isFirst && isAudible === this.#isAudible) return null;
    const isNew = this.#sentMs > this.#turnedAtMs;
    this.#settle(moment.nowMs);
    if (!isAudible) this.#turnedAtMs = this.#heardMs = this.#sentMs;
    else if (isFirst) this.#heardMs = this.#turnedAtMs;
    this.#isAudible = isAudible;
    this.#mark = moment;
    return isNew;
  }

  /** The last mark, where enough of the candidate's sound has come since to count from it; else null, and the clock has to serve. */
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
