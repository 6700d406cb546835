import { expect, it } from "vitest";
import { bench, still } from "../../testing/meter.ts";
import { SpeechMeter } from "./speech-meter.ts";

it("counts from the moment the interview is live, by the received samples", () => {
  const { state, meter, say } = bench();
  state.soundMs = 4_000;
  meter.join(0);
  say(5_000, 6_000);
  expect(meter.take()).toEqual({ startMs: 1_000, endMs: 2_000, speechMs: 1_000, pauses: [], timing: "estimated" });
});

it("separates pauses of 250 ms and more from speech, and drops sounds under 100 ms", () => {
  const { meter, say } = bench({ isMarked: true });
  meter.join(0);
  say(1_000, 2_000);
  say(2_200, 3_000);
  say(3_400, 3_450);
  say(5_000, 6_000);
  expect(meter.take()).toEqual({ startMs: 1_000, endMs: 6_000, speechMs: 3_000, pauses: [[3_000, 2_000]], timing: "marked" });
  expect(meter.times).toMatchObject({ micMs: 6_000, speechMs: 2_800 });
});

it("counts speech over the interviewer as overlap, and who cut in on whom", () => {
  const { state, meter, say } = bench();
  meter.join(0);
  state.audibleForMs = 400;
  say(1_000, 2_000);
  meter.cutIn("USER");
  expect(meter.take()).toMatchObject({ overlapMs: 400 });
  meter.cutIn("AI");
  expect(meter.times.cutIns).toEqual([
    [2_000, "USER"],
    [2_000, "AI"],
  ]);
});

it("counts as overlap what lay over the interviewer's sound until it was cut, or by the client's marks", () => {
  const { state, meter } = bench();
  meter.join(0);
  state.audibleForMs = 5_000;
  state.soundMs = 1_180;
  meter.heard(true, 1_000);
  state.soundMs = 1_400;
  meter.cut();
  state.soundMs = 4_000;
  meter.heard(false, 4_000);
  expect(meter.take()).toMatchObject({ overlapMs: 400 });

  const { state: marked, meter: byMarks } = bench({ isMarked: true });
  byMarks.join(0);
  marked.audibleForMs = -300;
  marked.soundMs = 1_180;
  byMarks.heard(true, 1_000);
  marked.soundMs = 2_200;
  marked.audibleForMs = 2_800;
  byMarks.marked(true, 2_000);
  byMarks.cut();
  marked.soundMs = 2_700;
  byMarks.marked(false, 2_600);
  marked.soundMs = 4_000;
  byMarks.heard(false, 4_000);
  expect(byMarks.take()).toMatchObject({ overlapMs: 600 });
});

it("counts no overlap when the interviewer had fallen silent before, however late the speech is noticed", () => {
  const { state, meter } = bench();
  meter.join(0);
  const answer = (fromMs: number, silentForMs: number) => {
    state.soundMs = fromMs + 180;
    state.audibleForMs = -silentForMs;
    meter.heard(true, fromMs);
    state.soundMs = fromMs + 2_000;
    meter.heard(false, fromMs + 2_000);
    return meter.take();
  };
  expect(answer(5_000, 3_000)?.overlapMs).toBeUndefined();
  expect(answer(10_000, 80)?.overlapMs).toBe(100);
});

it("notes the gap of a broken line, and continues after it", () => {
  const { state, meter, say } = bench();
  meter.join(0);
  state.soundMs = 10_000;
  meter.join(25_000);
  say(11_000, 12_000);
  expect(meter.times.gaps).toEqual([[10_000, 15_000]]);
  expect(meter.take()).toMatchObject({ startMs: 26_000, endMs: 27_000 });
});

it("takes for a gap only what does not come after all", () => {
  const { state, meter, say } = bench();
  meter.join(0);
  state.soundMs = 10_000;
  meter.join(25_000);
  meter.regain(16 * 12_000);
  say(11_000, 12_000);
  expect(meter.times.gaps).toEqual([[10_000, 3_000]]);
  expect(meter.take()).toMatchObject({ startMs: 14_000, endMs: 15_000 });
  meter.regain(16 * 2_000);
  expect(meter.times).toMatchObject({ gaps: [[10_000, 3_000]], micMs: 15_000 });
});

