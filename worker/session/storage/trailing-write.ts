/** Runs `write` when something is due: at once where nothing was written lately, else as soon as `everyMs` have passed since. */
export class TrailingWrite {
  #everyMs: number;
  #write: () => void;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isDue = false;

  constructor(everyMs: number, write: () => void) {
    this.#everyMs = everyMs;
    this.#write = write;
  }

  due() {
    this.#isDue = true;
    if (this.#timer === null) this.#run();
  }

  /** Writes what waits, and waits for nothing more. */
  flush() {
    const isDue = this.#isDue;
    this.drop();
    if (isDue) this.#write();
  }

  /** Forgets what waits: it is stored in another way. */
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
