import { expect, it } from "vitest";
import { frameMs, room, voice } from "../../testing/turn-taker-bench.ts";
import { Relay } from "./relay.ts";

/** A relay on a clock of its own; `sent` counts the bytes of speech that went out. */
const relayOf = () => {
  const clock = { now: 0 };
  const seen = { sent: 0, tooSlow: 0 };
  /** The first byte of each piece. */
  const heard: number[] = [];
  const marked: boolean[] = [];
  /** When the candidate gave a sign of life, in ms. */
  const signs: number[] = [];
  const relay = new Relay({
    toClient: (pcm) => {
      seen.sent += pcm.length;
      heard.push(pcm[0] ?? -1);
    },
    tooSlow: () => seen.tooSlow++,
    tell: () => {},
    spoken: () => signs.push(clock.now),
    marked: (isAudible) => marked.push(isAudible),
    now: () => clock.now,
    times: null,
  });
  relay.listen(24_000);
  relay.open();
  relay.speech.begin();
  return { clock, seen, heard, relay, marked, signs };
};

it("paces an hour of speech sent in five seconds: at most a minute ahead of real time, with a bounded queue", () => {
  const { clock, seen, relay } = relayOf();
  for (let at = 0; at < 3_600; at++) {
    if (at % 4 === 0) relay.speech.heard(clock.now);
    relay.down(new Uint8Array(48_000), clock.now);
    clock.now += 5_000 / 3_600;
  }
  expect(seen).toEqual({ sent: 64 * 48_000, tooSlow: 0 });
  for (let second = 0; second < 600; second++) {
    clock.now += 1_000;
    relay.speech.heard(clock.now);
  }
  expect(seen.sent / 48_000).toBeGreaterThanOrEqual(360);
  expect(seen.sent / 48_000).toBeLessThanOrEqual(370);
});

it("drops for good the interviewer's sound that arrives while the relay is closed", () => {
  const { clock, seen, relay } = relayOf();
  relay.close();
  relay.down(new Uint8Array(48_000), clock.now);
  relay.open();
  relay.down(new Uint8Array(24_000), clock.now);
  relay.drain();
  expect(seen.sent).toBe(24_000);
});

it("withholds nothing from a client that only listens while speech arrives in real time", () => {
  const { clock, seen, relay } = relayOf();
  for (let second = 0; second < 59; second++) {
    relay.down(new Uint8Array(48_000), clock.now);
    clock.now += 1_000;
  }
  expect(seen).toEqual({ sent: 59 * 48_000, tooSlow: 0 });
});

it("gives up only on a client without a sign of life while over twenty seconds of speech are dropped", () => {
  const { clock, seen, relay } = relayOf();
  const speak = (seconds: number) => {
    for (let second = 0; second < seconds; second++) relay.down(new Uint8Array(48_000), clock.now);
  };
  const [sentFirst, sentNext, held] = [33, 20, 10];
  clock.now += 3_000;
  speak(sentFirst + held + 15);
  relay.speech.heard(clock.now);
  clock.now += 3_000;
  speak(sentNext + held + 20);
  expect(seen).toEqual({ sent: (sentFirst + held + sentNext) * 48_000, tooSlow: 0 });
  speak(1);
  expect(seen.tooSlow).toBe(1);
});

it("copies what it keeps, as the memory of a sound is used for the next one", () => {
  const { clock, heard, relay } = relayOf();
  const memory = new Uint8Array(48_000);
  for (let second = 0; second < 40; second++) relay.down(memory.fill(second), clock.now);
  expect(heard.length).toBe(30);
  relay.speech.heard(clock.now);
  const all = Array.from({ length: 40 }, (_, at) => at);
  expect(heard).toEqual(all);
  heard.length = 0;
  relay.listen(24_000);
  relay.speech.begin();
  relay.drain();
  expect(heard.filter((it, at) => it !== heard[at - 1])).toEqual(all);
});

it("sends held-back sound before the end, and nothing that was interrupted", () => {
  const { clock, seen, relay } = relayOf();
  for (let second = 0; second < 40; second++) relay.down(new Uint8Array(48_000), clock.now);
  expect(seen.sent).toBe(30 * 48_000);
  relay.interrupt();
  for (let second = 0; second < 5; second++) relay.down(new Uint8Array(48_000), clock.now);
  relay.drain();
  expect(seen.sent).toBe(35 * 48_000);
});

it("believes a silent client has heard the interviewer's end only when nothing is waiting for it", () => {
  const { clock, relay, marked } = relayOf();
  relay.speech.arrived(0, clock.now);
  for (let second = 0; second < 4; second++) relay.down(new Uint8Array(48_000), clock.now);
  relay.mark({ capturedSamples: 0, isAudible: true });
  relay.mark({ capturedSamples: 0, isAudible: false });
  relay.speech.arrived(4 * 24_000, clock.now);
  relay.mark({ capturedSamples: 0, isAudible: true });
  relay.mark({ capturedSamples: 0, isAudible: false });
  expect(marked).toEqual([true, true, false]);
});

