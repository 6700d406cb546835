import { expect, it } from "vitest";
import { Unworded } from "./unworded.ts";

const bench = () => {
  const state = { nowMs: 0, speechMs: 0 };
  const voice = new Unworded({ now: () => state.nowMs, speechMs: () => state.speechMs });
  return { state, voice };
};

it("reports when speech without words began, pauses included, by its sound when frames come in a burst", () => {
  const { state, voice } = bench();
  voice.heard(true, 80);
  state.speechMs = 200;
  expect(voice.beganAtMs).toBe(80);
  voice.heard(false, 280);
  voice.heard(true, 2_280);
  expect(voice.beganAtMs).toBe(80);
});

it("ignores noise under 160 ms, and forgets speech that brought no words after five seconds", () => {
  const { state, voice } = bench();
  voice.heard(true, 0);
  voice.heard(false, 140);
  expect(voice.beganAtMs).toBeNull();
  voice.heard(true, 1_000);
  voice.heard(false, 1_400);
  state.nowMs = 6_400;
  expect(voice.beganAtMs).toBe(1_000);
  state.nowMs = 6_401;
  expect(voice.beganAtMs).toBeNull();
});

it("remembers an answer that is open or waits for its words, but not what ended long before it", () => {
  const { state, voice } = bench();
  voice.heard(true, 0);
  voice.heard(false, 400);
  state.nowMs = 6_000;
  voice.hold();
  expect(voice.beganAtMs).toBeNull();
  voice.heard(true, 6_100);
  voice.heard(false, 6_500);
  state.nowMs = 20_000;
  voice.heard(true, 20_000);
  voice.heard(false, 20_400);
  state.nowMs = 60_000;
  expect(voice.beganAtMs).toBe(6_100);
  voice.release();
  expect(voice.beganAtMs).toBeNull();
});

it("starts over once the words have come, also in mid-speech", () => {
  const { state, voice } = bench();
  voice.heard(true, 0);
  state.speechMs = state.nowMs = 400;
  voice.settle();
  expect(voice.beganAtMs).toBeNull();
  state.speechMs = state.nowMs = 600;
  expect(voice.beganAtMs).toBe(400);
});
