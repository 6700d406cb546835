import type { Floor } from "../../contract/vocabulary.ts";
import { Watched } from "../ui/watched.ts";

/**
 * Since when the candidate speaks in an answer that nobody has in writing yet. Kept out of the chart: it decides nothing. The greeting is
 * due as an answer is, and so is what follows one that was typed: neither is an answer of the candidate's voice. By the page's
 * monotonic clock, in ms; null where there is no such answer.
 */
export class OwnAnswer extends Watched<number | null> {
  #floor: Floor = "OPEN";

  constructor() {
    super(null);
  }

  /** The Worker says whose turn it is. */
  took(floor: Floor, nowMs: number): void {
    const wasSpoken = isSpoken(this.#floor);
    this.#floor = floor;
    if (isSpoken(floor)) this.become(wasSpoken ? this.read() : nowMs);
    else if (floor !== "DUE") this.become(null);
  }

  /** The candidate's words are there; those of an answer that goes on are of what came before. */
  written(): void {
    if (!isSpoken(this.#floor)) this.become(null);
  }
}

const isSpoken = (floor: Floor): boolean => floor === "ANSWERING" || floor === "HELD";
