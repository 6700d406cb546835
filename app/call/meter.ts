/** How loud one side is now (0…1) and whether it speaks. Kept out of React's state: twenty times a second is for one bar, not for a page. */
export type Loudness = { level: number; isSpeaking: boolean };

/** Above this level a microphone carries a voice rather than a room. */
export const voiceLevel = 0.35;

export class Meter {
  #now: Loudness = { level: 0, isSpeaking: false };
  readonly #listeners = new Set<() => void>();

  readonly read = (): Loudness => this.#now;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  show(level: number, isSpeaking: boolean): void {
    if (level === this.#now.level && isSpeaking === this.#now.isSpeaking) return;
    this.#now = { level, isSpeaking };
    for (const listener of this.#listeners) listener();
  }
}
