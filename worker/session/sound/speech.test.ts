import { describe, expect, it } from "vitest";
import { Speech } from "./speech.ts";

/** The interviewer says all of the sound at once. A new client comes after `reloadedAfter` of the pieces, hears the rest, and marks it. */
const heard = ({ pieces, reloadedAfter }: { pieces: number[]; reloadedAfter: number }) => {
  const clock = { nowMs: 1_000 };
  const speech = new Speech({ send: () => {}, tooSlow: () => {}, now: () => clock.nowMs, soundMs: () => clock.nowMs });
  const join = () => {
    speech.listen(24_000);
    speech.begin();
  };
  join();
  speech.startTurn();
  for (const [at, bytes] of pieces.entries()) {
    if (at === reloadedAfter) join();
    speech.push(new Uint8Array(bytes), clock.nowMs);
    clock.nowMs += 33;
  }
  speech.mark(true, clock.nowMs);
  clock.nowMs += 60_000;
  speech.mark(false, clock.nowMs);
  clock.nowMs += 5_000;
  const { soundMs, heardMs } = speech.hearing;
  return { unheardMs: soundMs - heardMs, silentForMs: -Math.round(speech.audibleForMs) };
};

it("counts a turn heard to its end as heard, however it was cut into pieces and wherever a new client came in", () => {
  const runs = Array.from({ length: 200 }, (_, seed) => {
    const pieces = Array.from({ length: 40 }, (_, at) => 2 * (100 + ((seed * 7_919 + at * 104_729) % 7_001)));
    return heard({ pieces, reloadedAfter: 1 + (seed % 39) });
  });
  expect(runs.filter(({ unheardMs, silentForMs }) => unheardMs !== 0 || silentForMs !== 5_000)).toEqual([]);
});

it("sends nothing to a client that does not listen yet, not even the rest of the previous client's sound", () => {
  const sent: number[] = [];
  const speech = new Speech({ send: (pcm) => sent.push(pcm.length), tooSlow: () => {}, now: () => 1_000, soundMs: () => 0 });
  speech.listen(16_000);
  speech.begin();
  speech.push(new Uint8Array(4_800), 1_000);
  expect(sent.splice(0)).not.toEqual([]);
  speech.listen(16_000);
  speech.drain();
  expect(sent).toEqual([]);
});

/** What a client at `rate` is sent of four seconds that are said at once, while it reports what has arrived. */
const paced = (rate: 16_000 | 24_000) => {
  const sent: number[] = [];
  const speech = new Speech({ send: (pcm) => sent.push(pcm.length / 2), tooSlow: () => {}, now: () => 1_000, soundMs: () => 0 });
  const seconds = () => sent.reduce((sum, it) => sum + it, 0) / rate;
  speech.listen(rate);
  speech.begin();
  speech.arrived(0, 1_000);
  speech.startTurn();
  for (let at = 0; at < 100; at++) speech.push(new Uint8Array(48 * 40), 1_000);
  return { speech, seconds, tell: () => speech.arrived(seconds() * rate, 1_000) };
};

it.each([
  [16_000, 12],
  [24_000, 0],
] as const)("keeps two seconds on the way to a client that reports arrivals at %s Hz, and finishes the turn", (rate, tailSamples) => {
  const { speech, seconds, tell } = paced(rate);
  expect(seconds()).toBeCloseTo(2, 2);
  expect(speech.heldMs).toBe(2_000);
  speech.endTurn();
  expect(seconds()).toBeCloseTo(2, 2);
  speech.arrived(rate / 2, 1_000);
  expect(seconds()).toBeCloseTo(2.5, 1);
  tell();
  expect([seconds() * rate, speech.heldMs]).toEqual([4 * rate + tailSamples, 0]);
});

it("puts nothing into a turn that goes on, whatever its client reports, nor into the one after it", () => {
  let nowMs = 1_000;
  const sent: number[] = [];
  const speech = new Speech({
    send: (pcm) => sent.push(...new Int16Array(pcm.slice().buffer)),
    tooSlow: () => {},
    now: () => nowMs,
    soundMs: () => 0,
  });
  const loud = new Uint8Array(new Int16Array(24 * 40).fill(8_000).buffer);
  const say = (ms: number) => {
    for (const until = nowMs + ms; nowMs < until; nowMs += 40) {
      speech.push(loud, nowMs);
      speech.heard(nowMs);
      speech.arrived(sent.length, nowMs);
    }
  };
  speech.listen(16_000);
  speech.begin();
  speech.startTurn();
  say(400);
  speech.push(new Uint8Array(48 * 2_500), nowMs);
  speech.begin();
  speech.endTurn();
  speech.startTurn();
  say(4_000);
  expect(sent.length).toBe(16 * 6_900);
  expect(sent.slice(16 * 3_000).every((it) => it === 8_000)).toBe(true);
});

it("sends a client that comes back what none before it has played, each time", () => {
  let nowMs = 1_000;
  let samples = 0;
  const speech = new Speech({ send: (pcm) => (samples += pcm.length / 2), tooSlow: () => {}, now: () => nowMs, soundMs: () => 0 });
  const heardBy = (playedMs: number) => {
    samples = 0;
    speech.listen(24_000);
    speech.begin();
    nowMs += playedMs;
    return samples / 24;
  };
  speech.startTurn();
  speech.push(new Uint8Array(48 * 1_000), nowMs);
  expect([heardBy(400), heardBy(200), heardBy(300), heardBy(0)]).toEqual([1_000, 600, 400, 100]);
});

