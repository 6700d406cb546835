import { beforeEach, expect, it, vi } from "vitest";
import { PathQuality } from "./path-quality.ts";
import { Pings } from "./pings.ts";

beforeEach(() => void vi.useFakeTimers());
/** Pings every 5 s over a line with a round trip of `ms`, which returns nothing while it stalls. */
const pinging = (ms = 20) => {
  const quality = new PathQuality();
  const held: string[] = [];
  let isStalled = false;
  const arrive = (nonce: string) => {
    if (isStalled) return void held.push(nonce);
    pings.heard();
    pings.answered(nonce);
  };
  const send = (nonce: string) => void setTimeout(() => arrive(nonce), ms);
  const pings = new Pings({ quality, isOpen: () => true, send, onDead: () => undefined });
  pings.start();
  const run = (seconds: number) => void vi.advanceTimersByTime(1_000 * seconds);
  const stall = (seconds: number) => {
    isStalled = true;
    run(seconds);
    const during = quality.read();
    isStalled = false;
    for (const nonce of held.splice(0)) arrive(nonce);
    return during;
  };
  return { quality, run, stall };
};

it.each([6, 11, 12, 13])("rates a line good again as soon as what it held up for %i s has come", (seconds) => {
  const { quality, run, stall } = pinging();
  run(29);
  expect([quality.read(), stall(seconds), quality.read()]).toEqual(["good", "poor", "good"]);
  run(6);
  expect(quality.read()).toBe("good");
});

it("rates a line poor after it has stalled twice, until twenty pings have come since the first", () => {
  const { quality, run, stall } = pinging();
  run(9);
  stall(12);
  run(15);
  stall(12);
  run(15);
  expect(quality.read()).toBe("poor");
  run(85);
  expect(quality.read()).toBe("good");
});

it("goes on rating a line poor on which every round trip takes longer than the pings are apart", () => {
  const { quality, run } = pinging(6_000);
  run(10);
  const seen = Array.from({ length: 30 }, () => (run(1), quality.read()));
  expect(new Set(seen)).toEqual(new Set(["poor"]));
});
