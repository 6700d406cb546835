import { act, render, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { Meter } from "../audio/meter.ts";
import { MeterBar } from "./meter-bar.tsx";

beforeEach(() => void vi.useFakeTimers());
const shown = () => {
  const meter = new Meter();
  render(<MeterBar meter={meter} label="You: loudness" tone="candidate" />);
  return (level: number, isSpeaking: boolean, afterMs = 0) => {
    vi.advanceTimersByTime(afterMs);
    act(() => meter.show(level, isSpeaking));
    return screen.getByRole("meter").getAttribute("aria-valuenow");
  };
};

it("shows a level at most every 90 ms while somebody speaks", () => {
  const show = shown();
  expect(show(0.5, true)).toBe("50");
  expect([0.6, 0.7, 0.8, 0.9, 0.4].map((level) => show(level, true, 40))).toEqual(["50", "50", "80", "80", "80"]);
  expect(show(0.3, true, 40)).toBe("30");
});

it("shows at once that somebody begins or stops to speak, and that nothing is heard any more", () => {
  const show = shown();
  show(0.2, false, 100);
  expect([show(0.6, true), show(0.1, false), show(0.3, false), show(0, false)]).toEqual(["60", "10", "10", "0"]);
});
