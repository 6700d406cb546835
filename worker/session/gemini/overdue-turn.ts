import type { Speech } from "../sound/speech.ts";
import type { Turn } from "./turn.ts";

type Dependencies = { now: () => number; speech: Speech; turn: Turn; close: () => void };

/** Ends the running turn (`close`) if Gemini completes it late or never. */
export class OverdueTurn {
  readonly #dependencies: Dependencies;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** A turn has begun. */
  begun() {
    this.#wait();
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
    const leftMs = this.#leftMs;
    if (leftMs !== null) this.#timer = setTimeout(() => this.#look(), leftMs);
  }

  get #leftMs(): number | null {
    const { now, speech, turn } = this.#dependencies;
    const nowMs = now();
    const atMs = turn.overdueAtMs(speech.audibleUntilAt(nowMs));
    return atMs === null ? null : atMs - nowMs;
  }

  #look() {
    const leftMs = this.#leftMs;
    if (leftMs === null) return;
    if (leftMs > 0) this.#wait();
    else this.#dependencies.close();
  }
}
