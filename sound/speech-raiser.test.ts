import { expect, it } from "vitest";
import { SpeechRaiser } from "./speech-raiser.ts";

it("copies samples from any byte offset of a frame and drops an odd trailing byte", () => {
  const frame = Uint8Array.of(9, 9, 9, 0x01, 0x00, 0xff, 0xff, 0x07);
  const samples = new SpeechRaiser(24_000).push(frame.subarray(3));
  expect([...samples]).toEqual([1 / 32_768, -1 / 32_768]);
  expect(samples.buffer).not.toBe(frame.buffer);
});

it("accepts frames longer than any before", () => {
  const raiser = new SpeechRaiser(48_000);
  for (const seconds of [0.04, 1, 3]) expect(raiser.push(new Uint8Array(48_000 * seconds)).length).toBe(48_000 * seconds);
});

it("flushes at the end what trailing silence would bring out, once, and nothing if nothing was said since the last drop", () => {
  const [ended, silent] = [new SpeechRaiser(48_000), new SpeechRaiser(48_000)];
  expect(ended.flush()).toHaveLength(0);
  const loud = new Uint8Array(Int16Array.from({ length: 480 }, () => 8_000).buffer);
  for (const raiser of [ended, silent]) raiser.push(loud);
  const rest = ended.flush();
  expect(rest.length).toBeGreaterThan(0);
  expect([...rest]).toEqual([...silent.push(new Uint8Array(rest.length))]);
  expect(ended.flush()).toHaveLength(0);
  ended.push(loud);
  ended.reset();
  expect(ended.flush()).toHaveLength(0);
});
