/** What the model does once it has thought for a moment. */
export class Replies {
  #afterMs: number;
  #timers = new Set<NodeJS.Timeout>();

  constructor(afterMs: number) {
    this.#afterMs = afterMs;
  }

  get pending() {
    return this.#timers.size > 0;
  }

  /** Runs `reply` in a moment, at once when there is none. Answers with what takes it back while it still waits. */
  later(reply: () => void): () => void {
    if (this.#afterMs === 0) {
      reply();
      return () => undefined;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      reply();
    }, this.#afterMs);
    this.#timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
  }

  end() {
    this.#timers.forEach(clearTimeout);
    this.#timers.clear();
  }
}
