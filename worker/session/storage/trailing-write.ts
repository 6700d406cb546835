/**
 * A throttle with a trailing edge: runs `write` when something is due, at once if nothing was written for `everyMs`, otherwise as soon as
 * that time has passed.
 */
export class TrailingWrite {
  #everyMs: number;
  #write: () => void;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isDue = false;

  constructor(everyMs: number, write: () => void) {
    this.#everyMs = everyMs;
    this.#write = write;
  }

  /** There is something to write. */
  due() {
    this.#isDue = true;
    if (this.#timer === null) this.#run();
  }

  /** Writes what is due now, and stops the timer. */
  flush() {
    const isDue = this.#isDue;
    this.drop();
    if (isDue) this.#write();
  }

  /** Forgets what is due, because it is stored in another way. */
  drop() {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#isDue = false;
  }

  #run() {
    this.#timer = null;
    if (!this.#isDue) return;
    this.#isDue = false;
    this.#timer = setTimeout(() => this.#run(), this.#everyMs);
    this.#write();
  }
}
