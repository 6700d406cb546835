const firstTargetMs = 100;
const lastTargetMs = 300;
const stepMs = 50;
/** Speech that comes within this long (ms) after the queue ran dry was late: an underrun. Later than that it is a new turn. */
const lateMs = 400;
/** After this much audio (ms) played with more than a step to spare, the target shrinks by a step. */
const calmMs = 30_000;
/** What a message to the audio thread and one block of it take (ms): speech that is only just in time is late there. */
const marginMs = 20;
const fadeMs = 4;
const levelMs = 50;

/** `playedMs`: how much of all that was pushed has been played, or dropped. */
export type PlaybackNews =
  | { type: "level"; rms: number; isPlaying: boolean; playedMs: number }
  | { type: "draining"; leftMs: number }
  | { type: "drained" }
  | { type: "underrun"; targetMs: number };

/**
 * A jitter buffer: takes samples as they come and gives a steady stream of them, both at `rateHz`. It begins to play when `targetMs` of
 * speech are queued beyond the first piece, or after waiting that long if there is less. An underrun raises the target. Speech fades in and
 * out, so that it does not click.
 */
export class PlaybackQueue {
  readonly #rateHz: number;
  readonly #tell: (news: PlaybackNews) => void;
  #chunks: Float32Array[] = [];
  #read = 0;
  #queued = 0;
  #taken = 0;
  #state: "idle" | "waiting" | "playing" = "idle";
  #isDraining = false;
  #targetMs = firstTargetMs;
  #waited = 0;
  #first = 0;
  #sinceDry = Number.POSITIVE_INFINITY;
  #calm = 0;
  /** The fewest samples that were left whenever more came, in the time that is calm so far. */
  #spare = Number.POSITIVE_INFINITY;
  #gain = 0;
  #tail = 0;
  #last = 0;
  #squares = 0;
  #measured = 0;

  constructor({ rateHz, tell }: { rateHz: number; tell: (news: PlaybackNews) => void }) {
    this.#rateHz = rateHz;
    this.#tell = tell;
  }

  push(samples: Float32Array): void {
    if (samples.length === 0) return;
    if (this.#state === "playing") this.#spare = Math.min(this.#spare, this.#queued);
    this.#chunks.push(samples);
    this.#queued += samples.length;
    if (this.#state !== "idle") return;
    if (this.#sinceDry < this.#samples(lateMs)) {
      this.#targetMs = Math.min(lastTargetMs, this.#targetMs + stepMs);
      this.#calm = 0;
      this.#spare = Number.POSITIVE_INFINITY;
      this.#tell({ type: "underrun", targetMs: this.#targetMs });
    }
    this.#state = "waiting";
    this.#waited = 0;
    this.#first = samples.length;
  }

  /** Drops all that is queued. What sounds fades out in `fadeMs`. */
  flush(): void {
    this.#chunks = [];
    this.#taken += this.#queued;
    this.#queued = 0;
    this.#read = 0;
    if (this.#state !== "idle") this.#stop();
    this.#sinceDry = Number.POSITIVE_INFINITY;
  }

  /** Tells `draining` with how much is queued, and `drained` once that has been played; `drained` at once if nothing plays. */
  drain(): void {
    this.#isDraining = true;
    if (this.#state === "idle") this.#stop();
    else this.#tell({ type: "draining", leftMs: (this.#queued * 1000) / this.#rateHz });
  }

  /** Fills `output` with the next samples: speech, the fade of what stopped, or silence. */
  pull(output: Float32Array): void {
    this.#start(output.length);
    const fade = 1 / this.#samples(fadeMs);
    for (let i = 0; i < output.length; i += 1) {
      const speech = this.#state === "playing" ? this.#next() : 0;
      if (this.#state === "playing") this.#gain = Math.min(1, this.#gain + fade);
      this.#tail = Math.abs(this.#tail) < 1e-4 ? 0 : this.#tail * (1 - 4 * fade);
      this.#last = speech * this.#gain + this.#tail;
      output[i] = this.#last;
      if (this.#state === "playing" && this.#queued === 0) this.#stop();
    }
    this.#measure(output);
  }

  #start(count: number): void {
    if (this.#state === "idle") this.#sinceDry += count;
    if (this.#state !== "waiting") return;
    this.#waited += count;
    const [target, least] = [this.#samples(this.#targetMs), this.#samples(firstTargetMs)];
    // One piece says nothing of when the next one comes, so the target is waited for beyond the first piece; beyond a long one, only what
    // the target has grown by.
    const longest = target + this.#samples(marginMs);
    const beyond = this.#first > least ? target - least : longest;
    const isThere = this.#queued >= target && Math.max(this.#queued - this.#first, this.#waited) >= beyond;
    if (!isThere && this.#waited < longest && !this.#isDraining) return;
    this.#state = "playing";
    this.#gain = 0;
  }

  #next(): number {
    const chunk = this.#chunks[0];
    const sample = chunk?.[this.#read] ?? 0;
    this.#read += 1;
    this.#queued -= 1;
    this.#taken += 1;
    if (chunk && this.#read === chunk.length) {
      this.#chunks.shift();
      this.#read = 0;
    }
    return sample;
  }

  #stop(): void {
    this.#tail = this.#last;
    this.#state = "idle";
    this.#sinceDry = 0;
    this.#tellLevel(0, false);
    if (this.#isDraining) this.#tell({ type: "drained" });
    this.#isDraining = false;
  }

  #measure(output: Float32Array): void {
    if (this.#state !== "playing") return;
    for (const sample of output) this.#squares += sample * sample;
    this.#measured += output.length;
    this.#calm += output.length;
    if (this.#measured >= this.#samples(levelMs)) {
      this.#tellLevel(Math.sqrt(this.#squares / this.#measured), true);
      this.#squares = 0;
      this.#measured = 0;
    }
    if (this.#calm >= this.#samples(calmMs)) {
      if (this.#spare > this.#samples(stepMs + marginMs)) this.#targetMs = Math.max(firstTargetMs, this.#targetMs - stepMs);
      this.#calm = 0;
      this.#spare = Number.POSITIVE_INFINITY;
    }
  }

  #tellLevel(rms: number, isPlaying: boolean): void {
    this.#tell({ type: "level", rms, isPlaying, playedMs: (this.#taken * 1000) / this.#rateHz });
  }

  #samples(ms: number): number {
    return (ms * this.#rateHz) / 1000;
  }
}
