/**
 * A clock in whole ms since this life of the object began. V8 stores a small integer inside the object that holds it, but a Unix time in a
 * private field is a number on the heap, allocated anew at each write, which each frame does a dozen times. Good for 24 days: 31 bits of
 * ms.
 */
export class Stopwatch {
  readonly #bornAtUnixMs = Date.now();

  readonly read = (): number => (Date.now() - this.#bornAtUnixMs) | 0;

  unixMs(atMs: number): number {
    return this.#bornAtUnixMs + atMs;
  }
}
