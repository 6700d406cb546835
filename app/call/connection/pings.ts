import type { PathQuality } from "./path-quality.ts";

/** How often the way to the Worker and back is timed. */
const everyMs = 5_000;
/** After this many in a row with nothing coming back the line is dead: one that lost its far end may take frames for minutes. */
const mostUnheard = 3;
/** The system's clock is this far (ms) ahead of the page's, which stands still where the machine sleeps: it has slept. */
const sleptMs = 3_000;

type PingsOptions = {
  quality: PathQuality;
  /** Whether anything can be sent now. */
  isOpen: () => boolean;
  send: (nonce: string) => void;
  /** Nothing comes back. */
  onDead: () => void;
};

/** Times the way to the Worker and back over one socket: each ping has a nonce, and its answer brings that back. */
export class Pings {
  readonly #options: PingsOptions;
  readonly #sentAt = new Map<string, number>();
  #count = 0;
  #unheard = 0;
  #aheadMs = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(options: PingsOptions) {
    this.#options = options;
  }

  start(): void {
    this.#aheadMs = aheadMs();
    this.#timer = setInterval(() => this.#ping(), everyMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Something came from the Worker: the line is not dead, however late a ping's answer is behind sound that waits. */
  heard(): void {
    this.#unheard = 0;
  }

  answered(nonce: string): void {
    const sentAt = this.#sentAt.get(nonce);
    if (sentAt !== undefined) this.#options.quality.took(performance.now() - sentAt);
    this.#sentAt.delete(nonce);
  }

  #ping(): void {
    const { quality, isOpen, send, onDead } = this.#options;
    if (!isOpen()) return;
    if (this.#unheard === mostUnheard || this.#hasSlept()) return onDead();
    this.#unheard += 1;
    quality.late([...this.#sentAt.values()].map((sentAt) => performance.now() - sentAt));
    const nonce = String((this.#count += 1));
    this.#sentAt.set(nonce, performance.now());
    send(nonce);
  }

  /** Since the last look. Nobody knows what became of the line meanwhile, and the time that is left is shown by the page's clock. */
  #hasSlept(): boolean {
    const before = this.#aheadMs;
    this.#aheadMs = aheadMs();
    return this.#aheadMs - before > sleptMs;
  }
}

const aheadMs = (): number => Date.now() - performance.now();
