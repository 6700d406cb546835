import type { PathQuality } from "./path-quality.ts";

/** Interval (ms) between pings. */
const everyMs = 5_000;
/**
 * After this many pings in a row during which no frame came, the connection is dead. A socket that has lost its far end may accept frames
 * for minutes.
 */
const mostUnheard = 3;
/**
 * If the system's clock has gained this much (ms) on the page's monotonic clock, which stops while the machine sleeps, the machine has
 * slept.
 */
const sleptMs = 3_000;

type PingsOptions = {
  quality: PathQuality;
  /** Whether a ping can be sent now. */
  isOpen: () => boolean;
  send: (nonce: string) => void;
  /** Nothing comes from the Worker any more, or the machine has slept. */
  onDead: () => void;
};

/** Measures round trips on one socket: each ping has a nonce, which its answer repeats. */
export class Pings {
  readonly #options: PingsOptions;
  readonly #sentAt = new Map<string, number>();
  #count = 0;
  #answeredAt = -Infinity;
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

  /** A frame came from the Worker. The connection is alive, even if the answer to a ping is late because it waits behind audio. */
  heard(): void {
    this.#unheard = 0;
  }

  /** A ping that waited along with the one before, and was answered at once after it, was held up by the same stall, which counts once. */
  answered(nonce: string): void {
    const { quality } = this.#options;
    const sentAt = this.#sentAt.get(nonce);
    if (sentAt === undefined) return;
    this.#sentAt.delete(nonce);
    const [now, before] = [performance.now(), this.#answeredAt];
    this.#answeredAt = now;
    if (sentAt < before && now - before < everyMs / 2) quality.late(this.#waits());
    else quality.took(now - sentAt, this.#waits());
  }

  #ping(): void {
    const { quality, isOpen, send, onDead } = this.#options;
    if (!isOpen()) return;
    if (this.#unheard === mostUnheard || this.#hasSlept()) return onDead();
    this.#unheard += 1;
    quality.late(this.#waits());
    const nonce = String((this.#count += 1));
    this.#sentAt.set(nonce, performance.now());
    send(nonce);
  }

  /** How long (ms) the pings without an answer have waited. */
  #waits(): number[] {
    return [...this.#sentAt.values()].map((sentAt) => performance.now() - sentAt);
  }

  /**
   * Whether the machine has slept since the last call. Nobody knows what became of the connection meanwhile, and the page's clock, which
   * shows the time left, has stood still.
   */
  #hasSlept(): boolean {
    const before = this.#aheadMs;
    this.#aheadMs = aheadMs();
    return this.#aheadMs - before > sleptMs;
  }
}

const aheadMs = (): number => Date.now() - performance.now();
