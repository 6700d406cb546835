import { describe, expect, it } from "vitest";
import { conversation } from "./testing/interview.ts";
import { type Turn, turnsOf } from "./turns.ts";

const short = (turns: Turn[]) => turns.map(({ speaker, entries, offsetMs }) => [offsetMs, speaker, ...entries.map((it) => it.content)]);

describe("the turns of a conversation", () => {
  it("merge consecutive entries of one speaker, at the time of the first", () => {
    expect(short(turnsOf(conversation, "2025-11-21T09:01:00.000Z"))).toEqual([
      [2_000, "AI", "Hello, what did you build?"],
      [10_000, "USER", "A checkout", "that works offline"],
      [65_000, "AI", "Why offline?"],
      [69_000, "USER", "Trains"],
    ]);
  });

  it("begin at zero with the first words when the start is unknown or later", () => {
    const [entry] = conversation;
    expect(short(turnsOf(entry ? [entry] : [], null))).toEqual([[0, "AI", "Hello, what did you build?"]]);
    expect(short(turnsOf(entry ? [entry] : [], "2025-11-21T10:00:00.000Z"))).toEqual([[0, "AI", "Hello, what did you build?"]]);
  });

  it("are none without a transcript", () => {
    expect(turnsOf([], null)).toEqual([]);
  });
});
