import { beforeEach, describe, expect, it, vi } from "vitest";
import { TurnTaker } from "./turn-taker.ts";
import { bench, frameMs, frameOf, holds, msOf, noise, room, voice } from "../../testing/turn-taker-bench.ts";

const hashOf = async (frames: readonly Uint8Array[]) => {
  const all = new Uint8Array(await new Blob(frames.map((it) => Uint8Array.from(it))).arrayBuffer());
  return [...new Uint8Array(await crypto.subtle.digest("SHA-256", all))].join();
};

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] }));
it("passes every frame unchanged and in order when Gemini decides", () => {
  const { say, heard } = bench("automatic");
  const said = [...say(1_000, room), ...say(600, voice), ...say(1_000, room)];
  expect(heard().length).toBe(said.length);
  expect(heard().every((pcm, at) => pcm === said[at])).toBe(true);
});

it("passes only answers when we decide: from at most 800 ms before the onset, with room noise after a clipped last word", () => {
  const { say, heard, taker } = bench("manual");
  say(3_000, room);
  expect(heard()).toEqual([]);
  const spoken = say(600, voice);
  expect(msOf(heard())).toBeLessThanOrEqual(800 + 600);
  expect(heard()[heard().length - 1]).toBe(spoken.at(-1));
  expect(holds(heard(), spoken)).toBe(true);
  const before = msOf(heard());
  taker.closeAnswer();
  expect(msOf(heard()) - before).toBe(500);
  say(2_000, room);
  expect(msOf(heard()) - before).toBe(500);
});

it("withholds all but 300 ms of an answer's pauses, and ends it with 1.2 s of silence, when Gemini decides by silence", () => {
  const { say, heard, taker } = bench("gated");
  say(1_000, room);
  say(600, voice);
  const before = msOf(heard());
  say(3_000, room);
  const hangover = msOf(heard()) - before;
  expect(hangover).toBeLessThanOrEqual(300);
  say(600, voice);
  expect(msOf(heard()) - before - hangover - 600).toBeLessThanOrEqual(300);
  say(1_000, room);
  const atEnd = msOf(heard());
  taker.closeAnswer();
  expect(msOf(heard()) - atEnd).toBe(1_200);
  say(1_000, room);
  expect(msOf(heard()) - atEnd).toBe(1_200);
});

it.each(["manual", "gated"] as const)("loses nothing of an answer that begins within a frame of two seconds (%s)", async (plan) => {
  const { taker, heard } = bench(plan);
  const said = Array.from({ length: 1_600 / frameMs }, (_, at) => voice(at));
  const rooms = (ms: number) => Array.from({ length: ms / frameMs }, room);
  for (const frame of [rooms(2_000), [...rooms(400), ...said]]) taker.push(Uint8Array.from(Buffer.concat(frame)), Date.now());
  taker.closeAnswer();
  const sent = Uint8Array.from(Buffer.concat(heard()));
  const tailMs = plan === "gated" ? 1_200 : 500;
  const answer = sent.slice(sent.length - 32 * (tailMs + 1_600), sent.length - 32 * tailMs);
  expect(await hashOf([answer])).toBe(await hashOf(said));
  expect(msOf(heard())).toBeLessThanOrEqual(800 + 1_600 + tailMs);
});

it("ignores noise shorter than 160 ms", () => {
  const { say, told } = bench("manual");
  say(2_000, room);
  say(140, voice);
  say(1_000, room);
  expect(told).toEqual([]);
  say(200, voice);
  expect(told).toEqual(["voice.began"]);
});

it.each([
  ["QUICK", 250],
  ["NORMAL", 350],
  ["PATIENT", 500],
] as const)("needs more voice to interrupt the interviewer: %s, %d ms", (patience, ms) => {
  const { say, told, state, taker } = bench("manual");
  taker.patience = patience;
  state.isAudible = true;
  say(2_000, room);
  say(Math.floor((ms - 20) / frameMs) * frameMs, () => frameOf(6_000));
  expect(told).toEqual([]);
  say(120, () => frameOf(6_000));
  expect(told).toEqual(["voice.began"]);
});

it("detects no voice in hold-to-talk", () => {
  const { say, told, taker } = bench("manual");
  taker.patience = "HOLD_TO_TALK";
  say(2_000, room);
  say(1_000, voice);
  expect(told).toEqual([]);
});

it("passes a whisper that it cannot tell from the room after ten seconds", () => {
  const { say, told } = bench("manual");
  const loud = (gain: number) => new Uint8Array(Int16Array.from({ length: 16 * frameMs }, () => 200 * gain * noise()).buffer);
  say(4_000, () => loud(1));
  say(9_000, (at) => loud(at % 60 < 35 ? 1.6 : 1));
  expect(told).toEqual([]);
  say(3_000, (at) => loud(at % 60 < 35 ? 1.6 : 1));
  expect(told).toEqual(["voice.began"]);
});

