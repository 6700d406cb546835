import { Watched } from "../../ui/watched.ts";

/** The quality of the connection to the Worker. */
export type Quality = "good" | "slow" | "poor";

/** The connection is slow, or poor, if the 95th percentile of the newest round trips is at least this (ms). */
const slowMs = 300;
const poorMs = 800;
const keptTimes = 20;

/** Judges the connection to the Worker by the round trips of pings. It is not part of the chart because it decides nothing. */
export class PathQuality extends Watched<Quality> {
  #times: number[] = [];

  constructor() {
    super("good");
  }

  /** A ping was answered after `ms`. */
  took(ms: number): void {
    this.#times = [...this.#times, ms].slice(-keptTimes);
    this.#judge([]);
  }

  /** Judges anew with pings that have waited this long (ms) without an answer. */
  late(waits: number[]): void {
    this.#judge(waits);
  }

  /** Forgets the round trips: each connection is judged by its own. */
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
