import { expect, it } from "vitest";
import { loudestDb } from "./level.ts";

const sine = (ms: number, amplitude: number) =>
  new Uint8Array(Int16Array.from({ length: 24 * ms }, (_, at) => amplitude * Math.sin((2 * Math.PI * 400 * at) / 24_000)).buffer);

it("reports the level of the loudest 20 ms, with a full-scale sine at 0 dB", () => {
  expect(loudestDb(sine(100, 32_767), 24_000)).toBeCloseTo(0, 1);
  expect(loudestDb(sine(100, 3_277), 24_000)).toBeCloseTo(-20, 1);
  const both = new Uint8Array([...sine(200, 100), ...sine(20, 3_277), ...sine(200, 100)]);
  expect(loudestDb(both, 24_000)).toBeCloseTo(-20, 1);
});

it("reports no level for silence, for less than 20 ms or for no sound at all", () => {
  for (const pcm of [new Uint8Array(4_800), sine(10, 30_000), new Uint8Array()]) expect(loudestDb(pcm, 24_000)).toBe(-Infinity);
});

it("reads samples at an odd offset", () => {
  const shifted = new Uint8Array([7, ...sine(40, 3_277)]).subarray(1);
  expect(loudestDb(shifted, 24_000)).toBeCloseTo(-20, 1);
});
