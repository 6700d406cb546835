import fc from "fast-check";
import { expect, it } from "vitest";
import { FrameCutter, frameSamples, meterLevel, rms, writePcm16 } from "./pcm.ts";

const pcmOf = (...floats: number[]): number[] => {
  const pcm = new Int16Array(floats.length);
  writePcm16(Float32Array.from(floats), pcm);
  return [...pcm];
};

it("clamps before scaling, so an overdriven voice does not wrap", () => {
  expect(pcmOf(0, 1, -1, 1.5, -1.5, 0.5, Number.NaN)).toEqual([0, 32_767, -32_768, 32_767, -32_768, 16_384, 0]);
});

it("preserves the sign and order of samples", () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true }), fc.float({ noNaN: true }), (a, b) => {
      const [low = 0, high = 0] = pcmOf(Math.min(a, b), Math.max(a, b));
      expect(low).toBeLessThanOrEqual(high);
      expect(Math.sign(pcmOf(a)[0] ?? 0) * Math.sign(a)).toBeGreaterThanOrEqual(0);
    }),
  );
});

it("cuts pieces of any size into frames of 640 samples in order, reusing returned buffers", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 2_000 }), { maxLength: 20 }), (sizes) => {
      const cutter = new FrameCutter();
      const heard: number[] = [];
      let next = 0;
      for (const size of sizes) {
        const piece = Float32Array.from({ length: size }, () => ((next += 1) % 1_000) / 32_767);
        cutter.push(piece, size, (frame) => {
          expect(frame.length).toBe(frameSamples);
          heard.push(...frame);
          cutter.giveBack(frame.buffer);
        });
      }
      expect(heard).toEqual(Array.from({ length: next - (next % frameSamples) }, (_, i) => (i + 1) % 1_000));
    }),
    { numRuns: 30 },
  );
});

it("measures loudness against full scale and shows −60…−6 dB on the meter", () => {
  expect(rms(new Int16Array(4))).toBe(0);
  expect(rms(Int16Array.of(16_384, -16_384))).toBeCloseTo(0.5, 5);
  expect(rms(new Int16Array(0))).toBe(0);
  expect([0, 0.001, 0.5012, 1].map((it) => Math.round(meterLevel(it) * 100))).toEqual([0, 0, 100, 100]);
});
