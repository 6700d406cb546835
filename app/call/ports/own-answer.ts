import type { Floor } from "../../../contract/vocabulary.ts";
import { Watched } from "../../ui/watched.ts";

/**
 * When the candidate began the spoken answer that has no caption yet, in ms of the page's monotonic clock; null if there is no such answer.
 * The floor DUE changes nothing: it also precedes the greeting, and follows a typed answer. It is not part of the chart because it decides
 * nothing.
 */
export class OwnAnswer extends Watched<number | null> {
  #floor: Floor = "OPEN";
  #isOwed = false;
  /** A caption came during the answer: its own, or that of an earlier one. */
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

  /** A caption of the candidate came. During an answer it may be an earlier answer's, so this one still waits for its own. */
  written(): void {
    if (isSpoken(this.#floor)) this.#hasWords = true;
    else this.#isOwed = false;
    if (!isSpoken(this.#floor)) this.become(null);
  }

  /** Whether a spoken answer has no caption yet, even if the interviewer has spoken since. */
  get isOwed(): boolean {
    return this.#isOwed;
  }
}

const isSpoken = (floor: Floor): boolean => floor === "ANSWERING" || floor === "HELD";
