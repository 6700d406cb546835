import { describe, expect, it } from "vitest";
import { LastWords } from "./last-words.ts";

const second = 48_000;
/** The first byte of each frame that would be played, after a replay of these frames is asked for. */
const replayed = (words: LastWords) => words.again().map(([first]) => first);

describe("the interviewer's newest turn", () => {
  it("is replayed from its beginning, and none before it", () => {
    const words = new LastWords();
    expect([words.again(), words.read()]).toEqual([[], "nothing"]);
    words.add(Uint8Array.of(1));
    words.end();
    words.add(Uint8Array.of(2));
    words.add(Uint8Array.of(3));
    expect(words.read()).toBe("there");
    words.end();
    expect([replayed(words), words.read()]).toEqual([[2, 3], "playing"]);
  });

  it("loses its beginning where it lasts longer than two minutes, and one after a long one does not", () => {
    const words = new LastWords();
    for (let at = 0; at < 121; at++) words.add(new Uint8Array(second).fill(at));
    expect(replayed(words)).toEqual(Array.from({ length: 120 }, (_, at) => at + 1));
    words.end();
    for (let at = 0; at < 120; at++) words.add(new Uint8Array(second).fill(at));
    expect(replayed(words)).toEqual(Array.from({ length: 120 }, (_, at) => at));
  });

  it("is replayed without what will come again", () => {
    const words = new LastWords();
    for (const at of [1, 2, 3]) words.add(new Uint8Array(second).fill(at));
    words.takeBack(1_500);
    expect(words.again().map((it) => [it[0], it.length])).toEqual([
      [1, second],
      [2, second / 2],
    ]);
    words.takeBack(9_000);
    expect(replayed(words)).toEqual([]);
  });

  it("is being replayed until it has sounded and falls silent, or is stopped", () => {
    const words = new LastWords();
    words.hush();
    expect(words.read()).toBe("nothing");
    words.add(Uint8Array.of(1));
    const seen = (...levels: boolean[]) => {
      words.again();
      return levels.map((isPlaying) => (words.sounded(isPlaying), words.read()));
    };
    expect(seen(false, true, true, false)).toEqual(["playing", "playing", "playing", "there"]);
    expect(seen(false, true)).toEqual(["playing", "playing"]);
    expect(seen(false)).toEqual(["playing"]);
    words.hush();
    expect(words.read()).toBe("there");
  });
});
