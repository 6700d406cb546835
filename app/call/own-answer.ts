import type { Floor } from "../../contract/vocabulary.ts";

/**
 * Since when the candidate speaks in an answer that nobody has in writing yet. Kept out of the chart: it decides nothing. The greeting is
 * due as an answer is, and so is what follows one that was typed: neither is an answer of the candidate's voice.
 */
export class OwnAnswer {
  #sinceMs: number | null = null;
  #floor: Floor = "OPEN";
  readonly #listeners = new Set<() => void>();

  /** By the page's monotonic clock; null where there is no such answer. */
  readonly read = (): number | null => this.#sinceMs;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The Worker says whose turn it is. */
  took(floor: Floor, nowMs: number): void {
    const wasSpoken = isSpoken(this.#floor);
    this.#floor = floor;
    if (isSpoken(floor)) this.#set(wasSpoken ? this.#sinceMs : nowMs);
    else if (floor !== "DUE") this.#set(null);
  }

  /** The candidate's words are there; those of an answer that goes on are of what came before. */
  written(): void {
    if (!isSpoken(this.#floor)) this.#set(null);
  }

  #set(sinceMs: number | null): void {
    if (sinceMs === this.#sinceMs) return;
    this.#sinceMs = sinceMs;
    for (const listener of this.#listeners) listener();
  }
}

const isSpoken = (floor: Floor): boolean => floor === "ANSWERING" || floor === "HELD";
