import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bench, frameMs, holds, msOf, room, voice } from "../../testing/turn-taker-bench.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] }));
afterEach(() => void vi.useRealTimers());

const answer = ({ say, taker }: ReturnType<typeof bench>) => {
  say(600, voice);
  say(1_000, room);
  taker.closeAnswer();
};

it("gives Gemini all of what is said after a withheld pause, and nothing of a pause in the answer after the next", () => {
  const made = bench("gated");
  made.say(1_000, room);
  made.say(600, voice);
  const withheld = made.say(3_000, room).at(-1)!;
  const said = made.say(600, voice);
  expect(holds(made.heard(), said)).toBe(true);
  made.say(3_000, room);
  made.taker.closeAnswer();
  expect(holds(made.heard(), [withheld])).toBe(true);
  const leftOver = made.say(1_000, room).at(0)!;
  made.say(600, voice);
  const next = made.say(1_000, room);
  made.say(600, voice);
  expect([holds(made.heard(), [leftOver]), holds(made.heard(), next.slice(-5))]).toEqual([false, true]);
});

it("adds no silence where the candidate had stopped speaking before the answer was closed, nor where Gemini decides", () => {
  const [ours, geminis] = [bench("manual"), bench("automatic")];
  ours.say(600, voice);
  ours.say(1_000, room);
  geminis.say(600, voice);
  for (const { heard, taker } of [ours, geminis]) {
    const before = heard().length;
    taker.closeAnswer();
    expect(heard().length).toBe(before);
  }
});

it("gives Gemini an answer that is opened and closed before another frame comes", () => {
  const { say, taker, heard } = bench("manual", { isOpened: false });
  const said = say(600, voice);
  expect(heard()).toEqual([]);
  taker.openAnswer();
  taker.closeAnswer();
  expect(holds(heard(), said)).toBe(true);
});

it.each(["closed", "disconnected"] as const)("sends nothing to a session that was %s, and the newest second of it to the next", (how) => {
  const { say, taker, heard, rotate } = bench("automatic");
  say(400, room);
  const before = heard();
  const sent = before.length;
  if (how === "closed") taker.close();
  else taker.disconnect();
  const missed = say(3_000, room);
  expect(before.length).toBe(sent);
  rotate();
  expect(Buffer.concat(heard()).equals(Buffer.concat(missed.slice(-1_000 / frameMs)))).toBe(true);
  expect(before.length).toBe(sent);
});

it("gives a session that follows another nothing that the other was sent already, where Gemini decides", () => {
  const { say, rotate, heard } = bench("automatic");
  say(3_000, room);
  rotate();
  expect(heard()).toEqual([]);
});

it("counts speech for which no answer is opened by itself each time", () => {
  const { say, spoken } = bench("manual", { isOpened: false });
  say(2_000, room);
  for (let time = 0; time < 2; time++) {
    say(640, voice);
    say(1_000, room);
  }
  expect(spoken.length).toBe(2);
  expect(Math.abs(spoken[0]! - 640)).toBeLessThanOrEqual(160);
  expect(Math.abs(spoken[1]! - 640)).toBeLessThanOrEqual(160);
});

describe("frames that stop", () => {
  it("end an answer in which nobody speaks just then, and speech for which no answer is open", () => {
    const silent = bench("manual");
    silent.say(600, voice);
    silent.say(1_000, room);
    vi.advanceTimersByTime(3_000);
    expect(silent.told).toEqual(["voice.began", "voice.ended", "voice.lost"]);
    const unopened = bench("manual", { isOpened: false });
    unopened.say(600, voice);
    vi.advanceTimersByTime(3_000);
    expect(unopened.told).toEqual(["voice.began", "voice.lost"]);
  });

  it("end an answer that was opened without a voice, in hold-to-talk", () => {
    const { taker, told, say } = bench("manual");
    taker.patience = "HOLD_TO_TALK";
    say(200, room);
    taker.openAnswer();
    vi.advanceTimersByTime(3_000);
    expect(told).toEqual(["voice.lost"]);
  });

  it("let the voice begin anew once they come again", () => {
    const { say, told } = bench("manual");
    say(600, voice);
    vi.advanceTimersByTime(3_000);
    say(600, voice);
    expect(told).toEqual(["voice.began", "voice.lost", "voice.began"]);
  });

  it("tell nothing once the interview is over", () => {
    const { say, told, taker } = bench("manual");
    say(600, voice);
    taker.stop();
    vi.advanceTimersByTime(3_000);
    expect(told).toEqual(["voice.began"]);
  });
});

it("knows what a new session would be told again, and whose words come now", () => {
  const made = bench("manual");
  const { say, taker } = made;
  const knows = () => [taker.isRetold, taker.isAnswering];
  say(1_000, room);
  expect(knows()).toEqual([false, false]);
  say(600, voice);
  expect(knows()).toEqual([true, true]);
  say(1_000, room);
  taker.closeAnswer();
  expect(knows()).toEqual([true, false]);
  say(600, voice);
  expect(knows()).toEqual([true, false]);
  taker.answered();
  expect(knows()).toEqual([true, true]);
  taker.closeAnswer();
  taker.answered();
  expect(knows()).toEqual([false, false]);
});

it("does not speak of an answer that was answered when the next session comes", () => {
  const made = bench("manual");
  answer(made);
  made.taker.answered();
  made.told.length = 0;
  made.rotate();
  made.say(frameMs, room);
  expect([made.told, msOf(made.heard())]).toEqual([[], 0]);
});

it("reports once more only a voice that still speaks, and none in hold-to-talk", () => {
  const { say, told, taker } = bench("manual");
  taker.relisten();
  say(600, voice);
  taker.relisten();
  taker.patience = "HOLD_TO_TALK";
  taker.relisten();
  expect(told).toEqual(["voice.began", "voice.began"]);
});

it("gives the next session an answer that nobody answered, tells of it, and what was begun after it behind it", () => {
  const [over, goesOn] = [bench("manual"), bench("manual")];
  const [first, only] = [goesOn, over].map((made) => {
    made.say(1_000, room);
    const said = made.say(600, voice);
    made.say(1_000, room);
    made.taker.closeAnswer();
    return said;
  });
  over.told.length = 0;
  over.rotate();
  over.say(frameMs, room);
  expect([over.told, holds(over.heard(), only!)]).toEqual([["voice.began", "voice.ended"], true]);
  const second = goesOn.say(600, voice);
  goesOn.rotate();
  goesOn.say(frameMs, room);
  const heard = Buffer.concat(goesOn.heard());
  const [firstAt, secondAt] = [first!, second].map((said) => heard.indexOf(Buffer.concat(said)));
  expect([firstAt! >= 0, secondAt! > firstAt!]).toEqual([true, true]);
});

it("has the rest of an answer that nobody answered for a session that is not opened, and no room noise where there is no answer", () => {
  const rest = ({ taker }: ReturnType<typeof bench>) => {
    taker.close();
    taker.connect(() => {}, "manual");
    const pieces: Uint8Array[] = [];
    taker.takeRest((pcm) => pieces.push(pcm));
    return pieces;
  };
  const [over, none] = [bench("manual"), bench("manual")];
  const said = over.say(600, voice);
  over.say(1_000, room);
  over.taker.closeAnswer();
  expect(holds(rest(over), said)).toBe(true);
  none.say(1_000, room);
  expect(rest(none)).toEqual([]);
});
