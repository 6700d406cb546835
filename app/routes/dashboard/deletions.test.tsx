import { act, cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from "vitest";
import { undoMs } from "./deletions.ts";
import { choose, roles, show } from "./testing/history.tsx";

describe("a deletion", () => {
  let asked: Mock<(path: string, request: RequestInit) => Promise<Response>>;
  const deleted = () => asked.mock.calls.map(([path, { method, keepalive }]) => `${method} ${path}${keepalive ? "" : " with the page"}`);

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
    asked = vi.fn(async () => new Response(null, { status: 204 }));
    vi.stubGlobal("fetch", asked);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
  const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

  it("shows at once, is announced, and is carried out when it can no longer be undone", async () => {
    const { posted } = show();
    await choose("Cook", "Delete");
    expect(roles()).toEqual(["Nurse", "Judge", "Diver"]);
    expect(screen.getByText("Deleted.").parentElement).toHaveAttribute("role", "status");
    await pass(undoMs - 1_000);
    expect(deleted()).toEqual([]);
    await pass(1_000);
    expect(deleted()).toEqual(["DELETE /api/interviews/c"]);
    expect([screen.queryByText("Deleted."), roles(), posted]).toEqual([null, ["Nurse", "Judge", "Diver"], []]);
  });

  it("is undone with the focus on the row, without a request", async () => {
    show();
    await choose("Cook", "Delete");
    await pass(undoMs - 1_000);
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect(screen.getByRole("link", { name: "Cook" })).toHaveFocus();
    expect(roles()).toEqual(["Nurse", "Cook", "Judge", "Diver"]);
    await pass(undoMs);
    expect([deleted(), screen.queryByText("Deleted.")]).toEqual([[], null]);
  });

  it("waits while Undo has the focus", async () => {
    show();
    await choose("Cook", "Delete");
    act(() => screen.getByRole("button", { name: "Undo" }).focus());
    await pass(2 * undoMs);
    expect(deleted()).toEqual([]);
    act(() => screen.getByRole("button", { name: "Undo" }).blur());
    await pass(undoMs);
    expect(deleted()).toEqual(["DELETE /api/interviews/c"]);
  });

  it("moves the focus to the row now in its place, and to the heading after the last", async () => {
    show();
    await choose("Nurse", "Delete");
    expect(screen.getByRole("link", { name: "Cook" })).toHaveFocus();
    await choose("Diver", "Delete");
    expect(screen.getByRole("link", { name: "Judge" })).toHaveFocus();
    await choose("Cook", "Delete");
    await choose("Judge", "Delete");
    expect(screen.getByRole("heading", { name: "Your interviews" })).toHaveFocus();
    expect(deleted()).toEqual(["a", "e", "c"].map((id) => `DELETE /api/interviews/${id}`));
  });

  it.each([
    ["about to be loaded anew", () => dispatchEvent(new Event("beforeunload"))],
    ["closed", () => dispatchEvent(new Event("pagehide"))],
    [
      "hidden",
      () => {
        vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
        document.dispatchEvent(new Event("visibilitychange"));
      },
    ],
    ["left for another", () => userEvent.click(screen.getByRole("link", { name: "Judge" }))],
    ["gone", cleanup],
  ])("is carried out at once when the page is %s", async (_, leave) => {
    show();
    await choose("Cook", "Delete");
    await act(async () => void (await leave()));
    expect(deleted()).toEqual(["DELETE /api/interviews/c"]);
    await pass(undoMs);
    expect(deleted()).toHaveLength(1);
  });

  it.each([
    ["refused", async () => new Response(null, { status: 500 })],
    ["not heard", () => Promise.reject(new TypeError("Failed to fetch"))],
  ])("that was %s is announced, and the row reappears", async (_, answer) => {
    asked.mockImplementation(answer);
    show();
    await choose("Cook", "Delete");
    await pass(undoMs);
    expect(screen.getByText(/^It could not be deleted/)).toBeVisible();
    expect(roles()).toContain("Cook");
  });

  it("can still be undone when the one before it turns out to have failed", async () => {
    let refuse = (_: Response) => {};
    asked.mockImplementationOnce(() => new Promise((resolve) => (refuse = resolve)));
    show();
    await choose("Cook", "Delete");
    await choose("Diver", "Delete");
    await act(async () => refuse(new Response(null, { status: 500 })));
    expect([screen.getByText(/^It could not be deleted/).textContent, roles()]).toEqual([
      "It could not be deleted, so it is back. Try again.",
      ["Nurse", "Cook", "Judge"],
    ]);
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    await pass(undoMs);
    expect([roles(), deleted()]).toEqual([["Nurse", "Cook", "Judge", "Diver"], ["DELETE /api/interviews/c"]]);
  });
});