it("takes for one gap what was missing over several connections that brought no sound, and for none what comes on the last", () => {
  const { state, meter } = bench();
  meter.join(0);
  state.soundMs = 10_000;
  for (const sinceLiveMs of [20_000, 20_100, 26_000]) meter.join(sinceLiveMs);
  expect(meter.times).toMatchObject({ gaps: [[10_000, 16_000]], micMs: 26_000 });
  meter.regain(16 * 15_000);
  expect(meter.times).toMatchObject({ gaps: [[10_000, 1_000]], micMs: 11_000 });
  // What is announced and lost again is missing again.
  meter.join(28_000);
  expect(meter.times).toMatchObject({ gaps: [[10_000, 18_000]], micMs: 28_000 });
  meter.regain(16 * 18_000);
  state.soundMs = 28_000;
  meter.join(30_000);
  expect(meter.times).toMatchObject({ gaps: [[28_000, 2_000]], micMs: 30_000 });
});

it.each([
  ["all of the missing sound", 15_000],
  ["more than was missing, by a clock that runs fast", 16_000],
])("notes no gap where %s comes after all", (_, ms) => {
  const { state, meter, say } = bench();
  meter.regain(16 * ms);
  meter.join(0);
  meter.regain(16 * ms);
  state.soundMs = 10_000;
  meter.join(25_000);
  meter.regain(16 * ms);
  say(11_000, 12_000);
  expect(meter.times.gaps).toEqual([]);
  expect(meter.take()).toMatchObject({ startMs: 11_000, endMs: 12_000 });
});

it("notes how long the candidate was muted, and nothing if never", () => {
  const { state, meter } = bench();
  meter.join(0);
  expect(meter.times.mutes).toBeUndefined();
  meter.mute(false);
  for (const [isOn, atMs] of [
    [true, 1_000],
    [true, 2_000],
    [false, 4_000],
    [true, 9_000],
  ] as const) {
    state.soundMs = atMs;
    meter.mute(isOn);
  }
  expect(meter.times.mutes).toEqual([[1_000, 3_000]]);
});

it("counts a mute up to the end, and a new one for a candidate muted after the line broke", () => {
  const { state, meter } = bench();
  meter.join(0);
  state.soundMs = 1_000;
  meter.mute(true);
  state.soundMs = 4_000;
  expect(meter.times.mutes).toEqual([[1_000, 3_000]]);
  meter.mute(false);
  meter.join(9_000);
  state.soundMs = 5_000;
  expect(meter.times).toMatchObject({ gaps: [[4_000, 5_000]], mutes: [[1_000, 3_000]] });
  meter.mute(true);
  state.soundMs = 6_000;
  expect(meter.times).toMatchObject({
    mutes: [
      [1_000, 3_000],
      [10_000, 1_000],
    ],
  });
});

it("sums speech without words separately, and restores the rest of a cut turn", () => {
  const { meter, say } = bench();
  meter.join(0);
  say(1_000, 3_000);
  meter.dropWordless();
  meter.spoke(5_000);
  meter.spoke(3_000, { isCut: true });
  meter.spoke(5_000);
  expect(meter.take()).toBeNull();
  expect(meter.times).toMatchObject({ wordlessSpeechMs: 2_000, aiMs: 3_000 });
});

it("continues from the previous life", () => {
  const times = { micMs: 60_000, speechMs: 20_000, aiMs: 30_000, wordlessSpeechMs: 0, gaps: [], cutIns: [], vad: 1 as const };
  const meter = new SpeechMeter(still, times);
  meter.join(70_000);
  expect(meter.times).toMatchObject({ micMs: 70_000, speechMs: 20_000, gaps: [[60_000, 10_000]] });
});

it("keeps the previous life's measures when nobody comes back", () => {
  const times = { micMs: 60_000, speechMs: 20_000, aiMs: 30_000, wordlessSpeechMs: 0, gaps: [], cutIns: [], vad: 1 as const };
  const meter = new SpeechMeter(still, times);
  expect(meter.times).toEqual(times);
});

