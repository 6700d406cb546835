import { expect, it } from "vitest";
import { SpeechResampler } from "./speech-resampler.ts";

const tone = (hz: number, samples: number, rate = 24_000) =>
  Int16Array.from({ length: samples }, (_, at) => Math.round(20_000 * Math.sin((2 * Math.PI * hz * at) / rate)));

const whole = (input: Int16Array) => Int16Array.from(new SpeechResampler().push(input));

/** Power of the tone and of all else in dB, by least squares, away from the filter's start. */
const measure = (pcm: Int16Array, hz: number) => {
  const steady = pcm.subarray(400, 400 + 8_000);
  let [inPhase, quadrature] = [0, 0];
  steady.forEach((it, at) => {
    inPhase += (2 * it * Math.sin((2 * Math.PI * hz * at) / 16_000)) / steady.length;
    quadrature += (2 * it * Math.cos((2 * Math.PI * hz * at) / 16_000)) / steady.length;
  });
  let rest = 0;
  steady.forEach((it, at) => {
    const angle = (2 * Math.PI * hz * at) / 16_000;
    rest += (it - inPhase * Math.sin(angle) - quadrature * Math.cos(angle)) ** 2;
  });
  return { toneDb: 10 * Math.log10((inPhase ** 2 + quadrature ** 2) / 2), restDb: 10 * Math.log10(rest / steady.length) };
};

it.each([1_000, 3_000, 6_000])("keeps %i Hz at 85 dB above noise and distortion", (hz) => {
  const { toneDb, restDb } = measure(whole(tone(hz, 24_000)), hz);
  expect(toneDb - restDb).toBeGreaterThanOrEqual(85);
  expect(toneDb - 20 * Math.log10(20_000 / Math.SQRT2)).toBeGreaterThan(-0.2);
});

it.each([9_000, 9_500, 10_000, 10_500, 11_000])("leaves nothing of %i Hz above -80 dB of full scale", (hz) => {
  const pcm = whole(tone(hz, 24_000)).subarray(400);
  const power = pcm.reduce((sum, it) => sum + it ** 2, 0) / pcm.length;
  expect(10 * Math.log10(power / (32_768 ** 2 / 2))).toBeLessThanOrEqual(-80);
});

it("gives the same samples however the sound is cut", () => {
  const input = Int16Array.from({ length: 30_000 }, (_, at) => Math.round(15_000 * Math.sin(at / 3) + 9_000 * Math.sin(at / 17)));
  const expected = whole(input);
  const resampler = new SpeechResampler();
  const chunks: number[] = [];
  for (let at = 0, size = 1; at < input.length; at += size, size = ((size * 7) % 9_001) + 1)
    chunks.push(...resampler.push(input.subarray(at, at + size)));
  expect(Math.max(...expected.map((it, at) => Math.abs(it - (chunks[at] ?? NaN))))).toBeLessThanOrEqual(1);
  expect(chunks.length).toBe(expected.length);
});

it("makes two samples out of three and clips instead of wrapping", () => {
  expect(whole(new Int16Array(24_000)).length).toBe(16_000);
  const square = whole(Int16Array.from({ length: 24_000 }, (_, at) => (at % 48 < 24 ? 32_767 : -32_768)));
  expect(Math.max(...square)).toBe(32_767);
  expect(Math.min(...square)).toBe(-32_768);
});

it("flushes what it still holds at the end of a turn, then starts from silence", () => {
  const resampler = new SpeechResampler();
  resampler.push(tone(1_000, 2_400));
  const tail = Int16Array.from(resampler.flush());
  expect(tail.length).toBe(12);
  expect(Math.max(...tail.map(Math.abs))).toBeGreaterThan(5_000);
  expect([...resampler.push(new Int16Array(240))]).toEqual(Array.from({ length: 160 }, () => 0));
});
