import { useLoaderData } from "@remix-run/react";
import { act, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { feedbackOf } from "../../feedback/testing/report.ts";
import { lookDelaysMs } from "../../feedback/use-awaited.ts";
import { showPage } from "../../ui/testing/show-page.tsx";
import { FeedbackPage, type FeedbackPageProps } from "./feedback-page.tsx";
import { propsOf, show } from "./testing/show-feedback.tsx";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a transcript on its way", () => {
  const running = { status: "IN_PROGRESS", endedAt: null, endReason: null } as const;
  const letPass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

  it("is looked for more and more slowly, then only when asked", async () => {
    vi.useFakeTimers();
    const load = vi.fn(() => ({}));
    show(running, [], load);
    await letPass(0);
    expect(screen.getByRole("heading", { name: "The transcript is on its way" })).toBeVisible();
    expect(screen.getByRole("link", { name: /Still talking/ })).toBeVisible();

    const before = load.mock.calls.length;
    for (const delayMs of lookDelaysMs) await letPass(delayMs);
    expect(load.mock.calls.length - before).toBe(lookDelaysMs.length);
    expect(screen.getByRole("heading", { name: "The transcript has not arrived yet" })).toBeVisible();
    await letPass(600_000);
    expect(load.mock.calls.length - before).toBe(lookDelaysMs.length);

    await act(async () => screen.getByRole("button", { name: "Look again" }).click());
    await letPass(lookDelaysMs[0] ?? 0);
    expect(load.mock.calls.length - before).toBe(lookDelaysMs.length + 1);
  });

  it("is not looked for without a network, and again at once when it is back", async () => {
    vi.useFakeTimers();
    const offline = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    const load = vi.fn(() => ({}));
    show(running, [], load);
    await letPass(0);
    const before = load.mock.calls.length;
    await letPass(600_000);
    expect(load.mock.calls.length).toBe(before);
    offline.mockReturnValue(true);
    await act(async () => void dispatchEvent(new Event("online")));
    await letPass(lookDelaysMs[0] ?? 0);
    expect(load.mock.calls.length).toBe(before + 1);
    offline.mockRestore();
  });

  it("is announced once it is there, and not looked for any more", async () => {
    vi.useFakeTimers();
    const load = vi.fn<() => FeedbackPageProps>().mockReturnValue(propsOf({})).mockReturnValueOnce(propsOf(running, []));
    const Page = () => <FeedbackPage {...useLoaderData<typeof load>()} />;
    showPage(<Page />, { path: "/here", load });
    await letPass(0);
    expect(screen.getByRole("status")).toHaveTextContent("The transcript is on its way.");
    await letPass(lookDelaysMs[0] ?? 0);
    expect(screen.getByRole("status")).toHaveTextContent("The transcript is here.");
    const looks = load.mock.calls.length;
    await letPass(600_000);
    expect(load.mock.calls.length).toBe(looks);
  });
});

describe("a report in the making", () => {
  const letPass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
  const inState = (state: Parameters<typeof feedbackOf>[0]): FeedbackPageProps => ({ ...propsOf({}), feedback: feedbackOf(state) });

  it("is looked for until it is whole, and announced once", async () => {
    vi.useFakeTimers();
    const load = vi
      .fn<() => FeedbackPageProps>()
      .mockReturnValue(inState("READY"))
      .mockReturnValueOnce(inState("QUEUED"))
      .mockReturnValueOnce(inState("WORKING"))
      .mockReturnValueOnce(inState("PARTIAL"));
    const Page = () => <FeedbackPage {...useLoaderData<typeof load>()} />;
    showPage(<Page />, { path: "/here", load });
    await letPass(0);
    const told: string[] = [];
    const observer = new MutationObserver(() => told.push(screen.getByRole("status").textContent ?? ""));
    observer.observe(screen.getByRole("status"), { childList: true, characterData: true, subtree: true });
    expect(screen.getByRole("heading", { name: "Your report is being written" })).toBeVisible();
    for (const delayMs of lookDelaysMs.slice(0, 4)) await letPass(delayMs);
    expect(screen.getByRole("heading", { name: "Try this next" })).toBeVisible();
    expect(told).toEqual(["Your report is here."]);
    const looks = load.mock.calls.length;
    await letPass(600_000);
    expect(load.mock.calls.length).toBe(looks);
    observer.disconnect();
  });

  it("says that one need not wait where it takes longer than the page looks", async () => {
    vi.useFakeTimers();
    const load = vi.fn<() => FeedbackPageProps>().mockReturnValue(inState("WORKING"));
    const Page = () => <FeedbackPage {...useLoaderData<typeof load>()} />;
    showPage(<Page />, { path: "/here", load });
    await letPass(0);
    for (const delayMs of lookDelaysMs) await letPass(delayMs);
    expect(screen.getByRole("heading", { name: "The report is not there yet" })).toBeVisible();
    expect(screen.getByText(/You can leave; it will be here/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Look again" })).toBeVisible();
  });
});
