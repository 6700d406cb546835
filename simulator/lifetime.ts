import type { Line } from "./line.ts";
import type { Behaviour } from "./scenario.ts";

type Options = { line: Line; limit: Behaviour["lifetime"]; goAway: (timeLeft: string) => void };

/** The age limit of a connection, in real milliseconds. */
export class Lifetime {
  #options: Options;
  #timers: NodeJS.Timeout[] = [];

  constructor(options: Options) {
    this.#options = options;
  }

  begin() {
    const { line, limit, goAway } = this.#options;
    if (!limit) return;
    const { ms, goAwayMs, end } = limit;
    this.#timers = [setTimeout(() => (end === "terminate" ? line.terminate() : line.close(end)), ms)];
    if (goAwayMs !== null) this.#timers.push(setTimeout(() => goAway(`${(ms - goAwayMs) / 1000}s`), goAwayMs));
  }

  end() {
    this.#timers.forEach(clearTimeout);
  }
}