describe("a client that reports arrivals, and whose line breaks", () => {
  const begun = () => {
    const clock = { nowMs: 1_000 };
    let samples = 0;
    const speech = new Speech({
      send: (pcm) => (samples += pcm.length / 2),
      tooSlow: () => {},
      now: () => clock.nowMs,
      soundMs: () => clock.nowMs,
    });
    const say = (ms: number) => {
      for (let at = 0; at < ms; at += 40) speech.push(new Uint8Array(48 * 40), clock.nowMs);
    };
    const join = (isPlaying = false) => {
      samples = 0;
      speech.listen(24_000, isPlaying);
      speech.begin();
    };
    join();
    speech.arrived(0, clock.nowMs);
    speech.startTurn();
    return { speech, clock, say, comesBackTo: (isPlaying = false) => (join(isPlaying), samples / 24 + speech.heldMs) };
  };

  it("is sent again what was on the way, however long it was away and whatever was said meanwhile", () => {
    const { speech, clock, say, comesBackTo } = begun();
    say(3_000);
    speech.mark(true, clock.nowMs);
    clock.nowMs += 500;
    speech.arrived(24 * 500, clock.nowMs);
    clock.nowMs += 5_000;
    say(1_000);
    clock.nowMs += 5_000;
    expect(comesBackTo()).toBe(3_500);
    expect(comesBackTo()).toBe(3_500);
  });

  it("is sent nothing again that it had played before, though it had not reported all of it yet", () => {
    const { speech, clock, say, comesBackTo } = begun();
    say(1_000);
    speech.mark(true, clock.nowMs);
    clock.nowMs += 1_000;
    speech.arrived(24 * 600, clock.nowMs);
    speech.mark(false, clock.nowMs);
    say(800);
    clock.nowMs += 5_000;
    expect(comesBackTo()).toBe(800);
  });

  it("is sent again only what it cannot have played since, where it went on playing: all that had arrived, at most", () => {
    const playedOn = (awayMs: number) => {
      const { speech, clock, say, comesBackTo } = begun();
      say(4_000);
      speech.mark(true, clock.nowMs);
      clock.nowMs += 500;
      speech.arrived(24 * 2_000, clock.nowMs);
      speech.leave();
      clock.nowMs += awayMs / 2;
      speech.listen(24_000, true);
      speech.leave();
      say(1_000);
      clock.nowMs += awayMs / 2;
      return comesBackTo(true);
    };
    expect([0, 1_000, 1_500, 10_000].map(playedOn)).toEqual([4_500, 3_500, 3_000, 3_000]);
  });

  it("is sent again what came after it had fallen silent, though it went on playing: nobody knows when that became audible", () => {
    const { speech, clock, say, comesBackTo } = begun();
    say(1_000);
    speech.mark(true, clock.nowMs);
    clock.nowMs += 1_000;
    speech.mark(false, clock.nowMs);
    say(800);
    speech.arrived(24 * 1_800, clock.nowMs);
    speech.leave();
    clock.nowMs += 5_000;
    expect(comesBackTo(true)).toBe(800);
  });

  it("is trusted to have heard what it was sent once it has stopped to report", () => {
    const { speech, clock, say, comesBackTo } = begun();
    say(4_000);
    speech.mark(true, clock.nowMs);
    for (const until = clock.nowMs + 12_000; clock.nowMs < until; clock.nowMs += 40) speech.heard(clock.nowMs);
    expect([speech.heldMs, comesBackTo()]).toEqual([0, 0]);
  });
});

it("counts what was dropped for a client without a sign of life as not sent, and as past", () => {
  let nowMs = 1_000;
  const speech = new Speech({ send: () => {}, tooSlow: () => {}, now: () => nowMs, soundMs: () => 0 });
  speech.listen(24_000);
  speech.begin();
  speech.startTurn();
  nowMs += 3_000;
  for (let second = 0; second < 50; second++) speech.push(new Uint8Array(48_000), nowMs);
  expect([speech.reaching(50_000), speech.reaching(6_000)]).toEqual([43_000, 0]);
  speech.heard(nowMs);
  nowMs += 50_000;
  expect(speech.hearing).toEqual({ soundMs: 50_000, heardMs: 50_000 });
});

it("also finishes the turn for a client that reports nothing, once the waiting sound is out", () => {
  let samples = 0;
  const speech = new Speech({ send: (pcm) => (samples += pcm.length / 2), tooSlow: () => {}, now: () => 1_000, soundMs: () => 0 });
  speech.listen(16_000);
  speech.begin();
  speech.startTurn();
  for (let at = 0; at < 100; at++) speech.push(new Uint8Array(48 * 700), 1_000);
  speech.endTurn();
  expect([samples / 16_000 < 61, speech.heldMs > 0]).toEqual([true, true]);
  for (let nowMs = 1_000; nowMs < 16_000; nowMs += 20) speech.heard(nowMs);
  expect([samples, speech.heldMs]).toEqual([70 * 16_000 + 12, 0]);
});

it("sends at first two seconds of what nobody heard to a client whose predecessor reported arrivals", () => {
  const { speech, seconds, tell } = paced(24_000);
  speech.listen(24_000);
  speech.begin();
  expect(seconds()).toBeCloseTo(4, 1);
  tell();
  expect(seconds()).toBeCloseTo(6, 1);
});
