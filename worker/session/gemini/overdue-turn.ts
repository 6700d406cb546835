import type { Speech } from "../sound/speech.ts";
import type { Turn } from "./turn.ts";

/** A turn that was generated whole is over this long after it was heard, even if Gemini has not completed it by then. */
const waitedMs = 2_000;

type Dependencies = { now: () => number; speech: Speech; turn: Turn; close: () => void };

/** Ends the turn that runs (`close`) where Gemini has generated all of it, but completes it late or never: nobody waits for that. */
export class OverdueTurn {
  readonly #dependencies: Dependencies;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Nothing of the turn is still to come. */
  generated() {
    this.#dependencies.speech.complete();
    this.#wait();
  }

  stop() {
    clearTimeout(this.#timer);
  }

  #wait() {
    this.stop();
    this.#timer = setTimeout(() => this.#look(), this.#leftMs);
  }

  get #leftMs(): number {
    const nowMs = this.#dependencies.now();
    return this.#dependencies.speech.audibleUntilAt(nowMs) + waitedMs - nowMs;
  }

  #look() {
    const { turn, close } = this.#dependencies;
    if (!turn.isUnclosed) return;
    if (this.#leftMs > 0) this.#wait();
    else close();
  }
}
