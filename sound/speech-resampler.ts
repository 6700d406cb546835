const tapsPerPhase = 36;
/**
 * The first half of a symmetric equiripple low-pass at the doubled rate, 48 kHz (Parks and McClellan, 1972): within 0.03 dB up to 6 kHz,
 * −86 dB from 9 kHz, and −93 dB from 15.5 kHz on, where the images of speech lie. A Kaiser window takes 96 taps for as much. From SciPy:
 * `signal.remez(72, [0, 6300, 9000, 15000, 15500, 24000], [1, 0, 0], weight=[1, 60, 132], fs=48000, maxiter=200)[:36]`.
 */
const lowPass = [
  4.12132e-5, 2.82285e-5, -0.000167255, -0.000570521, -0.000935557, -0.000824755, 1.15681e-5, 0.00118627, 0.00169181, 0.000682644,
  -0.00149271, -0.00308538, -0.0021849, 0.00130551, 0.00480432, 0.00471639, -0.000174628, -0.00657143, -0.00848764, -0.00249115, 0.00792955,
  0.0136747, 0.00748017, -0.00817434, -0.0205235, -0.0160811, 0.00616101, 0.0297529, 0.0312379, 0.000609105, -0.044248, -0.0635621,
  -0.021905, 0.0827413, 0.209736, 0.296382,
];

/**
 * Resamples PCM16 mono from 24 kHz to 16 kHz, continuously across chunks: up by 2, a low-pass of 72 taps, down by 3. The result of a call
 * is a view that the next call overwrites.
 */
export class SpeechResampler {
  /** The last input samples of the previous chunk, then the current chunk. */
  #line = new Float64Array(4096);
  #filled = tapsPerPhase - 1;
  /** Position of the next output in the doubled stream, counted from the line's first sample. */
  #at = 2 * (tapsPerPhase - 1);
  #out = new Int16Array(4096);

  /** Every output sample that `input` completes: two for three samples of input. */
  push(input: Int16Array): Int16Array {
    this.#makeRoom(input.length);
    const line = this.#line;
    const out = this.#out;
    line.set(input, this.#filled);
    const filled = (this.#filled += input.length);
    let at = this.#at;
    let written = 0;
    while (at >> 1 < filled) {
      const newest = at >> 1;
      if ((at & 1) === 0 && newest + 4 < filled) {
        weighFour(line, newest - tapsPerPhase + 1, out, written);
        written += 4;
        at += 12;
      } else {
        out[written++] = weighed(line, newest - tapsPerPhase + 1, at & 1 ? odd : even);
        at += 3;
      }
    }
    this.#at = at;
    this.#forget();
    return out.subarray(0, written);
  }

  /** Returns what the filter still holds of the sound so far. The next chunk starts from silence. */
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

/** The weights of one phase, the newest sample's last. They sum to exactly 1, so that a constant stays that constant in both phases. */
const phaseOf = (phase: number): Float64Array => {
  const raw = Float64Array.from([...lowPass, ...lowPass.toReversed()].filter((_, tap) => tap % 2 === phase)).reverse();
  const gain = raw.reduce((sum, it) => sum + it, 0);
  return raw.map((it) => it / gain);
};
const even = phaseOf(0);
const odd = phaseOf(1);

const sampleOf = (sum: number): number => {
  const rounded = Math.round(sum);
  return rounded > 32_767 ? 32_767 : rounded < -32_768 ? -32_768 : rounded;
};

const weighed = (line: Float64Array, from: number, weights: Float64Array): number => {
  let sum = 0;
  for (let tap = 0; tap < tapsPerPhase; tap += 1) sum += weights[tap]! * line[from + tap]!;
  return sampleOf(sum);
};

/**
 * Computes four outputs, which six input samples complete, in half the time of one after the other: each weight and most samples are read
 * for several of them.
 */
const weighFour = (line: Float64Array, from: number, out: Int16Array, at: number): void => {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let a2 = 0;
  let b2 = 0;
  let c2 = 0;
  let d2 = 0;
  for (let tap = 0; tap < tapsPerPhase; tap += 2) {
    const e = even[tap]!;
    const o = odd[tap]!;
    const e2 = even[tap + 1]!;
    const o2 = odd[tap + 1]!;
    const place = from + tap;
    const second = line[place + 1]!;
    const fifth = line[place + 4]!;
    a += e * line[place]!;
    b += o * second;
    c += e * line[place + 3]!;
    d += o * fifth;
    a2 += e2 * second;
    b2 += o2 * line[place + 2]!;
    c2 += e2 * fifth;
    d2 += o2 * line[place + 5]!;
  }
  out[at] = sampleOf(a + a2);
  out[at + 1] = sampleOf(b + b2);
  out[at + 2] = sampleOf(c + c2);
  out[at + 3] = sampleOf(d + d2);
};
