import { expect, it } from "vitest";
import { SpeechRaiser } from "./speech-raiser.ts";

it("reads samples at any byte offset of a frame into memory of their own, and leaves an odd byte out", () => {
  const frame = Uint8Array.of(9, 9, 9, 0x01, 0x00, 0xff, 0xff, 0x07);
  const samples = new SpeechRaiser(24_000).push(frame.subarray(3));
  expect([...samples]).toEqual([1 / 32_768, -1 / 32_768]);
  expect(samples.buffer).not.toBe(frame.buffer);
});

it("takes frames longer than it has ever seen", () => {
  const raiser = new SpeechRaiser(48_000);
  for (const seconds of [0.04, 1, 3]) expect(raiser.push(new Uint8Array(48_000 * seconds)).length).toBe(48_000 * seconds);
});
