import { beforeEach, expect, it, vi } from "vitest";
import { bench, frameMs, holds, msOf, noise, room, voice } from "../../testing/turn-taker-bench.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] }));
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

it.each([
  ["closed", 3_000],
  ["disconnected", 3_000],
  ["closed", 200],
] as const)("sends nothing to a session that was %s, and the newest second of those %d ms to the next", (how, ms) => {
  const { say, taker, heard, rotate } = bench("automatic");
  say(400, room);
  const before = heard();
  const sent = before.length;
  if (how === "closed") taker.close();
  else taker.disconnect();
  const missed = say(ms, room);
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

it("gives the next session all of an answer that went on while there was none, where Gemini decides", () => {
  const { say, taker, rotate, heard } = bench("automatic");
  const begun = say(600, voice);
  taker.close();
  const said = [...begun, ...say(2_000, voice)];
  rotate();
  said.push(...say(frameMs, voice));
  expect(holds(heard(), said)).toBe(true);
});

it("gives the next session an answer that nobody answered, where Gemini decides", () => {
  const { say, taker, rotate, heard } = bench("automatic");
  const said = say(600, voice);
  say(1_000, room);
  taker.closeAnswer();
  rotate();
  expect(holds(heard(), said)).toBe(true);
});

it("sends a session nothing before it is open, and then all once", () => {
  const { say, taker } = bench("manual");
  const said = say(600, voice);
  taker.close();
  const sent: Uint8Array[] = [];
  taker.connect((pcm) => sent.push(pcm), "manual");
  said.push(...say(400, voice));
  expect(sent).toEqual([]);
  taker.open();
  said.push(...say(400, voice));
  expect(Buffer.concat(sent).equals(Buffer.concat(said))).toBe(true);
});

it("sends a new session no room noise while no answer is open, where we decide", () => {
  const { say, rotate, heard } = bench("manual");
  say(1_000, room);
  rotate();
  say(200, room);
  expect(heard()).toEqual([]);
});

it("tells of an unheard answer only that it began while the candidate still speaks", () => {
  const { say, taker, told, rotate } = bench("manual");
  taker.close();
  say(600, voice);
  taker.closeAnswer();
  told.length = 0;
  rotate();
  expect(told).toEqual(["voice.began"]);
});

it("tells the next session nothing of a voice that opened no answer", () => {
  const { say, told, rotate } = bench("manual", { isOpened: false });
  say(600, voice);
  say(1_000, room);
  told.length = 0;
  rotate();
  expect(told).toEqual([]);
});

it("does nothing when an answer is closed that is not open", () => {
  const { say, taker, heard } = bench("gated");
  say(1_000, room);
  taker.closeAnswer();
  expect([heard(), taker.isRetold]).toEqual([[], false]);
});

it("passes a whisper within an answer that Gemini ends by silence", () => {
  const { say, taker, heard } = bench("gated");
  const loud = (gain: number) => new Uint8Array(Int16Array.from({ length: 16 * frameMs }, () => 200 * gain * noise()).buffer);
  const whisper = (at: number) => loud(at % 60 < 35 ? 1.6 : 1);
  say(4_000, () => loud(1));
  taker.openAnswer();
  say(11_000, whisper);
  expect(holds(heard(), say(2_000, whisper))).toBe(true);
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
  say(1_000, room);
  taker.close();
  say(600, voice);
  taker.closeAnswer();
  expect(knows()).toEqual([true, false]);
});

it("knows that a new session would not be told all of an answer of over two minutes", () => {
  const { taker } = bench("manual");
  const twoSeconds = Uint8Array.from(Buffer.concat(Array.from({ length: 2_000 / frameMs }, (_, at) => voice(at))));
  for (let seconds = 0; seconds < 118; seconds += 2) taker.push(twoSeconds, Date.now());
  expect(taker.isRetold).toBe(true);
  taker.push(twoSeconds, Date.now());
  expect(taker.isRetold).toBe(false);
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
  expect(told).toEqual(["voice.began", "voice.began"]);
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
