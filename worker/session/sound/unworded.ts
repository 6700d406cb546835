/** A noise that is shorter is no speech. */
const shortestMs = 160;
/** Words come sooner than this after what was said: where none have, it was no speech, unless an answer is open. */
const forgetAfterMs = 5_000;

type Dependencies = {
  now: () => number;
  /** Ms of the speech that goes on, by its sound: frames may come in a burst. */
  speechMs: () => number;
};

/** What the candidate says and Gemini has not put into words. Times in ms, by `now`. */
export class Unworded {
  readonly #dependencies: Dependencies;
  #beganAtMs: number | null = null;
  #endedAtMs: number | null = null;
  #settledMs = 0;
  #heldAtMs: number | null = null;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Speech began or ended at that time. */
  heard(isSpeech: boolean, atMs: number) {
    if (!isSpeech) {
      this.#endedAtMs = atMs;
      return;
    }
    if (this.beganAtMs === null) this.#beganAtMs = atMs;
    this.#endedAtMs = null;
    this.#settledMs = 0;
  }

  /** When the speech began whose words have not come; null where there is none. */
  get beganAtMs(): number | null {
    if (this.#beganAtMs === null) return null;
    if (this.#endedAtMs === null) return this.#dependencies.speechMs() - this.#settledMs < shortestMs ? null : this.#beganAtMs;
    const isForgotten = (this.#heldAtMs ?? this.#dependencies.now()) - this.#endedAtMs > forgetAfterMs;
    return isForgotten || this.#endedAtMs - this.#beganAtMs < shortestMs ? null : this.#beganAtMs;
  }

  /** An answer is open: what is said in it, or was just before, waits for its words however long they take. */
  hold() {
    this.#heldAtMs ??= this.#dependencies.now();
  }

  /** The answer was answered: its words come soon, or never. */
  release() {
    this.#heldAtMs = null;
  }

  /** What was said so far is in words. */
  settle() {
    this.release();
    const goesOn = this.#beganAtMs !== null && this.#endedAtMs === null;
    this.#beganAtMs = goesOn ? this.#dependencies.now() : null;
    this.#settledMs = this.#dependencies.speechMs();
  }
}
