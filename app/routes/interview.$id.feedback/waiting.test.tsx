import { useLoaderData } from "@remix-run/react";
import { act, cleanup, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { feedbackOf } from "../../feedback/testing/report.ts";
import { lookDelaysMs } from "../../feedback/use-awaited.ts";
import { showPage } from "../../ui/testing/show-page.tsx";
import { FeedbackPage, type FeedbackPageProps } from "./feedback-page.tsx";
import { nowUnixMs, propsOf, show } from "./testing/show-feedback.tsx";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a pending transcript", () => {
  const running = { status: "IN_PROGRESS", endedAt: null, endReason: null } as const;
  const letPass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

  it("is polled less and less often, then only on request", async () => {
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

  it("is not polled offline, and polled at once when back online", async () => {
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

  it("is announced once it arrives, and then no longer polled", async () => {
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

/** The steps to a report as a screen reader reads them; the current one is in brackets. */
const steps = () =>
  within(screen.getByRole("region", { name: /^(The transcript is|Your report is)/ }))
    .getAllByRole("listitem")
    .map((it) => (it.getAttribute("aria-current") === "step" ? `[${it.textContent}]` : it.textContent));
/** The entries of the page's navigation, in order; sections still to come are in brackets. */
const places = () =>
  [...document.querySelectorAll('nav[aria-label="In this report"] > ul > li')].map((it) =>
    it.querySelector("a") ? it.querySelector("a")?.textContent : `[${it.textContent}]`,
  );
/** The outline of the report. */
const shape = () => document.querySelector('.min-h-dvh > [aria-hidden="true"]');

describe("the progress towards a report", () => {
  const inState = (state: Parameters<typeof feedbackOf>[0]) => ({ ...propsOf({}), feedback: feedbackOf(state) });
  const showState = (state: Parameters<typeof feedbackOf>[0]) => showPage(<FeedbackPage {...inState(state)} />, { path: "/here" });

  it("has three steps, each described in words", () => {
    show({ status: "COMPLETED", endedAt: new Date(nowUnixMs - 1_000).toISOString() }, []);
    expect(steps()).toEqual(["Words saved: done", "[Transcript: on its way]", "Report: not yet"]);
    cleanup();
    showState("QUEUED");
    expect(steps()).toEqual(["Words saved: done", "Transcript: done", "[Report: waiting for its turn]"]);
    cleanup();
    showState("WORKING");
    expect(steps()).toEqual(["Words saved: done", "Transcript: done", "[Report: reading your answers]"]);
  });

  it("has one message for a screen reader, and placeholders without text", () => {
    showState("WORKING");
    expect(screen.getAllByRole("status").map((it) => it.textContent)).toEqual(["The transcript is here. Your report is being written."]);
    expect(document.querySelectorAll("[aria-live], [role=alert]")).toHaveLength(0);
    expect(shape()).toBeInTheDocument();
    expect(shape()?.textContent).toBe("");
  });

  it("reserves space for everything to come, so that nothing moves when the report arrives", () => {
    const comes = ["[Try next]", "[What worked]", "[Answers]", "[Drills]"];
    show({ status: "COMPLETED", endedAt: new Date(nowUnixMs - 1_000).toISOString() }, []);
    expect([places(), shape()]).toEqual([[...comes, "[Delivery]", "[Transcript]"], expect.anything()]);
    cleanup();
    showState("WORKING");
    expect([places(), shape()]).toEqual([[...comes, "Delivery", "Transcript"], expect.anything()]);
    cleanup();
    showState("PARTIAL");
    expect([places()[3], shape()]).toEqual(["Drills", null]);
    cleanup();
    showState("READY");
    expect([places(), shape()]).toEqual([["Try next", "What worked", "Answers", "Drills", "Delivery", "Transcript"], null]);
  });

  it("says that more is coming where it will appear, after what is there", () => {
    showState("PARTIAL");
    const [report, more] = [
      screen.getByRole("heading", { name: "Try this next" }),
      screen.getByRole("heading", { name: "More is coming" }),
    ];
    expect(report.compareDocumentPosition(more)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(screen.getAllByRole("heading", { level: 2 }).map((it) => it.textContent)[0]).toBe("Try this next");
  });

  it("reserves no space when an earlier report is shown", () => {
    const { report } = feedbackOf("READY");
    showPage(<FeedbackPage {...propsOf({})} feedback={feedbackOf("QUEUED", { report })} />, { path: "/here" });
    expect(screen.getByRole("heading", { name: "Your report is being written" })).toBeVisible();
    expect(shape()).toBeNull();
    expect(places()[0]).toBe("Try next");
  });
});

describe("a report in progress", () => {
  const letPass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
  const inState = (state: Parameters<typeof feedbackOf>[0]): FeedbackPageProps => ({ ...propsOf({}), feedback: feedbackOf(state) });

  it("is polled until complete, and announced once", async () => {
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

  it("says that waiting is not needed when it takes longer than the page polls", async () => {
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
