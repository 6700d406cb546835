import { describe, expect, it } from "vitest";
import { golden, transcript } from "./golden/transcripts.ts";
import { gateOf } from "./gates.ts";
import type { ReportInput } from "../contract/report.ts";

describe("the gate", () => {
  const gates: Partial<Record<keyof typeof golden, string>> = {
    silent: "SILENT",
    noise: "SILENT",
    oneWord: "TOO_SHORT",
    forged: "TOO_SHORT",
    suspicious: "UNSURE",
  };
  it.each(Object.keys(golden) as (keyof typeof golden)[])("is as expected for %s", (name) => {
    expect(gateOf(golden[name])).toBe(gates[name] ?? "OPEN");
  });

  const line = (words: number) => Array.from({ length: words }, (_, at) => `w${at}`).join(" ");
  const two = (first: number, second: number): ReportInput =>
    transcript([
      ["A", "x"],
      ["U", line(first)],
      ["A", "y"],
      ["U", line(second)],
    ]);
  it.each([
    [two(20, 10), "OPEN"],
    [two(20, 9), "TOO_SHORT"],
    [two(40, 9), "TOO_SHORT"],
    [two(15, 14), "TOO_SHORT"],
    [
      transcript(
        [
          ["A", "x"],
          ["U", line(20)],
          ["A", "y"],
          ["U", line(20)],
        ],
        { corrections: { 1: null } },
      ),
      "TOO_SHORT",
    ],
    [
      transcript(
        [
          ["A", "x"],
          ["U", line(20)],
          ["A", "y"],
          ["U", line(20)],
        ],
        { corrections: { 1: `other things ${"entirely ".repeat(20)}` } },
      ),
      "UNSURE",
    ],
    [
      transcript(
        [
          ["A", "x"],
          ["U", line(20)],
          ["A", "y"],
          ["U", line(20)],
        ],
        { speechMs: 40_000 },
      ),
      "UNSURE",
    ],
    [
      transcript(
        [
          ["A", "x"],
          ["U", line(20)],
          ["A", "y"],
          ["U", line(20)],
        ],
        { speechMs: 20_000 },
      ),
      "OPEN",
    ],
  ])("requires 30 words in two answers of ten, a plausible pace and unchanged lines: %#", (input, gate) => {
    expect(gateOf(input)).toBe(gate);
  });

  const typedBut = (spoken: string | null, speechMs: number, wordlessSpeechMs: number): ReportInput => {
    const written = two(20, 20);
    const session = {
      micMs: 600_000,
      speechMs: speechMs + wordlessSpeechMs,
      aiMs: 0,
      wordlessSpeechMs,
      gaps: [],
      cutIns: [],
      vad: 1 as const,
    };
    const said = spoken === null ? [] : transcript([["U", spoken]], { speechMs }).entries;
    return { ...written, session, entries: [...written.entries.map((it) => ({ ...it, isTyped: it.speaker === "USER" })), ...said] };
  };
  it.each([
    ["a cough beside answers that were all typed", typedBut(null, 0, 700), "OPEN"],
    ["a television beside them", typedBut(null, 0, 300_000), "OPEN"],
    ["one slow word beside them", typedBut("Yes", 1_000, 0), "OPEN"],
    ["one quick word beside them", typedBut("Yes", 200, 0), "OPEN"],
    ["one word and a cough beside them", typedBut("Yes", 500, 700), "OPEN"],
    ["twenty words too quickly said", typedBut(line(20), 2_000, 0), "UNSURE"],
    ["twenty words with half of the voice in none", typedBut(line(20), 10_000, 10_000), "UNSURE"],
  ])("does not doubt a transcript with too little sound to judge: %s", (_, input, gate) => {
    expect(gateOf(input)).toBe(gate);
  });

  it("does not count the voice of a withdrawn line", () => {
    const lines = [
      ["A", "x"],
      ["U", line(30)],
      ["U", "Dinner is ready"],
      ["A", "y"],
      ["U", line(30)],
    ] as const;
    const { entries } = transcript(lines, { speechMs: 90_000 });
    const input = transcript(lines, { speechMs: 90_000, corrections: { 2: null } });
    const halved = input.entries.map((it, at) => (it.speech && at !== 2 ? { ...it, speech: { ...it.speech, speechMs: 15_000 } } : it));
    expect([gateOf({ entries, session: null }), gateOf({ entries: halved, session: null })]).toEqual(["UNSURE", "OPEN"]);
  });
});
