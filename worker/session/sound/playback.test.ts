import { expect, it } from "vitest";
import { Playback } from "./playback.ts";

const begun = () => {
  const clock = { ms: 1_000_000 };
  const played = new Playback(clock.ms);
  played.begin(0, clock.ms);
  return {
    playback: {
      get heardMs() {
        return played.heardMs(clock.ms);
      },
      heardAt: (atMs: number) => played.heardAt(atMs, clock.ms),
      begin: (atMs: number) => played.begin(atMs, clock.ms),
      stop: () => played.stop(clock.ms),
      sent: (ms: number) => played.sent(ms, clock.ms),
      drop: (atMs: number) => played.drop(atMs, clock.ms),
      mark: (isAudible: boolean) => played.mark(isAudible, clock.ms),
    },
    pass: (ms: number) => void (clock.ms += ms),
  };
};

it("takes what was sent to be heard as time passes, and a pause for a pause", () => {
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

it("believes the client's marks: nothing is heard before the first, and all once it fell silent", () => {
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

it("stands still while nobody listens, and goes on from what was heard", () => {
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

it("passes over what is dropped", () => {
  const { playback, pass } = begun();
  playback.sent(2_000);
  pass(500);
  playback.drop(3_000);
  pass(100);
  expect(playback.heardMs).toBe(3_000);
});
