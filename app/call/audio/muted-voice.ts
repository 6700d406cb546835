import { frameMs } from "../../../sound/pcm.ts";
import { Watched } from "../../ui/watched.ts";

/** How much voice (ms) counts as talking; after a pause of `holeMs` the count starts again. */
const talkMs = 1_000;
const holeMs = 1_500;
/** How long (ms) after the last voice the candidate is still told. */
const toldMs = 5_000;

/** Whether the candidate talks while muted. This is found out on the device: what they say does not leave it. */
export class MutedVoice extends Watched<boolean> {
  #voicedMs = 0;
  #lastMs = Number.NEGATIVE_INFINITY;

  constructor() {
    super(false);
  }

  /** Takes one frame of 40 ms while muted. `nowMs` is of a monotonic clock. */
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

  /** Forgets what was heard: the candidate muted or unmuted themselves, or the microphone was closed. */
  reset(): void {
    this.#lastMs = Number.NEGATIVE_INFINITY;
    this.become(false);
  }
}
