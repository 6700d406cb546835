import { dropNewest, speechHz } from "../../../sound/pcm.ts";
import { Watched } from "../../ui/watched.ts";

/** Two minutes of PCM16 (bytes): a longer turn loses its beginning. */
const maxBytes = 2 * 120 * speechHz;

/** Whether there is something to replay, and whether it is being replayed. */
export type Again = "nothing" | "there" | "playing";

/** The audio of the interviewer's newest turn, for replay. The frames are kept, not copied. */
export class LastWords extends Watched<Again> {
  #frames: Uint8Array[] = [];
  #bytes = 0;
  #isOver = false;
  #hasSounded = false;

  constructor() {
    super("nothing");
  }

  /** Adds PCM16 at 24 kHz: a view into a frame that nobody changes. */
  add(pcm: Uint8Array): void {
    if (this.#isOver) this.#frames = [];
    if (this.#isOver) this.#bytes = 0;
    this.#isOver = false;
    this.#frames.push(pcm);
    this.#bytes += pcm.length;
    while (this.#bytes > maxBytes) this.#bytes -= this.#frames.shift()?.length ?? 0;
    this.become("there");
  }

  /** The newest `ms` come again, as they were not heard. */
  takeBack(ms: number): void {
    dropNewest(this.#frames, ms);
    this.#bytes = this.#frames.reduce((sum, { length }) => sum + length, 0);
  }

  /** The turn is over: what comes next begins another. */
  end(): void {
    this.#isOver = true;
  }

  /** Begins a replay. Returns the frames to play. */
  again(): readonly Uint8Array[] {
    this.#hasSounded = false;
    if (this.#frames.length > 0) this.become("playing");
    return this.#frames;
  }

  /** Whether anything sounds now: a replay is over once it has sounded and falls silent. */
  sounded(isPlaying: boolean): void {
    if (this.#hasSounded && !isPlaying) this.hush();
    this.#hasSounded = isPlaying;
  }

  hush(): void {
    if (this.read() === "playing") this.become("there");
  }
}
