import type { Floor } from "../../../contract/vocabulary.ts";
import { Watched } from "../../ui/watched.ts";

/**
 * Since when the candidate speaks in an answer whose words have not come, by the page's monotonic clock, in ms; null where there is no
 * such answer. That the floor is DUE changes nothing: the greeting is due as well, and what follows a typed answer. Kept out of the
 * chart: it decides nothing.
 */
export class OwnAnswer extends Watched<number | null> {
  #floor: Floor = "OPEN";
  #isOwed = false;
  /** Words came while it went on: its own, or those of one before. */
  #hasWords = false;

  constructor() {
    super(null);
  }

  /** The Worker says whose turn it is. */
  took(floor: Floor, nowMs: number): void {
    const wasSpoken = isSpoken(this.#floor);
    this.#floor = floor;
    if (isSpoken(floor) && !wasSpoken) [this.#isOwed, this.#hasWords] = [true, false];
    if ((floor === "OPEN" && wasSpoken) || (floor === "INTERVIEWER" && this.#hasWords)) this.#isOwed = false;
    if (isSpoken(floor)) this.become(wasSpoken ? this.read() : nowMs);
    else if (floor !== "DUE") this.become(null);
  }

  /** Words of the candidate have come. While an answer goes on they are those of one before. */
  written(): void {
    if (isSpoken(this.#floor)) this.#hasWords = true;
    else this.#isOwed = false;
    if (!isSpoken(this.#floor)) this.become(null);
  }

  /** Something was said aloud whose words have not come, also where the interviewer has spoken since. */
  get isOwed(): boolean {
    return this.#isOwed;
  }
}

const isSpoken = (floor: Floor): boolean => floor === "ANSWERING" || floor === "HELD";
