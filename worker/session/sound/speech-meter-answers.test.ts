import { expect, it } from "vitest";
import { bench } from "../../testing/meter.ts";

it("begins an answer at its first 300 ms of speech: a cough or a hum while the candidate thinks is no part of it", () => {
  const { meter, say } = bench({ isMarked: true });
  meter.join(0);
  say(1_000, 1_120);
  say(2_000, 2_280);
  say(6_000, 6_200);
  say(6_440, 8_000);
  say(9_000, 9_240);
  expect(meter.take()).toMatchObject({ startMs: 6_000, endMs: 9_240, speechMs: 2_240, pauses: [[8_000, 1_000]] });
});

it("ends an answer with its last word, and a pause with the next one: a noise of 160 ms is neither", () => {
  const { meter, say } = bench({ isMarked: true });
  meter.join(0);
  say(1_000, 2_000);
  say(2_600, 2_740);
  say(3_400, 4_000);
  // Beside other speech it is a piece of a word.
  say(4_200, 4_320);
  say(5_400, 5_560);
  expect(meter.take()).toMatchObject({ startMs: 1_000, endMs: 4_320, speechMs: 1_920, pauses: [[2_000, 1_400]] });
});

it("takes a short answer as it is where there is nothing longer", () => {
  const { meter, say } = bench({ isMarked: true });
  meter.join(0);
  say(1_000, 1_120);
  say(2_000, 2_250);
  expect(meter.take()).toMatchObject({ startMs: 2_000, endMs: 2_250, speechMs: 250, pauses: [] });
  say(5_000, 5_120);
  expect(meter.take()).toMatchObject({ startMs: 5_000, endMs: 5_120 });
});

it("takes words said along while the interviewer went on for no beginning of the answer", () => {
  const { state, meter, say } = bench({ isMarked: true });
  meter.join(0);
  state.audibleForMs = 4_000;
  say(1_000, 1_600);
  state.audibleForMs = -1_000;
  say(7_000, 9_000);
  expect(meter.take()).toEqual({ startMs: 7_000, endMs: 9_000, speechMs: 2_000, pauses: [], timing: "marked" });
});

it("takes no help for one with the question after it", () => {
  const { meter, say } = bench();
  meter.join(0);
  meter.nudge();
  meter.nudge(false);
  say(3_000, 4_000);
  expect(meter.take()?.nudged).toBeUndefined();
});

it("counts speech that is going on up to its last sound, and what comes of it then towards the next words", () => {
  const { state, meter } = bench({ isMarked: true });
  state.soundMs = 500;
  meter.join(0);
  meter.heard(true, 1_500);
  state.soundMs = 4_600;
  state.audibleForMs = -3_600;
  state.speakingMs = 3_000;
  meter.cutIn("AI");
  expect(meter.take()).toEqual({ startMs: 1_000, endMs: 4_000, speechMs: 3_000, pauses: [], cut: true, timing: "marked" });
  state.audibleForMs = 5_000;
  meter.marked(true, 5_000);
  meter.heard(false, 6_500);
  expect(meter.take()).toEqual({ startMs: 4_000, endMs: 6_000, speechMs: 2_000, pauses: [], overlapMs: 1_500, timing: "marked" });
  expect(meter.times).toMatchObject({ speechMs: 5_000 });
});

it("counts speech that is going on at the end and got no words", () => {
  const { state, meter } = bench();
  meter.join(0);
  meter.heard(true, 1_000);
  state.soundMs = 6_100;
  state.speakingMs = 5_000;
  expect(meter.dropWordless()).toBe(5_000);
  expect(meter.times).toMatchObject({ speechMs: 5_000, wordlessSpeechMs: 5_000 });
});

it("counts an answer that began before the interview was live from its beginning on, and none that was over by then", () => {
  const { state, meter, say } = bench();
  say(200, 800);
  meter.heard(true, 900);
  state.soundMs = 1_000;
  meter.join(0);
  meter.heard(false, 2_000);
  expect(meter.take()).toMatchObject({ startMs: 0, endMs: 1_000, speechMs: 1_000, pauses: [] });
});
