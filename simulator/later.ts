/** Does things a while after they were asked for, and none of them once it has ended. */
export class Later {
  #afterMs: number;
  #timers = new Set<NodeJS.Timeout>();

  /** 0 is at once. */
  constructor(afterMs: number) {
    this.#afterMs = afterMs;
  }

  get pending() {
    return this.#timers.size > 0;
  }

  /** Answers with what takes it back while it still waits. */
  run(task: () => void): () => void {
    if (this.#afterMs === 0) {
      task();
      return () => undefined;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      task();
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
