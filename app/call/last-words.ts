import { speechHz } from "../../sound/pcm.ts";

/** Two minutes of 16-bit speech: a longer turn loses its beginning. */
const maxBytes = 2 * 120 * speechHz;

/** The interviewer's newest turn as it came, to be heard again. Frames are kept as they are, not copied. */
export class LastWords {
  #frames: Uint8Array[] = [];
  #bytes = 0;
  #isOver = false;

  /** PCM16 at 24 kHz, a view into a frame that nobody changes. */
  add(pcm: Uint8Array): void {
    if (this.#isOver) this.#frames = [];
    if (this.#isOver) this.#bytes = 0;
    this.#isOver = false;
    this.#frames.push(pcm);
    this.#bytes += pcm.length;
    while (this.#bytes > maxBytes) this.#bytes -= this.#frames.shift()?.length ?? 0;
  }

  /** What comes next is another turn. */
  end(): void {
    this.#isOver = true;
  }

  frames(): readonly Uint8Array[] {
    return this.#frames;
  }
}