/** A relay that keeps the pieces that went out each way, as lists of their bytes. */
const whole = () => {
  const [up, down]: [number[][], number[][]] = [[], []];
  const relay = new Relay({
    toClient: (pcm) => down.push([...pcm]),
    tooSlow: () => {},
    tell: () => {},
    spoken: () => {},
    marked: () => {},
    now: () => 0,
    times: null,
  });
  relay.listen(24_000);
  relay.connect((pcm) => up.push([...pcm]));
  relay.open();
  relay.speech.begin();
  return { relay, up, down };
};

it("passes sound that arrives with its samples cut in two as whole samples, in order, in both directions", () => {
  const { relay, up, down } = whole();
  for (const bytes of [[1, 2], [3], [4, 5], [6], [7], [8, 9, 10]]) {
    relay.up(Uint8Array.from(bytes), 0);
    relay.down(Uint8Array.from(bytes), 0);
  }
  const samples = [
    [1, 2],
    [3, 4],
    [5, 6],
    [7, 8, 9, 10],
  ];
  expect({ up, down }).toEqual({ up: samples, down: samples });
});

it("joins half a sample neither to the sound of the next client nor to the interviewer's next turn", () => {
  const { relay, up, down } = whole();
  relay.up(Uint8Array.of(1), 0);
  relay.listen(24_000);
  relay.up(Uint8Array.of(2, 3), 0);
  relay.speech.begin();
  relay.turnStarted();
  relay.down(Uint8Array.of(4), 0);
  relay.turnStarted();
  relay.down(Uint8Array.of(5, 6), 0);
  expect({ up, down }).toEqual({ up: [[2, 3]], down: [[5, 6]] });
});

it.each([
  ["asks for more than a quarter of a second of voice while the interviewer can be heard", 1_000, []],
  ["lets a quarter of a second of voice begin an answer once the interviewer has been heard to the end", 4_000, ["voice.began"]],
])("%s", (_, quietMs, expected) => {
  const clock = { now: 0 };
  const told: string[] = [];
  const relay = new Relay({
    toClient: () => {},
    tooSlow: () => {},
    tell: ({ type }) => told.push(type),
    spoken: () => {},
    marked: () => {},
    now: () => clock.now,
    times: null,
  });
  relay.listen(24_000);
  relay.connect(() => {}, "manual");
  relay.open();
  relay.speech.begin();
  relay.turnStarted();
  relay.down(new Uint8Array(Int16Array.from({ length: 3 * 24_000 }, (_, at) => 100 * Math.sin(at / 12)).buffer), 0);
  for (let at = 0; at < (quietMs + 240) / frameMs; at++) {
    clock.now += frameMs;
    relay.up(at < quietMs / frameMs ? room() : voice(at), clock.now);
  }
  relay.drain();
  expect(told).toEqual(expected);
});

it("passes none of the candidate's sound on once it is closed or disconnected, and still the interviewer's where it only hears out", () => {
  const stops = [
    (it: Relay) => it.close(),
    (it: Relay) => it.disconnect(),
    (it: Relay) => it.hearOut(),
    (it: Relay) => (it.close(), it.hearOut()),
  ];
  const passed = stops.map((stop) => {
    const { relay, up, down } = whole();
    stop(relay);
    relay.up(Uint8Array.of(1, 2), 0);
    relay.down(Uint8Array.of(3, 4), 0);
    return { up, down };
  });
  expect(passed).toEqual([
    { up: [], down: [] },
    { up: [], down: [[3, 4]] },
    { up: [], down: [[3, 4]] },
    { up: [], down: [[3, 4]] },
  ]);
});

it("goes on at the client's rate after the object lost its memory", () => {
  const { relay, down } = whole();
  relay.listen(16_000);
  relay.relisten(24_000, false);
  relay.speech.begin();
  relay.down(Uint8Array.of(1, 2), 0);
  expect(down).toEqual([[1, 2]]);
});

it("counts the candidate's voice as a sign of life when it begins and when it ends, whether or not words follow", () => {
  const { clock, relay, signs } = relayOf();
  const [beganMs, endedMs] = [1_000, 61_000];
  for (let at = 0; clock.now < endedMs + 1_000; at++) {
    clock.now += frameMs;
    relay.up(clock.now > beganMs && clock.now <= endedMs ? voice(at) : room(), clock.now);
  }
  relay.close();
  expect(signs.map((atMs) => atMs - (atMs < endedMs ? beganMs : endedMs))).toEqual([expect.toSatisfy(isSoon), expect.toSatisfy(isSoon)]);
});

const isSoon = (afterMs: number): boolean => afterMs > 0 && afterMs <= 300;
