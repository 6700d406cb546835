import { Watched } from "../../ui/watched.ts";

/** The quality of the connection to the Worker. */
export type Quality = "good" | "slow" | "poor";

/**
 * The connection is slow, or poor, if the longest wait now, or two of the newest twenty round trips (or the only one yet), took at least
 * this long (ms).
 */
const slowMs = 300;
const poorMs = 800;
const keptTimes = 20;

/** Judges the connection to the Worker by the round trips of pings. It is not part of the chart because it decides nothing. */
export class PathQuality extends Watched<Quality> {
  #times: number[] = [];

  constructor() {
    super("good");
  }

  /** A ping was answered after `ms`, while others have waited this long (ms) without an answer. */
  took(ms: number, waits: number[] = []): void {
    this.#times = [...this.#times, ms].slice(-keptTimes);
    this.late(waits);
  }

  /** Judges anew with pings that have waited this long (ms) without an answer. */
  late(waits: number[]): void {
    const [first = 0, second = first] = this.#times.toSorted((a, b) => b - a);
    const ms = Math.max(second, ...waits);
    this.become(ms >= poorMs ? "poor" : ms >= slowMs ? "slow" : "good");
  }

  /** Forgets the round trips: each connection is judged by its own. */
  reset(): void {
    this.#times = [];
    this.late([]);
  }
}
