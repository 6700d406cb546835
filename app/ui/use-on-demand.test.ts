import { act, renderHook } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { useOnDemand } from "./use-on-demand.ts";

it("loads a part on demand, and again if it was missing", async () => {
  const comings: PromiseWithResolvers<{ name: string }>[] = [];
  const load = () => {
    const coming = Promise.withResolvers<{ name: string }>();
    comings.push(coming);
    return coming.promise;
  };
  const { result } = renderHook(() => useOnDemand(load));
  expect([result.current.part, comings]).toEqual([null, []]);
  act(() => result.current.ask());
  await act(async () => comings[0]?.reject(new TypeError("Failed to fetch dynamically imported module")));
  expect([result.current.part, result.current.isGone]).toEqual([null, true]);
  act(() => result.current.ask());
  expect(result.current.isGone).toBe(false);
  await act(async () => comings[1]?.resolve({ name: "loaded" }));
  expect(result.current.part).toEqual({ name: "loaded" });
});

it("treats a part as missing after half a minute", async () => {
  vi.useFakeTimers();
  const never = () => new Promise<object>(() => undefined);
  const { result } = renderHook(() => useOnDemand(never));
  act(() => result.current.ask());
  await act(() => vi.advanceTimersByTimeAsync(30_000));
  expect(result.current.isGone).toBe(true);
  vi.useRealTimers();
});