it.each(["manual", "gated", "automatic"] as const)(
  "replays the whole open answer to every new session: six rotations in its middle lose no sample (%s)",
  (plan) => {
    const { say, rotate, heard, taker } = bench(plan);
    say(1_000, room);
    // The answer begins with speech that was not yet known to be speech.
    const said: Uint8Array[] = [];
    for (let rotation = 0; rotation < 6; rotation++) {
      said.push(...say(3_000, voice));
      rotate();
    }
    said.push(...say(3_000, voice));
    taker.closeAnswer();
    expect(holds(heard(), said)).toBe(true);
    expect(msOf(heard()) - msOf(said)).toBeLessThanOrEqual(800 + 1_200);
  },
);

it("keeps an answer that ended without a session for the next one", () => {
  const { say, taker, rotate, heard, told } = bench("manual");
  say(1_000, room);
  taker.close();
  taker.disconnect();
  const said = say(2_000, voice);
  say(400, room);
  taker.closeAnswer();
  say(1_500, room);
  told.length = 0;
  rotate();
  expect(told).toEqual(["voice.began", "voice.ended"]);
  say(frameMs, room);
  expect(holds(heard(), said)).toBe(true);
});

it.each(["manual", "gated", "automatic"] as const)(
  "hands over an unanswered answer once when no further session will be opened (%s)",
  (plan) => {
    for (const isAsked of [false, true]) {
      const { taker, say } = bench(plan);
      say(1_000, room);
      const spoken = say(2_000, voice);
      taker.close();
      taker.disconnect();
      const sent: Uint8Array[] = [];
      const rest: Uint8Array[] = [];
      taker.connect((pcm) => sent.push(pcm), plan);
      if (isAsked) taker.open();
      for (let time = 0; time < 2; time++) taker.takeRest((pcm) => rest.push(pcm));
      expect([sent, holds(rest, spoken), msOf(rest) <= 3_000]).toEqual([[], true, true]);
    }
    const { taker, say } = bench(plan);
    say(2_000, voice);
    taker.takeRest(() => expect.unreachable());
  },
);

it("tells the next session how much was spoken in an unanswered answer", () => {
  const { say, taker, rotate, spoken } = bench("manual");
  say(1_000, room);
  say(2_000, voice);
  say(400, room);
  taker.closeAnswer();
  rotate();
  expect(Math.abs(spoken.at(-1)! - 2_000)).toBeLessThanOrEqual(160);
});

it.each([
  [3_000, ["voice.began", "voice.ended"]],
  [0, ["voice.began"]],
])("reports an answer that was spoken before the first session, %d ms after its last word", (silentMs, reported) => {
  const told: string[] = [];
  const early = new TurnTaker({
    tell: ({ type }) => told.push(type),
    heard: () => {},
    interviewerDb: () => -Infinity,
    now: () => Date.now(),
  });
  const said = Array.from({ length: 1_200 / frameMs }, (_, at) => voice(at));
  const silent = Array.from({ length: silentMs / frameMs }, room);
  for (const pcm of [...said, ...silent]) early.push(pcm, Date.now());
  told.length = 0;
  const sent: Uint8Array[] = [];
  early.connect((pcm) => sent.push(pcm), "manual");
  early.open();
  expect(told).toEqual(reported);
  early.openAnswer();
  early.push(room(), Date.now());
  expect(holds(sent, said)).toBe(true);
});

it("reports how much was spoken, excluding pauses", () => {
  const { say, spoken } = bench("manual");
  say(2_000, room);
  say(640, voice);
  say(800, room);
  say(640, voice);
  say(800, room);
  expect(spoken.length).toBe(2);
  expect(Math.abs(spoken[1]! - 1_280)).toBeLessThanOrEqual(160);
});

describe("frames that stop", () => {
  it("end the answer, by the clock, after a second and a half without a frame", () => {
    const { say, told } = bench("manual");
    say(1_000, room);
    say(600, voice);
    vi.advanceTimersByTime(1_400);
    expect(told).toEqual(["voice.began"]);
    vi.advanceTimersByTime(1_600);
    expect(told).toEqual(["voice.began", "voice.lost"]);
  });

  it("end no answer while they still come", () => {
    const { say, told } = bench("manual");
    for (let second = 0; second < 4; second++) {
      say(1_000, voice);
      vi.advanceTimersByTime(1_000);
    }
    expect(told).toEqual(["voice.began"]);
  });

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
