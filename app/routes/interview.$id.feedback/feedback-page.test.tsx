import { useLoaderData } from "@remix-run/react";
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Interview, type TranscriptEntry } from "../../../contract/app-api.ts";
import { type EndReason, endReasons } from "../../../contract/vocabulary.ts";
import { conversation, interviewOf } from "../../feedback/testing/interview.ts";
import { lookDelaysMs } from "../../feedback/use-awaited.ts";
import { endReasonWords } from "../../feedback/words.ts";
import { showPage } from "../../ui/testing/show-page.tsx";
import { FeedbackPage, type FeedbackPageProps } from "./feedback-page.tsx";

const show = (interview: Partial<Interview>, transcript: TranscriptEntry[] = conversation, load?: () => object) =>
  showPage(<FeedbackPage interview={interviewOf(interview)} transcript={transcript} />, { path: "/here", ...(load ? { load } : {}) });

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the feedback of an interview that was told", () => {
  it("says what it was, how long it took and why it ended", () => {
    show({ company: "Northwind", level: "SENIOR" });
    expect(screen.getByRole("heading", { level: 1, name: "Frontend Engineer" })).toBeVisible();
    expect(screen.getByText("Northwind · Senior")).toBeVisible();
    expect(screen.getByText("Completed")).toBeVisible();
    expect(screen.getAllByRole("definition").map((it) => it.textContent)).toEqual(expect.arrayContaining(["4 min 5 s", "You ended it."]));
  });

  it.each(endReasons)("says in plain words that it ended by %s", (endReason: EndReason) => {
    show({ endReason });
    expect(screen.getByText(endReasonWords[endReason])).toBeVisible();
  });

  it("shows the conversation turn by turn with its speakers and times", () => {
    show({});
    const turns = within(screen.getByRole("region", { name: "What was said" })).getAllByRole("listitem");
    expect(turns.map((it) => it.textContent)).toEqual([
      "Interviewer0:02Hello, what did you build?",
      "You0:10A checkoutthat works offline",
      "Interviewer1:05Why offline?",
      "You1:09Trains",
    ]);
  });

  it("draws its numbers with the same numbers in words", () => {
    show({});
    expect(screen.getAllByRole("img").map((it) => it.getAttribute("aria-label"))).toEqual([
      "You said 46 % of the words, the interviewer 54 %.",
      "Words in each answer, in order: 5, 1.",
    ]);
  });

  it("hands the transcript over as a text file", async () => {
    const saved: Blob[] = [];
    const links: string[] = [];
    vi.stubGlobal(
      "URL",
      Object.assign(class extends URL {}, { createObjectURL: (it: Blob) => (saved.push(it), "blob:here"), revokeObjectURL: () => {} }),
    );
    const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
      links.push(this.download);
    });
    show({});
    await userEvent.click(screen.getByRole("button", { name: "Download as text" }));
    expect(links).toEqual(["preppal-frontend-engineer-2025-11-21.txt"]);
    expect(saved.map((it) => it.type)).toEqual(["text/plain"]);
    click.mockRestore();
  });
});

describe("the feedback of an interview without a transcript", () => {
  it("shows no numbers and no conversation where nothing was said", () => {
    show({}, []);
    expect(screen.getByRole("heading", { name: "Nothing was said" })).toBeVisible();
    expect(screen.queryByRole("img")).toBeNull();
  });

  it("leads into an interview that has not started", () => {
    show({ status: "PENDING", startedAt: null, endedAt: null, endReason: null }, []);
    expect(screen.getByRole("link", { name: "Open the interview" })).toHaveAttribute("href", `/interview/${interviewOf().id}/session`);
  });

  it("offers the same set-up again after an error, and says what happened", async () => {
    const { posted } = show({ status: "ERROR", endReason: "GEMINI_FAILED" });
    expect(screen.getByRole("heading", { name: "This interview was cut short" })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    await vi.waitFor(() => expect(posted).toEqual([{ path: "/dashboard", fields: { intent: "start", from: interviewOf().id } }]));
  });

  it("does not blame anybody for a cancelled one", () => {
    show({ status: "ERROR", endReason: "CANCELLED", startedAt: null }, []);
    expect(screen.getByRole("heading", { name: "You cancelled this interview" })).toBeVisible();
  });
});

describe("the technical log", () => {
  const agoMs = (ms: number) => ({ endedAt: new Date(Date.now() - ms).toISOString() });
  const link = () => screen.queryByRole("link", { name: "Download the technical log" });
  const dayMs = 24 * 60 * 60_000;

  it("can be downloaded for a day, and is said to hold nothing of what was said", () => {
    show({ ...agoMs(dayMs - 60_000), status: "ERROR", endReason: "GEMINI_FAILED" });
    expect(link()).toHaveAttribute("href", `/interview/${interviewOf().id}/recording`);
    expect(screen.getByText(/holds nothing of what was said. It is kept for a day/)).toBeVisible();
  });

  it("can be downloaded of an interview that hangs", () => {
    show({ status: "IN_PROGRESS", endedAt: null, endReason: null });
    expect(link()).toBeVisible();
  });

  it.each<[string, Partial<Interview>]>([
    ["is over for more than a day", agoMs(dayMs + 60_000)],
    ["has not begun", { status: "PENDING", startedAt: null, endedAt: null, endReason: null }],
  ])("is not offered of an interview that %s", (_, interview) => {
    show(interview);
    expect(link()).toBeNull();
  });
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

  it("is announced once it is there, and not looked for any more", async () => {
    vi.useFakeTimers();
    const load = vi
      .fn<() => FeedbackPageProps>()
      .mockReturnValue({ interview: interviewOf(), transcript: conversation })
      .mockReturnValueOnce({ interview: interviewOf(running), transcript: [] });
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
