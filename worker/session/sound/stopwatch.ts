/**
 * Ms since this life of the object began, whole ones. V8 keeps a small integer within the object that has it; a Unix time in a private field is a
 * number of its own, made anew at each write, which a frame does a dozen times. Good for 24 days: 31 bits of ms.
 */
export class Stopwatch {
  readonly #bornAtUnixMs = Date.now();

  readonly read = (): number => (Date.now() - this.#bornAtUnixMs) | 0;

  unixMs(atMs: number): number {
    return this.#bornAtUnixMs + atMs;
  }
}
