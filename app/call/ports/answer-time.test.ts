import { describe, expect, it } from "vitest";
import { AnswerTime } from "./answer-time.ts";

/** What is read after one answer. */
const after = (...steps: [at: number, what: "spoke" | "due" | "sounded" | "drop"][]) => {
  const answers = new AnswerTime();
  for (const [at, what] of steps) answers[what](at);
  return answers.read();
};

describe("the time until the interviewer answers", () => {
  it("is reported when over three seconds, and no longer after a quick answer", () => {
    expect(after([0, "spoke"], [1_600, "due"], [4_500, "sounded"])).toBeNull();
    expect(after([0, "spoke"], [1_600, "due"], [6_600, "sounded"])).toBe(5_000);
    expect(after([0, "due"], [6_000, "sounded"], [9_000, "due"], [10_000, "sounded"])).toBeNull();
  });

  it("excludes the pause for the candidate's pace, and counts from the last word if later", () => {
    expect(after([0, "spoke"], [7_000, "due"], [9_000, "sounded"])).toBeNull();
    expect(after([0, "due"], [2_000, "spoke"], [4_500, "sounded"])).toBeNull();
  });

  it("is measured once per answer, and only when one is due", () => {
    expect(after([0, "spoke"], [9_000, "sounded"])).toBeNull();
    expect(after([0, "due"], [1_000, "drop"], [9_000, "sounded"])).toBeNull();
    expect(after([0, "due"], [5_000, "sounded"], [6_000, "sounded"])).toBe(5_000);
  });
});
