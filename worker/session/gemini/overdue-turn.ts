import type { Speech } from "../sound/speech.ts";
import type { Turn } from "./turn.ts";

/** A turn that was generated completely is over this long after it was heard, even if Gemini has not completed it by then. */
const waitedMs = 2_000;

type Dependencies = { now: () => number; speech: Speech; turn: Turn; close: () => void };

/** Ends the running turn (`close`) if Gemini has generated all of it, but completes it late or never. */
export class OverdueTurn {
  readonly #dependencies: Dependencies;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Gemini has generated all of the turn. */
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
