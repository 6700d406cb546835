import fc from "fast-check";
import { expect, it } from "vitest";
import { type PlaybackNews, PlaybackQueue } from "./playback-queue.ts";

const rateHz = 24_000;
const samples = (ms: number) => (ms * rateHz) / 1000;

const playback = () => {
  const news: PlaybackNews[] = [];
  const heard: number[] = [];
  const queue = new PlaybackQueue({ rateHz, tell: (it) => news.push(it) });
  const play = (ms: number) => {
    const block = new Float32Array(120);
    for (let left = samples(ms); left > 0; left -= block.length) {
      queue.pull(block);
      heard.push(...block);
    }
  };
  const told = () => news.filter((it) => it.type !== "level");
  return { queue, play, heard, news, told };
};

let phase = 0;
const tone = (ms: number) =>
  Float32Array.from({ length: samples(ms) }, () => (16_000 / 32_768) * Math.sin((2 * Math.PI * 440 * (phase += 1)) / rateHz));

const largestStep = (heard: number[]) => heard.reduce((most, it, i) => Math.max(most, Math.abs(it - (heard[i - 1] ?? 0))), 0);
const toneStep = (16_000 / 32_768) * ((2 * Math.PI * 440) / rateHz);

it("waits for 100 ms of speech, then plays it in order", () => {
  const { queue, play, heard, told } = playback();
  const speech = tone(200);
  queue.push(speech.subarray(0, samples(60)));
  play(40);
  expect(heard.every((it) => it === 0)).toBe(true);
  queue.push(speech.subarray(samples(60)));
  queue.drain();
  expect(told()).toEqual([{ type: "draining", leftMs: 200 }]);
  play(300);
  const faded = samples(40 + 4);
  expect(heard.slice(faded, samples(240))).toEqual([...speech.subarray(samples(4))]);
  expect(told()).toEqual([{ type: "draining", leftMs: 200 }, { type: "drained" }]);
});

it("also plays less than 100 ms once it has waited that long", () => {
  const { queue, play, heard } = playback();
  queue.push(tone(30));
  play(200);
  expect(heard.slice(0, samples(95)).every((it) => it === 0)).toBe(true);
  expect(heard.some((it) => it !== 0)).toBe(true);
});

it("joins chunks without a step, however they are cut", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: 1, maxLength: 12 }), (sizes) => {
      const { queue, play, heard } = playback();
      phase = 0;
      for (const size of sizes) queue.push(tone((size * 1000) / rateHz));
      play(100);
      expect(largestStep(heard)).toBeLessThan(toneStep * 1.2);
    }),
    { numRuns: 30 },
  );
});

it("fades out on an underrun, and waits longer after late speech", () => {
  const { queue, play, heard, told } = playback();
  for (const targetMs of [150, 200, 250, 300, 300]) {
    queue.push(tone(350));
    play(500);
    queue.push(tone(350));
    expect(told().at(-1)).toEqual({ type: "underrun", targetMs });
    play(1_000);
  }
  expect(largestStep(heard)).toBeLessThan(0.06);
});

it("also waits longer at the next turn, however long the pieces are", () => {
  const { queue, play, heard } = playback();
  const sounds = () => heard.slice(-samples(40)).some((it) => it !== 0);
  const begin = () => {
    queue.push(tone(700));
    play(40);
    return sounds();
  };
  expect(begin()).toBe(true);
  play(800);
  queue.push(tone(350));
  play(1_500);
  expect(begin()).toBe(false);
  queue.push(tone(50));
  play(40);
  expect(sounds()).toBe(true);
});

it("treats a long pause as a new turn, not as late speech", () => {
  const { queue, play, told } = playback();
  queue.push(tone(200));
  play(1_000);
  queue.push(tone(200));
  play(400);
  expect(told()).toEqual([]);
});

it("shortens its wait again after half a minute without underruns", () => {
  const { queue, play, told, heard } = playback();
  queue.push(tone(110));
  play(250);
  queue.push(tone(30_300));
  expect(told()).toEqual([{ type: "underrun", targetMs: 150 }]);
  play(31_000);
  const start = heard.length;
  queue.push(tone(120));
  play(20);
  expect(heard.slice(start).some((it) => Math.abs(it) > 0.01)).toBe(true);
});

it("shortens it by one step per half minute, not by all after the first", () => {
  const { queue, play, told } = playback();
  for (let late = 0; late < 4; late += 1) {
    queue.push(tone(350));
    play(500);
  }
  queue.push(tone(30_600));
  play(30_800);
  queue.push(tone(350));
  expect(told().map((it) => it.type === "underrun" && it.targetMs)).toEqual([150, 200, 250, 300, 300]);
});

it("empties at once when flushed, with a fade instead of a click, and starts afresh", () => {
  const { queue, play, heard, told } = playback();
  queue.push(tone(5_000));
  play(500);
  queue.flush();
  const start = heard.length;
  play(50);
  const after = heard.slice(start);
  expect(after.slice(samples(15)).every((it) => it === 0)).toBe(true);
  expect(largestStep(heard)).toBeLessThan(0.06);
  const next = tone(200);
  queue.push(next);
  const began = heard.length;
  play(300);
  const first = heard.findIndex((it, at) => at >= began && it !== 0);
  expect(heard.slice(first + samples(4), first + samples(200))).toEqual([...next.subarray(samples(4))]);
  expect(told()).toEqual([]);
});

it("reports being drained at once when nothing is queued", () => {
  const { queue, told } = playback();
  queue.drain();
  expect(told()).toEqual([{ type: "drained" }]);
});

it("reports its loudness twenty times a second, and silence once", () => {
  const { queue, play, news } = playback();
  queue.push(tone(510));
  play(1_000);
  const levels = news.filter((it) => it.type === "level");
  expect(levels.filter((it) => it.isPlaying)).toHaveLength(10);
  expect(levels.at(-1)).toMatchObject({ type: "level", rms: 0, isPlaying: false });
});

it("counts what was played and dropped, so that both ends agree on what was heard", () => {
  const { queue, play, news } = playback();
  queue.push(tone(400));
  play(300);
  const playedMs = () => news.findLast((it) => it.type === "level")?.playedMs;
  expect(playedMs()).toBe(300);
  queue.flush();
  expect(playedMs()).toBe(400);
});
