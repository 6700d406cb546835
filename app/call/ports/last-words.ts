import { speechHz } from "../../../sound/pcm.ts";
import { Watched } from "../../ui/watched.ts";

/** Two minutes of 16-bit speech: a longer turn loses its beginning. */
const maxBytes = 2 * 120 * speechHz;

/** Whether there is something to be heard again, and whether it is heard again now. */
export type Again = "nothing" | "there" | "playing";

/** The interviewer's newest turn as it came, to be heard again. Frames are kept as they are, not copied. */
export class LastWords extends Watched<Again> {
  #frames: Uint8Array[] = [];
  #bytes = 0;
  #isOver = false;
  #hasSounded = false;

  constructor() {
    super("nothing");
  }

  /** PCM16 at 24 kHz, a view into a frame that nobody changes. */
  add(pcm: Uint8Array): void {
    if (this.#isOver) this.#frames = [];
    if (this.#isOver) this.#bytes = 0;
    this.#isOver = false;
    this.#frames.push(pcm);
    this.#bytes += pcm.length;
    while (this.#bytes > maxBytes) this.#bytes -= this.#frames.shift()?.length ?? 0;
    this.become("there");
  }

  /** What comes next is another turn. */
  end(): void {
    this.#isOver = true;
  }

  /** What is to be played. */
  again(): readonly Uint8Array[] {
    this.#hasSounded = false;
    if (this.#frames.length > 0) this.become("playing");
    return this.#frames;
  }

  /** Whether anything sounds now: what is heard again is over once it sounds no more. */
  sounded(isPlaying: boolean): void {
    if (this.#hasSounded && !isPlaying) this.hush();
    this.#hasSounded = isPlaying;
  }

  hush(): void {
    if (this.read() === "playing") this.become("there");
  }
}
