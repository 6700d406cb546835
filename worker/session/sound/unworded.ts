/** Shorter sound is no speech. */
const shortestMs = 160;
/** Words follow speech within this time. Speech that has none by then was noise, unless an answer is open. */
const forgetAfterMs = 5_000;

type Dependencies = {
  now: () => number;
  /** Ms of the current speech, measured in sound because frames may come in bursts. */
  speechMs: () => number;
};

/** The candidate's speech that Gemini has not transcribed yet. Times in ms, by `now`. */
export class Unworded {
  readonly #dependencies: Dependencies;
  #beganAtMs: number | null = null;
  #endedAtMs: number | null = null;
  #settledMs = 0;
  #heldAtMs: number | null = null;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Speech began or ended at `atMs`. */
  heard(isSpeech: boolean, atMs: number) {
    if (!isSpeech) {
      this.#endedAtMs = atMs;
      return;
    }
    if (this.beganAtMs === null) this.#beganAtMs = atMs;
    this.#endedAtMs = null;
    this.#settledMs = 0;
  }

  /** When the speech began whose words have not come yet; null if there is none. */
  get beganAtMs(): number | null {
    if (this.#beganAtMs === null) return null;
    if (this.#endedAtMs === null) return this.#dependencies.speechMs() - this.#settledMs < shortestMs ? null : this.#beganAtMs;
    const isForgotten = (this.#heldAtMs ?? this.#dependencies.now()) - this.#endedAtMs > forgetAfterMs;
    return isForgotten || this.#endedAtMs - this.#beganAtMs < shortestMs ? null : this.#beganAtMs;
  }

  /** An answer is open: speech in it, or just before it, waits for its words however long they take. */
  hold() {
    this.#heldAtMs ??= this.#dependencies.now();
  }

  /** The answer was answered: its words come soon or never. */
  release() {
    this.#heldAtMs = null;
  }

  /** What was said so far has its words. */
  settle() {
    this.release();
    const goesOn = this.#beganAtMs !== null && this.#endedAtMs === null;
    this.#beganAtMs = goesOn ? this.#dependencies.now() : null;
    this.#settledMs = this.#dependencies.speechMs();
  }
}