it("continues a mute from the previous life", () => {
  const times = {
    ...{ micMs: 60_000, speechMs: 0, aiMs: 0, wordlessSpeechMs: 0, gaps: [], cutIns: [], vad: 1 as const },
    mutes: [[50_000, 10_000]] as [number, number][],
  };
  let soundMs = 0;
  const meter = new SpeechMeter({ ...still, soundMs: () => soundMs }, times);
  meter.mute(true);
  meter.join(70_000);
  soundMs = 2_000;
  expect(meter.times.mutes).toEqual([
    [50_000, 10_000],
    [60_000, 12_000],
  ]);
});

it("places the interviewer's turn by what is still playing of it, or by how long it has been silent", () => {
  const { state, meter } = bench();
  expect(meter.turn(1_000)).toBeNull();
  meter.join(0);
  state.soundMs = 10_000;
  state.audibleForMs = 1_500;
  expect(meter.turn(4_000)).toEqual({ startMs: 7_500, endMs: 11_500, speechMs: 4_000, pauses: [], timing: "estimated" });
  expect(meter.turn(0)).toBeNull();
  state.audibleForMs = -500;
  expect(meter.turn(4_000)).toMatchObject({ startMs: 5_500, endMs: 9_500 });
});

it("marks only the answer that the interviewer cut in on, and the one that followed their help", () => {
  const { meter, say } = bench();
  meter.join(0);
  say(1_000, 2_000);
  meter.cutIn("AI");
  expect(meter.take()).toMatchObject({ cut: true });
  meter.nudge();
  say(3_000, 4_000);
  expect(meter.take()).toMatchObject({ nudged: true });
  say(5_000, 6_000);
  expect(Object.keys(meter.take() ?? {})).toEqual(["startMs", "endMs", "speechMs", "pauses", "timing"]);
});

it("counts overlap for each piece of speech once, and only while both are heard, wherever the client's marks fall", () => {
  const { state, meter, say } = bench({ isMarked: true });
  state.soundMs = 4_000;
  meter.join(0);
  state.audibleForMs = 400;
  say(5_000, 6_000);
  state.audibleForMs = -500;
  say(7_000, 8_000);
  expect(meter.take()).toMatchObject({ overlapMs: 400 });
  meter.heard(true, 9_000);
  state.soundMs = 9_100;
  state.audibleForMs = 5_000;
  // The mark is about a moment before the speech began.
  meter.marked(true, 8_800);
  meter.marked(false, 9_500);
  meter.heard(false, 10_000);
  expect(meter.take()).toMatchObject({ startMs: 5_000, endMs: 6_000, overlapMs: 500 });
});

it("takes a silence of exactly a quarter of a second for a pause, and as much missing sound for a gap", () => {
  const { state, meter, say } = bench();
  meter.join(0);
  say(1_000, 2_000);
  say(2_250, 3_000);
  expect(meter.take()).toMatchObject({ speechMs: 1_750, pauses: [[2_000, 250]] });
  state.soundMs = 4_000;
  meter.join(4_250);
  expect(meter.times.gaps).toEqual([[4_000, 250]]);
});

it("lists at most 200 pauses of an answer, and 1000 gaps, mutes and cut-ins of an interview, and counts on behind them", () => {
  const { state, meter, say } = bench();
  meter.join(0);
  for (let at = 1; at <= 1_001; at++) {
    const nowMs = 1_000 * at;
    if (at <= 202) say(nowMs, nowMs + 500);
    state.soundMs = nowMs + 600;
    meter.cutIn("USER");
    meter.mute(true);
    state.soundMs = nowMs + 700;
    meter.mute(false);
    meter.join(state.soundMs + 300 * at);
  }
  const { gaps, mutes, cutIns, micMs } = meter.times;
  expect([meter.take()?.pauses.length, gaps.length, mutes?.length, cutIns.length]).toEqual([200, 1_000, 1_000, 1_000]);
  expect(micMs).toBe(1_001_700 + 300 * 1_001);
});

it("says that the interviewer cut in only of an answer on which they did", () => {
  const { meter, say } = bench();
  meter.join(0);
  say(1_000, 2_000);
  meter.cutIn("USER");
  expect(meter.take()?.cut).toBeUndefined();
});
