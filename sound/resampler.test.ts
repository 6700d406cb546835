import fc from "fast-check";
import { expect, it } from "vitest";
import { Resampler } from "./resampler.ts";

const tone = (hz: number, rateHz: number, seconds: number, amplitude = 0.5) =>
  Float32Array.from({ length: Math.round(rateHz * seconds) }, (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / rateHz));

const resampled = (
  input: Float32Array,
  { fromHz, toHz = 16_000, cuts = [] as number[] }: { fromHz: number; toHz?: number; cuts?: number[] },
) => {
  const resampler = new Resampler({ fromHz, toHz });
  const out: number[] = [];
  let start = 0;
  for (const cut of [...cuts, input.length]) {
    const piece = input.subarray(start, Math.min(input.length, start + cut));
    start += piece.length;
    const room = new Float32Array(resampler.room(piece.length));
    out.push(...room.subarray(0, resampler.push(piece, room)));
  }
  return Float32Array.from(out);
};

/** Power of the best-fitting sine of `hz` (a multiple of 100) against all the rest, in dB, once the filter has settled. */
const signalToNoiseDb = (samples: Float32Array, hz: number, rateHz: number): number => {
  const settled = samples.subarray(400, samples.length - 400);
  const hundredth = rateHz / 100;
  const whole = settled.subarray(0, Math.floor(settled.length / hundredth) * hundredth);
  const sums = whole.reduce(
    (sum, it, i) => {
      const angle = (2 * Math.PI * hz * i) / rateHz;
      return { sin: sum.sin + it * Math.sin(angle), cos: sum.cos + it * Math.cos(angle), power: sum.power + it * it };
    },
    { sin: 0, cos: 0, power: 0 },
  );
  const signal = (2 * (sums.sin ** 2 + sums.cos ** 2)) / whole.length;
  return 10 * Math.log10(signal / Math.max(1e-20, sums.power - signal));
};

const loudnessDb = (samples: Float32Array): number => {
  const settled = samples.subarray(400, samples.length - 400);
  return 10 * Math.log10(settled.reduce((sum, it) => sum + it * it, 1e-20) / settled.length / (0.5 ** 2 / 2));
};

for (const fromHz of [44_100, 48_000, 96_000]) {
  it(`keeps tones of 1, 3 and 6 kHz clean from ${fromHz} Hz`, () => {
    for (const hz of [1_000, 3_000, 6_000]) {
      const out = resampled(tone(hz, fromHz, 0.5), { fromHz });
      expect(signalToNoiseDb(out, hz, 16_000)).toBeGreaterThan(75);
      expect(Math.abs(loudnessDb(out))).toBeLessThan(0.2);
    }
  });

  it(`lets nothing above 8.5 kHz fold into the voice from ${fromHz} Hz`, () => {
    for (const hz of [8_700, 9_000, 11_000, 15_000, 19_000]) {
      expect(loudnessDb(resampled(tone(hz, fromHz, 0.3), { fromHz }))).toBeLessThan(-75);
    }
  });
}

it("raises speech to a device's rate without images", () => {
  for (const toHz of [44_100, 48_000]) {
    const out = resampled(tone(3_000, 24_000, 0.5), { fromHz: 24_000, toHz });
    expect(signalToNoiseDb(out, 3_000, toHz)).toBeGreaterThan(75);
  }
});

it("gives the same samples however the stream is cut: no phase break at block boundaries", () => {
  const rates = fc.constantFrom(8_000, 16_000, 22_050, 44_100, 48_000, 96_000);
  const cuts = fc.array(fc.integer({ min: 1, max: 3_000 }), { maxLength: 40 });
  fc.assert(
    fc.property(rates, cuts, (fromHz, pieces) => {
      const voice = tone(440, fromHz, 0.1).map((it, i) => it + 0.3 * Math.sin(i * 0.7));
      const whole = resampled(voice, { fromHz });
      const cut = resampled(voice, { fromHz, cuts: pieces });
      expect(cut.length).toBe(whole.length);
      expect(Math.max(0, ...cut.map((it, i) => Math.abs(it - (whole[i] ?? 0))))).toBeLessThan(1 / 32_768);
    }),
    { numRuns: 40 },
  );
});

it("outputs as many samples as the input lasts", () => {
  fc.assert(
    fc.property(fc.constantFrom(44_100, 48_000, 96_000), fc.integer({ min: 0, max: 20_000 }), (fromHz, length) => {
      const out = resampled(new Float32Array(length), { fromHz });
      expect(Math.abs(out.length - (length * 16_000) / fromHz)).toBeLessThanOrEqual(1);
    }),
    { numRuns: 40 },
  );
});
