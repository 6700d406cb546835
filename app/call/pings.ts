import type { PathQuality } from "./path-quality.ts";

/** How often the way to the Worker and back is timed. */
const everyMs = 5_000;

/** Times the way to the Worker and back over one socket: each ping has a nonce, and its answer brings that back. */
export class Pings {
  readonly #quality: PathQuality;
  readonly #send: (nonce: string) => boolean;
  readonly #sentAt = new Map<string, number>();
  #count = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** `send` says whether it was sent. */
  constructor(quality: PathQuality, send: (nonce: string) => boolean) {
    this.#quality = quality;
    this.#send = send;
  }

  start(): void {
    this.#timer = setInterval(() => this.#ping(), everyMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  answered(nonce: string): void {
    const sentAt = this.#sentAt.get(nonce);
    if (sentAt !== undefined) this.#quality.took(performance.now() - sentAt);
    this.#sentAt.delete(nonce);
  }

  #ping(): void {
    const nonce = String(this.#count + 1);
    if (!this.#send(nonce)) return;
    this.#count += 1;
    this.#quality.late([...this.#sentAt.values()].map((sentAt) => performance.now() - sentAt));
    this.#sentAt.set(nonce, performance.now());
  }
}
