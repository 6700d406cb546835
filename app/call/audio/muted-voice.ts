import { frameMs } from "../../../sound/pcm.ts";
import { Watched } from "../../ui/watched.ts";

/** This much voice (ms) is somebody talking; after this much quiet (ms) in a row it is counted anew. */
const talkMs = 1_000;
const holeMs = 1_500;
/** The candidate is told until this long (ms) after the last of it. */
const toldMs = 5_000;

/** Whether somebody talks into a microphone that they have muted. It is heard on this device only. */
export class MutedVoice extends Watched<boolean> {
  #voicedMs = 0;
  #lastMs = Number.NEGATIVE_INFINITY;

  constructor() {
    super(false);
  }

  /** One frame of 40 ms, while muted. */
  hear(isVoice: boolean, nowMs: number): void {
    const quietMs = nowMs - this.#lastMs;
    if (quietMs > holeMs) this.#voicedMs = 0;
    if (isVoice) {
      this.#voicedMs += frameMs;
      this.#lastMs = nowMs;
    }
    if (this.#voicedMs >= talkMs) this.become(true);
    else if (quietMs > toldMs) this.become(false);
  }

  /** Not muted any more. */
  reset(): void {
    this.#voicedMs = 0;
    this.#lastMs = Number.NEGATIVE_INFINITY;
    this.become(false);
  }
}
