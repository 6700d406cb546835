import { expect, it } from "vitest";
import { PlaybackQueue } from "./playback-queue.ts";

/** A low rate, because only times matter here; blocks of 5 ms, like the audio thread's. */
const rateHz = 8_000;
const blockMs = 5;

/** Random numbers from 0 to 1, the same for the same seed (mulberry32). */
const randomFrom = (seed: number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let it = Math.imul(state ^ (state >>> 15), 1 | state);
    it = (it + Math.imul(it ^ (it >>> 7), 61 | it)) ^ it;
    return ((it ^ (it >>> 14)) >>> 0) / 2 ** 32;
  };
};

type Network = { seed: number; jitterMs: number; pieceMs: number; turns?: number };

/**
 * Plays turns of ten seconds at the pace of speech, each piece up to `jitterMs` late and none before another. Returns when speech ran dry,
 * and the longest wait for a turn.
 */
const listen = ({ seed, jitterMs, pieceMs, turns = 6 }: Network) => {
  const random = randomFrom(seed);
  const dryAtMs: number[] = [];
  let nowMs = 0;
  const queue = new PlaybackQueue({ rateHz, tell: ({ type }) => type === "underrun" && dryAtMs.push(nowMs) });
  const [block, piece] = [new Float32Array((blockMs * rateHz) / 1000), new Float32Array((pieceMs * rateHz) / 1000).fill(0.5)];
  let longestWaitMs = 0;
  for (let turn = 0; turn < turns; turn++) {
    const sentMs = Array.from({ length: Math.floor(10_000 / pieceMs) }, (_, at) => nowMs + at * pieceMs);
    const comes = sentMs.map((it) => it + random() * jitterMs).map((_, at, all) => Math.max(...all.slice(Math.max(0, at - 9), at + 1)));
    const endMs = nowMs + 13_000;
    let heardAtMs: number | null = null;
    for (let next = 0; nowMs < endMs; nowMs += blockMs) {
      for (; next < comes.length && (comes[next] ?? 0) <= nowMs; next++) queue.push(piece);
      queue.pull(block);
      if ((block.at(-1) ?? 0) > 0.3) heardAtMs ??= nowMs;
    }
    longestWaitMs = Math.max(longestWaitMs, (heardAtMs ?? Infinity) - (comes[0] ?? 0));
  }
  return { dryAtMs, longestWaitMs };
};

it.each([20, 40, 100])(
  "never underruns with speech in pieces of %i ms that are up to 100 ms late, buffering an eighth of a second",
  (pieceMs) => {
    for (const jitterMs of [0, 50, 100])
      for (const seed of [1, 2, 3]) {
        const { dryAtMs, longestWaitMs } = listen({ seed, jitterMs, pieceMs });
        expect([seed, jitterMs, dryAtMs, longestWaitMs <= 125]).toEqual([seed, jitterMs, [], true]);
      }
  },
);

it("keeps buffering as long as needed when the first piece says nothing about the next", () => {
  for (const seed of [1, 2, 3]) expect(listen({ seed, jitterMs: 100, pieceMs: 320, turns: 24 }).dryAtMs.length).toBeLessThanOrEqual(4);
});
