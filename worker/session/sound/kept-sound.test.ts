import { describe, expect, it } from "vitest";
import { KeptSound } from "./kept-sound.ts";

/** So many bytes, which count up from `from`. */
const count = (from: number, bytes: number) => Uint8Array.from({ length: bytes }, (_, at) => (from + at) % 251);
const keep = (...frames: Uint8Array[]) => {
  const kept = new KeptSound();
  for (const frame of frames) kept.push(frame);
  return kept;
};
const piecesOf = (kept: KeptSound) => {
  const pieces: Uint8Array[] = [];
  kept.each((piece) => pieces.push(piece));
  return pieces;
};
const bytesOf = (kept: KeptSound) => [...Buffer.concat(piecesOf(kept))];

describe("kept sound", () => {
  it("holds what came, in order, however it was framed, in pieces of 100 ms at most", () => {
    const kept = keep(count(0, 640), count(640, 1), count(641, 20_000), count(20_641, 3_199));
    expect(bytesOf(kept)).toEqual([...count(0, 23_840)]);
    expect(kept.bytes).toBe(23_840);
    expect(Math.max(...piecesOf(kept).map(({ length }) => length))).toBe(3_200);
  });

  it("is a copy that neither the giver nor the receiver can change", () => {
    const frame = count(0, 640);
    const kept = keep(frame);
    frame.fill(9);
    for (const piece of piecesOf(kept)) piece.fill(9);
    expect(bytesOf(kept)).toEqual([...count(0, 640)]);
  });

  it.each([0, 1, 640, 6_400, 6_401, 30_000])("keeps the newest %d bytes when trimmed to them", (bytes) => {
    const kept = keep(count(0, 20_000));
    kept.trim(bytes);
    expect(bytesOf(kept)).toEqual([...count(0, 20_000)].slice(20_000 - Math.min(bytes, 20_000)));
    expect(kept.bytes).toBe(Math.min(bytes, 20_000));
  });

  it("keeps working after being trimmed or cleared, over and over", () => {
    const kept = new KeptSound();
    for (let at = 0; at < 100; at++) {
      kept.push(count(1_280 * at, 1_280));
      kept.trim(25_600);
    }
    expect(bytesOf(kept)).toEqual([...count(128_000 - 25_600, 25_600)]);
    kept.clear();
    expect([kept.bytes, bytesOf(kept)]).toEqual([0, []]);
    kept.push(count(7, 10_000));
    expect(bytesOf(kept)).toEqual([...count(7, 10_000)]);
  });

  it("appends another's sound, after which the two are independent", () => {
    const [first, second] = [keep(count(0, 1_000)), keep(count(1_000, 9_000))];
    first.take(second);
    second.push(count(0, 10));
    first.push(count(10_000, 10));
    expect(bytesOf(first)).toEqual([...count(0, 10_010)]);
    expect(bytesOf(second)).toEqual([...count(0, 10)]);
  });

  it("counts what it holds after it gave all of it away and after it took another's, so that a limit applies to all", () => {
    const [first, second] = [keep(count(0, 1_000)), keep(count(1_000, 9_000))];
    first.take(second);
    expect([first.bytes, second.bytes]).toEqual([10_000, 0]);
    first.trim(2_000);
    expect(bytesOf(first)).toEqual([...count(0, 10_000)].slice(8_000));
  });

  it("holds nothing of what was there before it was cleared", () => {
    const kept = keep(count(0, 1_000));
    kept.clear();
    kept.push(count(7, 10));
    expect(bytesOf(kept)).toEqual([...count(7, 10)]);
  });
});
