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
  it.each(Object.keys(golden) as (keyof typeof golden)[])("is where it should be for %s", (name) => {
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
  ])("is at 30 words in two answers of ten, and asks for a likely pace and a line that is still the same: %#", (input, gate) => {
    expect(gateOf(input)).toBe(gate);
  });
});
