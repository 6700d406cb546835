/** Reach of the filter on each side, in periods of the slower rate: 24 give a transition band of about 10 % of that rate. */
const reachPeriods = 24;
/** Middle of the transition band, as a fraction of the slower rate. With 0.5, half of the band would alias. */
const cutoff = 0.465;
/** Beta of the Kaiser window: about 80 dB of attenuation in the stop band. */
const kaiserBeta = 8;
const blockSamples = 1_024;

/**
 * Resamples a mono stream of floats from one integer rate (Hz) to another with a polyphase Kaiser-windowed sinc. History and phase are
 * carried from push to push, so the output does not depend on how the stream is cut. The delay is `reachPeriods` periods of the slower
 * rate.
 */
export class Resampler {
  /** Input samples by which the output lags: pushing as many zeros brings out the rest of a sound that has ended. */
  readonly delay: number;
  readonly #up: number;
  readonly #down: number;
  readonly #taps: number;
  readonly #table: Float32Array;
  readonly #history: Float32Array;
  #newest: number;
  #phase = 0;

  constructor({ fromHz, toHz }: { fromHz: number; toHz: number }) {
    const divisor = greatestCommonDivisor(fromHz, toHz);
    this.#up = toHz / divisor;
    this.#down = fromHz / divisor;
    const reach = fromHz === toHz ? 1 : Math.ceil(reachPeriods * Math.max(1, fromHz / toHz));
    this.delay = fromHz === toHz ? 0 : reach;
    this.#taps = 2 * reach;
    this.#table = fromHz === toHz ? Float32Array.of(0, 1) : filterBank(this.#up, reach, (cutoff * Math.min(fromHz, toHz)) / fromHz);
    this.#history = new Float32Array(this.#taps - 1 + blockSamples);
    this.#newest = this.#taps - 1;
  }

  /** The most output samples that `count` input samples can become. */
  room(count: number): number {
    return Math.ceil((count * this.#up) / this.#down) + 1;
  }

  /** Writes the output samples that `input` completes to the start of `output`. Returns how many there are. */
  push(input: Float32Array, output: Float32Array): number {
    let written = 0;
    for (let start = 0; start < input.length; start += blockSamples) {
      written = this.#pushBlock(input, start, Math.min(blockSamples, input.length - start), output, written);
    }
    return written;
  }

  /** Forgets the sound so far. */
  reset(): void {
    this.#history.fill(0);
    this.#newest = this.#taps - 1;
    this.#phase = 0;
  }

  #pushBlock(input: Float32Array, start: number, count: number, output: Float32Array, written: number): number {
    const kept = this.#taps - 1;
    for (let i = 0; i < count; i += 1) this.#history[kept + i] = input[start + i] ?? 0;
    while (this.#newest < kept + count) {
      output[written] = this.#weighed();
      written += 1;
      this.#phase += this.#down;
      this.#newest += Math.floor(this.#phase / this.#up);
      this.#phase %= this.#up;
    }
    this.#history.copyWithin(0, count, kept + count);
    this.#newest -= count;
    return written;
  }

  #weighed(): number {
    const table = this.#table;
    const history = this.#history;
    const taps = this.#taps;
    const row = this.#phase * taps;
    const oldest = this.#newest - taps + 1;
    let sum = 0;
    for (let k = 0; k < taps; k += 1) sum += (history[oldest + k] ?? 0) * (table[row + k] ?? 0);
    return sum;
  }
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

/** One row of 2 × `reach` weights for each of `up` phases; `edge` is the cut-off in cycles per input sample. Rows sum to 1. */
const filterBank = (up: number, reach: number, edge: number): Float32Array => {
  const taps = 2 * reach;
  const table = new Float32Array(up * taps);
  for (let phase = 0; phase < up; phase += 1) {
    const row = Array.from({ length: taps }, (_, k) => {
      const distance = reach - 1 - k + phase / up;
      return sinc(2 * edge * distance) * kaiser(distance / reach);
    });
    const sum = row.reduce((total, it) => total + it, 0);
    row.forEach((it, k) => (table[phase * taps + k] = it / sum));
  }
  return table;
};

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

const kaiser = (x: number): number => (Math.abs(x) > 1 ? 0 : bessel(kaiserBeta * Math.sqrt(1 - x * x)) / bessel(kaiserBeta));

/** The modified Bessel function of the first kind, of order 0, by its power series. */
const bessel = (x: number): number => {
  let sum = 1;
  for (let k = 1, term = 1; term > sum * 1e-12; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
};
