import { Watched } from "../../ui/watched.ts";

/**
 * How loud one side is now (`level`, 0…1, from `meterLevel`) and whether it speaks. It is not React state: it changes twenty times a second
 * and more, which should redraw one bar and not the page.
 */
export type Loudness = { level: number; isSpeaking: boolean };

/** A level above this (about −41 dBFS, see `meterLevel`) is a voice rather than room noise. */
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
