import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { holdReloads } from "./hold-reload.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page that holds its reloads. `move` tells whether a navigation went on, `reloads` whether each reload did. */
const page = (answer: () => Promise<Response>) => {
  vi.stubGlobal("fetch", answer);
  const navigation = new EventTarget();
  const move = (navigationType: string, cancelable = true) =>
    navigation.dispatchEvent(Object.assign(new Event("navigate", { cancelable }), { navigationType }));
  const reloads: boolean[] = [];
  const location = { reload: () => void reloads.push(move("reload")) };
  holdReloads({ navigation, location });
  return { move, reload: location.reload, reloads };
};
const gone = () => Promise.reject(new TypeError("Failed to fetch"));

it("is held until the app answers, then happens", async () => {
  let answer: () => Promise<Response> = gone;
  const { reload, reloads } = page(() => answer());
  reload();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reloads).toEqual([false]);
  answer = async () => new Response();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(reloads).toEqual([false, true]);
  reload();
  await vi.advanceTimersByTimeAsync(0);
  expect(reloads).toEqual([false, true, false, true]);
});

it("is held once, however often it is requested", async () => {
  const { reload, reloads } = page(async () => new Response());
  reload();
  reload();
  await vi.advanceTimersByTimeAsync(0);
  expect(reloads).toEqual([false, false, true]);
});

it("does not affect navigation to another page, nor a move the page cannot hold", () => {
  const { move } = page(gone);
  expect([move("push"), move("replace"), move("traverse"), move("reload", false)]).toEqual([true, true, true, true]);
});

it("is untouched in a browser without the Navigation API", () => {
  expect(() => holdReloads({ location: { reload: () => undefined } })).not.toThrow();
});
