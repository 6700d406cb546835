/** Runs tasks after a fixed delay, and none of them after `end()`. */
export class Later {
  #afterMs: number;
  #timers = new Set<NodeJS.Timeout>();

  /** The delay in ms; 0 runs a task at once. */
  constructor(afterMs: number) {
    this.#afterMs = afterMs;
  }

  get pending() {
    return this.#timers.size > 0;
  }

  /** Schedules a task. The function returned cancels it while it is pending. */
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
