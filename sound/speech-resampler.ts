const tapsPerPhase = 48;
const taps = 2 * tapsPerPhase;
/** Cut-off in cycles per sample of the doubled rate (48 kHz): 7,640 Hz, so that 9 kHz and above lie in the stop band. */
const cutOff = 7_640 / 48_000;
const kaiserBeta = 8.2;

/**
 * 24 kHz → 16 kHz, PCM16 mono, continuous across chunks: up by 2, a 96-tap low-pass, down by 3. Samples in, samples out;
 * one call's result is a view that the next call overwrites.
 */
export class Resampler {
  /** The last input samples of the chunk before, then the chunk at hand. */
  #line = new Float64Array(4096);
  #filled = tapsPerPhase - 1;
  /** Position of the next output in the doubled stream, counted from the line's first sample. */
  #at = 2 * (tapsPerPhase - 1);
  #out = new Int16Array(4096);

  /** Every output that `input` completes: two for three samples. */
  push(input: Int16Array): Int16Array {
    this.#makeRoom(input.length);
    this.#line.set(input, this.#filled);
    this.#filled += input.length;
    let written = 0;
    while (this.#at >> 1 < this.#filled) {
      this.#out[written++] = this.#sampleAt(this.#at);
      this.#at += 3;
    }
    this.#forget();
    return this.#out.subarray(0, written);
  }

  /** What the filter still holds of the sound so far; the next chunk then starts from silence. */
  flush(): Int16Array {
    const tail = this.push(new Int16Array(tapsPerPhase / 2));
    this.reset();
    return tail;
  }

  /** Forgets the sound so far. */
  reset() {
    this.#line.fill(0, 0, tapsPerPhase - 1);
    this.#filled = tapsPerPhase - 1;
    this.#at = 2 * (tapsPerPhase - 1);
  }

  #sampleAt(position: number): number {
    const newest = position >> 1;
    const phase = phases[position & 1] ?? noTaps;
    let sum = 0;
    for (let tap = 0; tap < tapsPerPhase; tap++) sum += (phase[tap] ?? 0) * (this.#line[newest - tap] ?? 0);
    const rounded = Math.round(sum);
    return rounded > 32_767 ? 32_767 : rounded < -32_768 ? -32_768 : rounded;
  }

  #makeRoom(samples: number) {
    const needed = this.#filled + samples;
    if (needed > this.#line.length) {
      const line = new Float64Array(2 * needed);
      line.set(this.#line.subarray(0, this.#filled));
      this.#line = line;
    }
    if (samples > this.#out.length) this.#out = new Int16Array(2 * samples);
  }

  #forget() {
    const oldest = (this.#at >> 1) - (tapsPerPhase - 1);
    this.#line.copyWithin(0, oldest, this.#filled);
    this.#filled -= oldest;
    this.#at -= 2 * oldest;
  }
}

const besselI0 = (x: number): number => {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
};

const windowedSinc = (tap: number): number => {
  const x = tap - (taps - 1) / 2;
  const sinc = Math.sin(2 * Math.PI * cutOff * x) / (Math.PI * x);
  return sinc * (besselI0(kaiserBeta * Math.sqrt(1 - (x / ((taps - 1) / 2)) ** 2)) / besselI0(kaiserBeta));
};

/** Each phase sums to exactly 1: a constant stays that constant at both. */
const phases = [0, 1].map((phase) => {
  const raw = Float64Array.from({ length: tapsPerPhase }, (_, tap) => windowedSinc(2 * tap + phase));
  const gain = raw.reduce((sum, it) => sum + it, 0);
  return raw.map((it) => it / gain);
});
const noTaps = new Float64Array(tapsPerPhase);
