import { cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Interview } from "../../../contract/app-api.ts";
import { type EndReason, endReasons } from "../../../contract/vocabulary.ts";
import { conversation, interviewOf } from "../../feedback/testing/interview.ts";
import { feedbackOf } from "../../feedback/testing/report.ts";
import { transcriptText } from "../../feedback/transcript-text.ts";
import { endReasonWords } from "../../feedback/words.ts";
import { showPage } from "../../ui/testing/show-page.tsx";
import { FeedbackPage } from "./feedback-page.tsx";
import { barNames, nowUnixMs, propsOf, show } from "./testing/show-feedback.tsx";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the feedback of an interview with a transcript", () => {
  it("says what it was, how long it took and why it ended", () => {
    show({ company: "Northwind", level: "SENIOR" });
    expect(screen.getByRole("heading", { level: 1, name: "Frontend Engineer" })).toBeVisible();
    expect(screen.getByText("Northwind").parentElement).toHaveTextContent(/^Northwind · Senior$/);
    expect(screen.getAllByRole("definition").map((it) => it.textContent)).toEqual(expect.arrayContaining(["4 min 5 s", "You ended it"]));
  });

  it("states the outcome only when it did not end normally", () => {
    show({});
    expect(screen.queryByText("Completed")).toBeNull();
    cleanup();
    show({ endReason: "DISCONNECTED" });
    expect(screen.getByText("Cut short")).toBeVisible();
    cleanup();
    show({ status: "ERROR", endReason: "GEMINI_FAILED" });
    expect(screen.getByText("Cut short")).toBeVisible();
  });

  it.each(endReasons)("explains that it ended by %s", (endReason: EndReason) => {
    show({ endReason });
    expect(screen.getByText(endReasonWords[endReason])).toBeVisible();
  });

  it("shows the conversation turn by turn with speakers and times", () => {
    show({});
    const turns = within(screen.getByRole("region", { name: "What was said" })).getAllByRole("listitem");
    expect(turns.map((it) => [...it.querySelectorAll("p")].map(({ textContent }) => textContent))).toEqual([
      ["Interviewer 0:02", "Hello, what did you build?"],
      ["You 0:10", "A checkout", "that works offline"],
      ["Interviewer 1:05", "Why offline?"],
      ["You 1:09", "Trains"],
    ]);
  });

  it("draws its figures along with the same figures in words", () => {
    show({});
    expect(screen.getAllByRole("img").map((it) => it.getAttribute("aria-label"))).toEqual([
      "You said 46 % of the words, the interviewer 54 %.",
    ]);
    expect(barNames()).toEqual(["Answer 1: 5 words", "Answer 2: 1 word"]);
  });

  it("offers the transcript as a text file", async () => {
    const saved: Blob[] = [];
    const links: string[] = [];
    vi.stubGlobal(
      "URL",
      Object.assign(class extends URL {}, { createObjectURL: (it: Blob) => (saved.push(it), "blob:here"), revokeObjectURL: () => {} }),
    );
    const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
      links.push(this.download);
    });
    // A browser fetches a blob URL when the link is clicked, so it may be revoked only after that.
    const revoked = vi.spyOn(URL, "revokeObjectURL");
    show({});
    await userEvent.click(screen.getByRole("button", { name: "Download as Text" }));
    expect(revoked.mock.invocationCallOrder[0]).toBeGreaterThan(click.mock.invocationCallOrder[0] ?? Infinity);
    expect(links).toEqual(["preppal-frontend-engineer-2025-11-21.txt"]);
    expect(saved.map((it) => it.type)).toEqual(["text/plain;charset=utf-8"]);
    expect(await saved[0]?.text()).toBe(transcriptText(interviewOf(), propsOf({}).entries));
    click.mockRestore();
  });
});

