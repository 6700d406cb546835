/**
 * How far the candidate has heard the interviewer, in ms of sound since the interview began: by the client's marks where it sends them, else as a client
 * would play what was sent to it, at once and without a pause. `nowMs` is any one clock's.
 */
export class Playback {
  #sentMs = 0;
  /** As it stood at `#settledAtMs`; from there on it runs with the clock while the interviewer is audible. */
  #heardMs = 0;
  #settledAtMs: number;
  #isAudible = false;

  constructor(nowMs: number) {
    this.#settledAtMs = nowMs;
  }

  heardMs(nowMs: number): number {
    const runsMs = this.#isAudible ? nowMs - this.#settledAtMs : 0;
    return Math.min(this.#sentMs, this.#heardMs + runsMs);
  }

  /** When the sound up to `atMs` was heard or will have been, on the clock that it was given. */
  heardAt(atMs: number, nowMs: number): number {
    const leftMs = Math.max(0, atMs - this.#heardMs);
    return (this.#isAudible || leftMs === 0 ? this.#settledAtMs : nowMs) + leftMs;
  }

  /** A client is there, and plays what is sent: the first of it is the sound at `atMs`. */
  begin(atMs: number, nowMs: number) {
    this.#skipTo(atMs, nowMs);
    this.#isAudible = true;
  }

  /** Nobody listens any more. */
  stop(nowMs: number) {
    this.#settle(nowMs);
    this.#isAudible = false;
  }

  sent(ms: number, nowMs: number) {
    this.#settle(nowMs);
    this.#sentMs += ms;
  }

  /** Everything up to `atMs` that was not heard is dropped. */
  drop(atMs: number, nowMs: number) {
    this.#skipTo(atMs, nowMs);
  }

  /** The client says that the interviewer became audible to it, or fell silent: then it has played all that it has. */
  mark(isAudible: boolean, nowMs: number) {
    this.#settle(nowMs);
    if (!isAudible) this.#heardMs = this.#sentMs;
    this.#isAudible = isAudible;
  }

  #skipTo(atMs: number, nowMs: number) {
    this.#sentMs = this.#heardMs = atMs;
    this.#settledAtMs = nowMs;
  }

  #settle(nowMs: number) {
    this.#heardMs = this.heardMs(nowMs);
    this.#settledAtMs = nowMs;
  }
}
