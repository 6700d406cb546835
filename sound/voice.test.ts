import { expect, it } from "vitest";
import { loudnessOf, Voice } from "./voice.ts";

const frame = (level: number, ms = 40) =>
  new Uint8Array(Int16Array.from({ length: 16 * ms }, (_, at) => (at % 2 === 0 ? level : -level)).buffer);

/** What the voice says after frames of 40 ms at these levels, the first of them captured from 0 to 40 ms. */
const after = (levels: number[], { passMs = 0 } = {}) => {
  const voice = new Voice(16_000);
  levels.forEach((level, at) => voice.hear(frame(level), 40 * (at + 1)));
  return voice.beganAtMs(40 * levels.length + passMs);
};

const times = (count: number, level: number) => Array.from({ length: count }, () => level);

it("measures the loudness of PCM16", () => {
  expect([loudnessOf(frame(0)), loudnessOf(frame(1_000)), loudnessOf(new Uint8Array()), loudnessOf(Uint8Array.of(7))]).toEqual([
    0, 1_000, 0, 0,
  ]);
  expect(loudnessOf(new Uint8Array(Int16Array.of(-32_768, 32_767).buffer))).toBeCloseTo(32_767.5, 0);
});

it("says when speech began, pauses included", () => {
  expect(after([0, 0, ...times(4, 2_000), ...times(50, 0), ...times(4, 2_000)])).toBe(80);
});

it("takes silence, hum and a noise under 160 ms for nothing", () => {
  expect([after(times(20, 0)), after(times(20, 250)), after(times(3, 5_000))]).toEqual([null, null, null]);
});

it("forgets what brought no words for five seconds, and begins anew once they came", () => {
  expect([after(times(10, 2_000), { passMs: 5_000 }), after(times(10, 2_000), { passMs: 5_001 })]).toEqual([0, null]);
  const voice = new Voice(16_000);
  for (let at = 1; at <= 10; at++) voice.hear(frame(2_000), 40 * at);
  voice.settle();
  expect(voice.beganAtMs(400)).toBeNull();
  for (let at = 11; at <= 14; at++) voice.hear(frame(2_000), 40 * at);
  expect(voice.beganAtMs(560)).toBe(400);
});
