import { describe, expect, it } from "vitest";
import type { TranscriptEntry } from "../../contract/app-api.ts";
import { durationMsOf, measuresOf } from "./measures.ts";
import { conversation } from "./testing/interview.ts";

describe("the measures of a transcript", () => {
  it("count what the candidate said between two questions as one answer", () => {
    expect(measuresOf(conversation)).toEqual({ answers: [5, 1], userWords: 6, aiWords: 7, talkShare: 6 / 13, wordsPerAnswer: 3 });
  });

  it("say nothing of shares and averages where nobody spoke", () => {
    expect(measuresOf([])).toEqual({ answers: [], userWords: 0, aiWords: 0, talkShare: null, wordsPerAnswer: null });
  });

  it("give the interviewer everything where the candidate stayed silent", () => {
    expect(measuresOf(conversation.slice(0, 1))).toEqual({ answers: [], userWords: 0, aiWords: 5, talkShare: 0, wordsPerAnswer: null });
  });

  it("count words by language, whatever parts them, and no marks or pictures", () => {
    const said = (content: string, at: number): TranscriptEntry[] => [
      { speaker: "AI", content: "…", timestamp: `2025-11-21T09:0${at}:00.000Z` },
      { speaker: "USER", content, timestamp: `2025-11-21T09:0${at}:30.000Z` },
    ];
    const answers = ["  naïve\n\tÜbung – ja 🎉 ", "我做前端开发。", "ผมชื่อสมชายครับ", "أنا مهندس برمجيات"].flatMap(said);
    expect(measuresOf(answers).answers).toEqual([3, 4, 4, 3]);
  });
});

describe("the duration of an interview", () => {
  it("runs from the start to the end", () => {
    expect(durationMsOf({ startedAt: "2025-11-21T09:01:00.000Z", endedAt: "2025-11-21T09:05:05.250Z" })).toBe(245_250);
  });

  it("is unknown before both are known, and never below zero", () => {
    const at = "2025-11-21T09:01:00.000Z";
    expect([
      durationMsOf({ startedAt: null, endedAt: at }),
      durationMsOf({ startedAt: at, endedAt: null }),
      durationMsOf({ startedAt: at, endedAt: "2025-11-21T09:00:00.000Z" }),
    ]).toEqual([null, null, 0]);
  });
});
