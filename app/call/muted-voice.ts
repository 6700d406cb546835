/** So much voice (ms) is somebody talking; after so much quiet (ms) in a row it begins anew. */
const talkMs = 1_000;
const frameMs = 40;
const holeMs = 1_500;
/** So long (ms) after the last of it the candidate is told. */
const toldMs = 5_000;

/** Whether somebody talks into a microphone that they have muted. It is heard on this device only. */
export class MutedVoice {
  #isTalking = false;
  #voicedMs = 0;
  #lastMs = Number.NEGATIVE_INFINITY;
  readonly #listeners = new Set<() => void>();

  readonly read = (): boolean => this.#isTalking;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** One frame of 40 ms, while muted. */
  hear(isVoice: boolean, nowMs: number): void {
    const quietMs = nowMs - this.#lastMs;
    if (quietMs > holeMs) this.#voicedMs = 0;
    if (isVoice) {
      this.#voicedMs += frameMs;
      this.#lastMs = nowMs;
    }
    if (this.#voicedMs >= talkMs) this.#set(true);
    else if (quietMs > toldMs) this.#set(false);
  }

  /** Not muted any more. */
  reset(): void {
    this.#voicedMs = 0;
    this.#lastMs = Number.NEGATIVE_INFINITY;
    this.#set(false);
  }

  #set(isTalking: boolean): void {
    if (isTalking === this.#isTalking) return;
    this.#isTalking = isTalking;
    for (const listener of this.#listeners) listener();
  }
}