describe("the page after an interview", () => {
  it("prints, once scripts run", async () => {
    const print = vi.spyOn(window, "print").mockImplementation(() => {});
    show({});
    await userEvent.click(screen.getByRole("button", { name: "Print" }));
    expect(print).toHaveBeenCalledOnce();
  });

  it("deletes the interview after confirmation, and leads to the remaining ones", async () => {
    const { posted } = show({});
    await userEvent.click(screen.getByRole("button", { name: "Delete this interview" }));
    expect(posted).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Delete it" }));
    await vi.waitFor(() => expect(posted).toEqual([{ path: "/dashboard", fields: { intent: "delete", id: interviewOf().id } }]));
  });

  it("offers no deletion of a running interview", () => {
    show({ status: "IN_PROGRESS", endedAt: null, endReason: null }, []);
    expect(screen.queryByRole("button", { name: "Delete this interview" })).toBeNull();
  });

  it("starts another with the same set-up, also after a completed one", async () => {
    const { posted } = show({});
    await userEvent.click(screen.getByRole("button", { name: "Practise again" }));
    await vi.waitFor(() => expect(posted).toEqual([{ path: "/dashboard", fields: { intent: "start", from: interviewOf().id } }]));
  });

  it("says once that it was cut short by a lost connection", () => {
    show({ endReason: "DISCONNECTED" });
    expect(screen.getByText("Cut short")).toBeVisible();
    expect(screen.queryByText("Completed")).toBeNull();
  });

  it("downloads what there is, by name: report, figures, or just the transcript", () => {
    const offered = () => screen.getByText(/Your browser prints it/).textContent;
    show({});
    expect(offered()).toMatch(/^The transcript with its numbers\. /);
    cleanup();
    show({}, conversation.slice(0, 1));
    expect(offered()).toMatch(/^The transcript\. /);
  });

  it("shows no empty figures when the candidate never answered", () => {
    show({}, conversation.slice(0, 1));
    expect(screen.getByText("It ended before your first answer")).toBeVisible();
    expect(screen.queryByText("Words per answer")).toBeNull();
  });

  it("says when the voice was a recording, and does not count its notes", () => {
    const demo = conversation.map((it) => (it.speaker === "USER" ? { ...it, content: "[spoke for 11.0 s]" } : it));
    show({}, demo);
    expect(screen.getByText("This was the demo voice")).toBeVisible();
    expect(screen.queryByText("Words per answer")).toBeNull();
  });

  it("does not count a note that a recogniser left in brackets", () => {
    const entry = { speaker: "USER", content: "[inaudible] [music]", timestamp: "2025-11-21T09:02:30.000Z" } as const;
    show({}, [...conversation.slice(0, 4), entry]);
    expect(barNames()).toEqual(["Answer 1: 5 words", "Answer 2: 0 words"]);
  });

  it("lays out what was said and its subject in their own text direction and language", () => {
    const said = { speaker: "USER", content: "שלום\nעולם", timestamp: "2025-11-21T09:01:10.000Z" } as const;
    show({ role: "مهندس", company: "شركة", language: "ar" }, [said]);
    const line = screen.getByText(/שלום/, { selector: "p" });
    expect([line.dir, line.lang, line.className]).toEqual(["auto", "ar", expect.stringContaining("whitespace-pre-line")]);
    expect(screen.getByRole("heading", { level: 1 })).toHaveAttribute("dir", "auto");
    expect(screen.getByText("شركة").tagName).toBe("BDI");
  });

  it("looks the same as on the server on a device with a wrong clock", () => {
    vi.useFakeTimers({ now: 0 });
    const page = <FeedbackPage {...propsOf({}, [])} nowUnixMs={Date.parse(interviewOf().endedAt ?? "") + 1_000} />;
    showPage(page, { path: "/here" });
    expect(screen.getByRole("heading", { name: "The transcript is on its way" })).toBeVisible();
    vi.setSystemTime(new Date("2040-01-01"));
    showPage(page, { path: "/here" });
    expect(screen.getAllByRole("heading", { name: "The transcript is on its way" })).toHaveLength(2);
  });
});

describe("the feedback of an interview without a transcript", () => {
  it("shows no figures and no conversation when nothing was said", () => {
    showPage(<FeedbackPage {...propsOf({}, [])} feedback={feedbackOf("SILENT")} />, { path: "/here" });
    expect(screen.getByRole("heading", { name: "Nothing was said" })).toBeVisible();
    expect(screen.queryByRole("img")).toBeNull();
  });

  it("does not claim that nothing was said when no transcript has arrived", () => {
    show({}, []);
    expect(screen.getByRole("heading", { name: "The transcript is on its way" })).toBeVisible();
    expect(screen.queryByText("Nothing was said")).toBeNull();
  });

  it("leads into an interview that has not started", () => {
    show({ status: "PENDING", startedAt: null, endedAt: null, endReason: null }, []);
    expect(screen.getByRole("link", { name: "Begin the interview" })).toHaveAttribute("href", `/interview/${interviewOf().id}/session`);
  });

  it("offers the same set-up again after an error, and says what happened", async () => {
    const { posted } = show({ status: "ERROR", endReason: "GEMINI_FAILED" });
    expect(screen.getByRole("heading", { name: "This interview was cut short" })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    await vi.waitFor(() => expect(posted).toEqual([{ path: "/dashboard", fields: { intent: "start", from: interviewOf().id } }]));
  });

  it("says only that it never began, and that nothing was counted", () => {
    show({ status: "ERROR", endReason: "GEMINI_FAILED", startedAt: null }, []);
    expect(screen.getByRole("heading", { name: "This interview could not begin" })).toBeVisible();
    expect(screen.getByText(/Nothing was counted/)).toBeVisible();
    expect(screen.getByText("Could not begin")).toBeVisible();
    expect(screen.queryByText(/cut short|any more/i)).toBeNull();
    expect(screen.getByRole("button", { name: "Try again" })).toBeVisible();
    cleanup();
    show({ status: "ERROR", endReason: "CANCELLED", startedAt: null }, []);
    expect(screen.getByText("Cancelled")).toBeVisible();
  });

  it("blames nobody for a cancelled one", () => {
    show({ status: "ERROR", endReason: "CANCELLED", startedAt: null }, []);
    expect(screen.getByRole("heading", { name: "You cancelled this interview" })).toBeVisible();
  });
});

describe("the technical log", () => {
  const agoMs = (ms: number) => ({ endedAt: new Date(nowUnixMs - ms).toISOString() });
  const link = () => screen.queryByRole("link", { name: "Download the technical log" });
  const dayMs = 24 * 60 * 60_000;

  it("can be downloaded for a day, and is said to contain nothing of what was said", () => {
    show({ ...agoMs(dayMs - 60_000), status: "ERROR", endReason: "GEMINI_FAILED" });
    expect(link()).toHaveAttribute("href", `/interview/${interviewOf().id}/recording`);
    expect(screen.getByText(/holds nothing of what was said. It is kept for a day/)).toBeVisible();
  });

  it("can be downloaded for an interview that hangs", () => {
    show({ status: "IN_PROGRESS", endedAt: null, endReason: null });
    expect(link()).toBeVisible();
  });

  it.each<[string, Partial<Interview>]>([
    ["is over for more than a day", agoMs(dayMs + 60_000)],
    ["has not begun", { status: "PENDING", startedAt: null, endedAt: null, endReason: null }],
  ])("is not offered for an interview that %s", (_, interview) => {
    show(interview);
    expect(link()).toBeNull();
  });
});
