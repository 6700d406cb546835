import { describe, expect, it } from "vitest";
import { durationMsOf } from "./duration.ts";

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
