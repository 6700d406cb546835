import { Watched } from "../../ui/watched.ts";

/** How the way to the Worker is, in words. */
export type Quality = "good" | "slow" | "poor";

/** Of the newest times, the 95th percentile (ms) from which the way counts as slow, and as poor. */
const slowMs = 300;
const poorMs = 800;
const keptTimes = 20;

/** Judges the way to the Worker and back by how long pings take. Kept out of the chart: it decides nothing. */
export class PathQuality extends Watched<Quality> {
  #times: number[] = [];

  constructor() {
    super("good");
  }

  /** A ping came back after so long (ms). */
  took(ms: number): void {
    this.#times = [...this.#times, ms].slice(-keptTimes);
    this.#judge([]);
  }

  /** Pings are on their way for so long (ms) already. */
  late(waits: number[]): void {
    this.#judge(waits);
  }

  /** A new connection is judged by itself. */
  reset(): void {
    this.#times = [];
    this.#judge([]);
  }

  #judge(waits: number[]): void {
    const times = [...this.#times, ...waits].toSorted((a, b) => a - b);
    const p95 = times[Math.ceil(times.length * 0.95) - 1] ?? 0;
    this.become(p95 >= poorMs ? "poor" : p95 >= slowMs ? "slow" : "good");
  }
}
