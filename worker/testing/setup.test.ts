import { expect, it, vi } from "vitest";

it("lets a test stop the clock", () => {
  vi.useFakeTimers();
  expect(vi.isFakeTimers()).toBe(true);
});

it("has the clock going in the next test, and so in the next file of the same runtime", () => {
  expect(vi.isFakeTimers()).toBe(false);
});
