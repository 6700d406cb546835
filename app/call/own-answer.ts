import type { Floor } from "../../contract/vocabulary.ts";
import { Watched } from "../ui/watched.ts";

/**
 * Since when the candidate speaks in an answer whose words have not come, by the page's monotonic clock, in ms; null where there is no
 * such answer. That the floor is DUE changes nothing: the greeting is due as well, and what follows a typed answer. Kept out of the
 * chart: it decides nothing.
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

  /** Words of the candidate have come. While an answer goes on they are those of one before. */
  written(): void {
    if (!isSpoken(this.#floor)) this.become(null);
  }
}

const isSpoken = (floor: Floor): boolean => floor === "ANSWERING" || floor === "HELD";
