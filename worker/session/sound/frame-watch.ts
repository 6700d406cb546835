/** After this long without a frame the candidate's sound has stopped. */
const goneMs = 1_500;

type Dependencies = {
  now: () => number;
  /** When the newest frame came, by `now`. */
  frameAtMs: () => number;
  /** Whether frames are still waited for. */
  isAwaited: () => boolean;
  stopped: () => void;
};

/** Notices by a timer that the candidate's frames have stopped, which no event would tell. */
export class FrameWatch {
  readonly #dependencies: Dependencies;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Begins to watch, unless it does so already. */
  begin() {
    this.#timer ??= setTimeout(() => this.#look(), goneMs);
  }

  end() {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #look() {
    const { now, frameAtMs, isAwaited, stopped } = this.#dependencies;
    this.#timer = null;
    if (!isAwaited()) return;
    const leftMs = frameAtMs() + goneMs - now();
    if (leftMs > 0) this.#timer = setTimeout(() => this.#look(), leftMs);
    else stopped();
  }
}
