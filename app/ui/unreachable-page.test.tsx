import { act, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { showPage } from "./testing/show-page.tsx";
import { isUnreachable, UnreachablePage } from "./unreachable-page.tsx";

const network = (isThere: boolean) => {
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(isThere);
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it.each([
  "Failed to fetch",
  "NetworkError when attempting to fetch resource.",
  "Load failed",
  "Failed to fetch dynamically imported module: http://localhost:3000/assets/route.js",
  "error loading dynamically imported module",
  "Importing a module script failed.",
])("recognises %j as nobody answering", (message) => {
  expect(isUnreachable(new TypeError(message))).toBe(true);
});

it.each([new TypeError("Cannot read properties of undefined (reading 'map')"), new Error("Failed to fetch"), null, { status: 500 }])(
  "does not mistake a bug of ours for a lost network: %o",
  (error) => {
    expect(isUnreachable(error)).toBe(false);
  },
);

it("says that the reader is offline, and loads the page by itself once they are back", async () => {
  network(false);
  const load = vi.fn(() => ({}));
  showPage(<UnreachablePage />, { load });
  await act(() => vi.advanceTimersByTimeAsync(0));
  expect(screen.getByRole("heading", { name: "You are offline" })).toBeVisible();
  const before = load.mock.calls.length;
  await act(() => vi.advanceTimersByTimeAsync(60_000));
  expect(load.mock.calls.length).toBe(before);
  network(true);
  await act(async () => void dispatchEvent(new Event("online")));
  expect(load.mock.calls.length).toBe(before + 1);
});

it("retries by itself when only PrepPal does not answer", async () => {
  network(true);
  const load = vi.fn(() => ({}));
  showPage(<UnreachablePage />, { load });
  await act(() => vi.advanceTimersByTimeAsync(0));
  expect(screen.getByRole("heading", { name: "PrepPal cannot be reached" })).toBeVisible();
  const before = load.mock.calls.length;
  await act(() => vi.advanceTimersByTimeAsync(5_000));
  expect(load.mock.calls.length).toBe(before + 1);
});
