import { Watched } from "../../ui/watched.ts";

/** How loud one side is now (0…1) and whether it speaks. Kept out of React's state: twenty times a second is for one bar, not for a page. */
export type Loudness = { level: number; isSpeaking: boolean };

/** Above this level a microphone carries a voice rather than a room. */
export const voiceLevel = 0.35;

export class Meter extends Watched<Loudness> {
  constructor() {
    super({ level: 0, isSpeaking: false });
  }

  show(level: number, isSpeaking: boolean): void {
    const now = this.read();
    if (level !== now.level || isSpeaking !== now.isSpeaking) this.become({ level, isSpeaking });
  }
}
