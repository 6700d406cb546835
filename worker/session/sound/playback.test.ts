import { expect, it } from "vitest";
import { Playback } from "./playback.ts";

const begun = () => {
  const clock = { nowMs: 1_000_000, soundMs: 0 };
  const played = new Playback(clock.nowMs);
  played.begin(0, clock.nowMs);
  return {
    playback: {
      get heardMs() {
        return played.heardMs(clock.nowMs);
      },
      heardAt: (atMs: number) => played.heardAt(atMs, clock.nowMs),
      begin: (atMs: number) => played.begin(atMs, clock.nowMs),
      stop: () => played.stop(clock.nowMs, 0),
      sent: (ms: number) => played.sent(ms, clock.nowMs),
      drop: (atMs: number) => played.drop(atMs, { ...clock }),
      mark: (isAudible: boolean, soundMs = clock.soundMs) => played.mark(isAudible, { ...clock, soundMs }),
      heardThen: () => played.heardThen(clock),
      heardIn: (atMs: number) => played.heardIn(atMs, clock),
    },
    /** Lets so much time pass, in which so much of the candidate's sound arrives. */
    pass: (ms: number, soundMs = 0) => {
      clock.nowMs += ms;
      clock.soundMs += soundMs;
    },
  };
};

it("counts sent sound as heard as time passes, with pauses as pauses", () => {
  const { playback, pass } = begun();
  pass(5_000);
  playback.sent(2_000);
  expect(playback.heardMs).toBe(0);
  pass(500);
  playback.sent(1_000);
  expect(playback.heardMs).toBe(500);
  expect(playback.heardAt(3_000)).toBe(1_000_000 + 8_000);
  pass(9_000);
  expect([playback.heardMs, playback.heardAt(3_000)]).toEqual([3_000, 1_000_000 + 8_000]);
  playback.sent(1_000);
  pass(100);
  expect(playback.heardMs).toBe(3_100);
});

it("trusts the client's marks: nothing is heard before the first, and all once it fell silent", () => {
  const { playback, pass } = begun();
  playback.mark(false);
  playback.sent(2_000);
  pass(700);
  expect(playback.heardMs).toBe(0);
  playback.mark(true);
  pass(300);
  expect(playback.heardMs).toBe(300);
  playback.mark(false);
  expect(playback.heardMs).toBe(2_000);
});

it("stands still while nobody listens, and continues from what was heard", () => {
  const { playback, pass } = begun();
  playback.sent(2_000);
  pass(500);
  playback.stop();
  pass(10_000);
  expect(playback.heardMs).toBe(500);
  playback.begin(500);
  playback.sent(1_500);
  pass(200);
  expect(playback.heardMs).toBe(700);
});

it("skips what is dropped", () => {
  const { playback, pass } = begun();
  playback.sent(2_000);
  pass(500);
  playback.drop(3_000);
  pass(100);
  expect(playback.heardMs).toBe(3_000);
});

it("dates a mark by the candidate's sound that came with it, and by the clock when none comes", () => {
  const { playback, pass } = begun();
  playback.sent(3_000);
  pass(2_000, 0);
  playback.mark(true);
  expect([playback.heardThen(), playback.heardIn(3_000)]).toEqual([0, 3_000]);
  pass(10, 1_000);
  expect([playback.heardThen(), playback.heardIn(3_000)]).toEqual([1_000, 2_000]);
  pass(10, 2_500);
  playback.mark(false, 3_000);
  expect([playback.heardThen(), playback.heardIn(3_000)]).toEqual([3_000, -500]);
  playback.sent(2_000);
  playback.mark(true);
  pass(1_200, 20);
  expect([playback.heardThen(), playback.heardIn(5_000)]).toEqual([4_200, 800]);
});

it("tells a mark of our sound from a mark without any and from a repeated one", () => {
  const { playback } = begun();
  expect([playback.mark(true), playback.mark(false)]).toEqual([false, false]);
  playback.sent(1_000);
  expect([playback.mark(true), playback.mark(true), playback.mark(false), playback.mark(false)]).toEqual([true, null, true, null]);
});

it("counts nothing as heard before the first mark of a client that marks", () => {
  const { playback, pass } = begun();
  playback.sent(3_000);
  pass(2_000);
  expect(playback.heardMs).toBe(2_000);
  playback.mark(true);
  expect(playback.heardMs).toBe(0);
});

it("hears no more after it fell silent until it is audible again, whatever is sent and however much the candidate says", () => {
  const { playback, pass } = begun();
  playback.sent(1_000);
  playback.mark(true);
  playback.mark(false);
  playback.sent(2_000);
  pass(800, 800);
  expect([playback.heardThen(), playback.heardIn(3_000), playback.heardAt(3_000)]).toEqual([1_000, 2_000, 1_000_000 + 2_800]);
});

it("counts from the moment of an interruption what is sent after it", () => {
  const { playback, pass } = begun();
  playback.sent(2_000);
  playback.mark(true);
  pass(500, 500);
  playback.drop(2_000);
  playback.sent(1_000);
  pass(300, 300);
  expect([playback.heardThen(), playback.heardIn(3_000)]).toEqual([2_300, 700]);
});

it("goes by the clock after an interruption too while the client sends no marks", () => {
  const { playback, pass } = begun();
  playback.sent(2_000);
  pass(500, 400);
  playback.drop(2_000);
  pass(300, 200);
  expect(playback.heardAt(2_000)).toBe(1_000_000 + 500);
  playback.sent(1_000);
  pass(300, 200);
  expect(playback.heardThen()).toBe(2_300);
});

it("has what was not heard when the last listener left still ahead of it, and what was heard behind it", () => {
  const { playback, pass } = begun();
  playback.sent(2_000);
  playback.mark(true);
  pass(500, 500);
  playback.stop();
  pass(4_000, 4_000);
  expect([playback.heardThen(), playback.heardIn(2_000), playback.heardIn(500)]).toEqual([500, 1_500, -4_000]);
});
