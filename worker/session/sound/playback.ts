/**
 * How far the candidate has heard the interviewer, in ms of sound since the interview began: by the client's marks where it sends them, else as a client
 * would play what was sent to it, at once and without a pause.
 */
export class Playback {
  #now: () => number;
  #sentMs = 0;
  /** As it stood at `#settledAt`; from there on it runs with the clock while the interviewer is audible. */
  #heardMs = 0;
  #settledAt: number;
  #isAudible = false;

  constructor(now: () => number) {
    this.#now = now;
    this.#settledAt = now();
  }

  get heardMs(): number {
    const runsMs = this.#isAudible ? this.#now() - this.#settledAt : 0;
    return Math.min(this.#sentMs, this.#heardMs + runsMs);
  }

  /** When the sound up to `atMs` was heard or will have been, on the clock that it was given. */
  heardAt(atMs: number): number {
    const leftMs = Math.max(0, atMs - this.#heardMs);
    return (this.#isAudible || leftMs === 0 ? this.#settledAt : this.#now()) + leftMs;
  }

  /** A client is there, and plays what is sent: the first of it is the sound at `atMs`. */
  begin(atMs: number) {
    this.#skipTo(atMs);
    this.#isAudible = true;
  }

  /** Nobody listens any more. */
  stop() {
    this.#settle();
    this.#isAudible = false;
  }

  sent(ms: number) {
    this.#settle();
    this.#sentMs += ms;
  }

  /** Everything up to `atMs` that was not heard is dropped. */
  drop(atMs: number) {
    this.#skipTo(atMs);
  }

  /** The client says that the interviewer became audible to it, or fell silent: then it has played all that it has. */
  mark(isAudible: boolean) {
    this.#settle();
    if (!isAudible) this.#heardMs = this.#sentMs;
    this.#isAudible = isAudible;
  }

  #skipTo(atMs: number) {
    this.#sentMs = this.#heardMs = atMs;
    this.#settledAt = this.#now();
  }

  #settle() {
    this.#heardMs = this.heardMs;
    this.#settledAt = this.#now();
  }
}
