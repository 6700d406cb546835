import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { noteEnd, recallEnd } from "./asked-end.ts";
import { settleEnd } from "./settle-end.ts";

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
});
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Settles an end with an app that answers with these statuses, one after another, and then not at all. */
const settle = (...statuses: number[]) => {
  const fetched = vi.fn(async () => {
    const status = statuses.shift();
    if (status === undefined) throw new TypeError("network");
    return new Response(null, { status });
  });
  vi.stubGlobal("fetch", fetched);
  const told: string[] = [];
  const stop = settleEnd("i-1", (it) => told.push(it));
  stops.push(stop);
  return { told, stop, asked: () => fetched.mock.calls.length };
};
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

it("reports an unconfirmed end every five seconds until the app takes it or knows better, then asks no more", async () => {
  noteEnd("i-1", "token");
  const { told, asked } = settle(500, 429, 409);
  await pass(4_999);
  expect([told, recallEnd("i-1")]).toEqual([["unanswered"], "token"]);
  await pass(5_001);
  expect([told, recallEnd("i-1")]).toEqual([["unanswered", "unanswered", "settled"], null]);
  await pass(60_000);
  expect(asked()).toBe(3);
});

it("asks at once when the browser comes online, and five seconds after that", async () => {
  const { told, asked } = settle();
  await pass(2_000);
  window.dispatchEvent(new Event("online"));
  await pass(4_999);
  expect([told, asked()]).toEqual([["unanswered", "unanswered"], 2]);
  await pass(1);
  expect(asked()).toBe(3);
});

it("asks and tells nothing more once it is stopped", async () => {
  const [early, late] = [settle(200), settle()];
  early.stop();
  await pass(0);
  late.stop();
  window.dispatchEvent(new Event("online"));
  await pass(60_000);
  expect([early.told, late.told, late.asked()]).toEqual([["asking"], ["unanswered", "asking"], 1]);
});
