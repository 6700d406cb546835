/** A noise that is shorter is no speech. */
const shortestMs = 160;
/** Words of what was said come sooner: after so much quiet without any, it was none. */
const forgetAfterMs = 5_000;

/** What the candidate says and Gemini has not put into words. All times in ms, on one clock. */
export class Unworded {
  #beganAtMs: number | null = null;
  #endedAtMs: number | null = null;

  began(atMs: number) {
    if (this.#isForgotten(atMs)) this.#beganAtMs = atMs;
    this.#endedAtMs = null;
  }

  ended(atMs: number) {
    this.#endedAtMs = atMs;
  }

  /** When the speech began whose words have not come; null where there is none. */
  beganAtMs(nowMs: number): number | null {
    if (this.#beganAtMs === null || this.#isForgotten(nowMs)) return null;
    return (this.#endedAtMs ?? nowMs) - this.#beganAtMs < shortestMs ? null : this.#beganAtMs;
  }

  /** What was said so far is in words. */
  settle(nowMs: number) {
    this.#beganAtMs = this.#beganAtMs !== null && this.#endedAtMs === null ? nowMs : null;
  }

  #isForgotten(nowMs: number): boolean {
    return this.#beganAtMs === null || (this.#endedAtMs !== null && nowMs - this.#endedAtMs > forgetAfterMs);
  }
}
