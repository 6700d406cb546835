import { cleanup, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Interview } from "../../../contract/app-api.ts";
import { known } from "../../feedback/delivery/measured.ts";
import { measuresOf } from "../../feedback/delivery/measures.ts";
import { interviewOf } from "../../feedback/testing/interview.ts";
import { feedbackOf, spokenEntries, spokenSession } from "../../feedback/testing/report.ts";
import { showReport } from "./testing/show-feedback.tsx";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the delivery figures of a report", () => {
  const countedIn = (summary: string) => {
    const fold = screen.getByText(summary).closest("details");
    return [...(fold?.querySelectorAll("li") ?? [])].map((it) => [
      it.querySelector("a")?.textContent,
      it.querySelector("a")?.getAttribute("href"),
      it.querySelector("[lang]")?.textContent?.trim(),
      ...[...it.querySelectorAll("mark")].map(({ textContent }) => textContent),
    ]);
  };

  it("show each counted filler and hedge in its line, with its time and a link", () => {
    showReport();
    const line = ["1:09", "#e-20251121T090209500Z", spokenEntries[5]?.content];
    expect(countedIn("Where the fillers stand")).toEqual([[...line, "um", "you know", "kind of"]]);
    expect(countedIn("Where the hedges stand")).toEqual([[...line, "kind of"]]);
    expect(screen.getByText("At least 3, 3.1 a minute")).toBeVisible();
    expect(screen.getByText("1 (0.9 in 100 words)")).toBeVisible();
  });

  it("follow corrected lines, omitting withdrawn ones and languages without a list", () => {
    const corrected = (text: string | null) => spokenEntries.map((it, index) => (index === 5 ? { ...it, correction: { text } } : it));
    const showCorrected = (text: string | null, language: Interview["language"] = null) => {
      cleanup();
      const interview = interviewOf({ language });
      const entries = corrected(text);
      showReport({ interview, entries, delivery: measuresOf({ setup: interview, entries, session: spokenSession }) });
    };
    showCorrected("Er, we had some problems.");
    expect(countedIn("Where the fillers stand")).toEqual([["1:09", expect.anything(), "Er, we had some problems.", "Er"]]);
    expect(screen.queryByText("Where the hedges stand")).toBeNull();
    showCorrected(null);
    expect(screen.queryByText("Where the fillers stand")).toBeNull();
    showCorrected("Um, we had some problems.", "tr");
    expect(screen.queryByText("Where the fillers stand")).toBeNull();
    expect(screen.queryByText(/^Hedges/)).toBeNull();
  });

  it("tell an interview with every answer withdrawn from one without answers, and offer to make it again", () => {
    const entries = spokenEntries.map((it) => ({ ...it, correction: it.speaker === "USER" ? { text: null } : null }));
    const delivery = measuresOf({ setup: interviewOf(), entries, session: spokenSession });
    showReport({ entries, delivery, feedback: feedbackOf("READY", { isStale: true }) });
    expect(screen.queryByText("It ended before your first answer")).toBeNull();
    expect(screen.getByRole("button", { name: "Make it again" })).toBeVisible();
  });

  it("tell a candidate whose voice was heard without words from one who was silent", () => {
    const silent = spokenEntries.filter(({ speaker }) => speaker === "AI");
    const showHeard = (speechMs: number) => {
      cleanup();
      const session = { ...spokenSession, speechMs, wordlessSpeechMs: speechMs };
      const delivery = measuresOf({ setup: interviewOf(), entries: silent, session });
      showReport({ entries: silent, delivery, feedback: feedbackOf("SILENT") });
      return screen.getByText(/^(It ended before your first answer|No words of yours were recognised)$/).parentElement?.textContent;
    };
    expect(showHeard(2_900)).toMatch(/^It ended before your first answer/);
    expect(showHeard(40_000)).toMatch(/^No words of yours were recognised.*40 s of sound like a voice/);
  });

  it("never leave a delivery figure alone in a row", () => {
    const widths = () =>
      [...screen.getByRole("region", { name: "Delivery" }).querySelectorAll("dl > div")].map((it) =>
        Number(/sm:col-span-(\d)/.exec(it.className)?.[1]),
      );
    showReport();
    expect(widths()).toEqual([3, 3, 3, 3, 2, 2, 2]);
    cleanup();
    const entries = spokenEntries.map((it) => (it.speaker === "USER" ? { ...it, content: "[spoke for 13 s]" } : it));
    showReport({ entries, delivery: measuresOf({ setup: interviewOf(), entries, session: spokenSession }) });
    expect(widths()).toEqual([3, 3, 3, 3]);
    cleanup();
    showReport({
      delivery: measuresOf({ setup: interviewOf(), entries: spokenEntries.map((it) => ({ ...it, speech: null })), session: null }),
    });
    expect(widths()).toEqual([3, 3, 3, 3]);
  });

  const figures = () =>
    Object.fromEntries(
      [...screen.getByRole("region", { name: "Delivery" }).querySelectorAll("dl > div")].map((it) => [
        it.querySelector("dt")?.textContent,
        it.querySelector("dd")?.textContent,
      ]),
    );

  it("count fillers and hedges without audio too, when the lines with them are shown", () => {
    const entries = spokenEntries.map((it) => ({ ...it, speech: null }));
    showReport({ entries, delivery: measuresOf({ setup: interviewOf(), entries, session: null }) });
    expect(figures()).toEqual({
      Answers: "3",
      "Words per answer": "37",
      "Fillers; recognisers often leave them out": "At least 3",
      "Hedges: often useful; look whether you meant them": "1 (0.9 in 100 words)",
    });
  });

  it("give no rate for a few words or seconds", () => {
    const entries = spokenEntries.slice(0, 2).map((it) => (it.speaker === "USER" ? { ...it, content: "Um, maybe. Maybe not." } : it));
    showReport({ entries, delivery: measuresOf({ setup: interviewOf(), entries, session: spokenSession }) });
    expect(figures()).toMatchObject({ "Hedges: often useful; look whether you meant them": "2" });
  });

  it("show one filler in an hour as more than none, and a moment of speech as more than 0 %", () => {
    const measured = measuresOf({ setup: interviewOf(), entries: spokenEntries, session: spokenSession });
    const delivery = { ...measured, fillers: 1, fillersPerMinute: known(0.02), hedges: 1, userCount: 9_000 };
    showReport({ delivery: { ...delivery, talkShare: { share: 0.003, of: "time" } } });
    expect(screen.getByText("At least 1, under 0.1 a minute")).toBeVisible();
    expect(screen.getByText("1 (under 0.1 in 100 words)")).toBeVisible();
    expect(screen.getByRole("img", { name: /^You spoke 1 % of the time that somebody spoke, the interviewer 99 %/ })).toBeVisible();
  });

  it("name every answer that is as long as the longest", () => {
    const words = ["Yes, we did.", "No, we did.", "We did, three of us."];
    let at = 0;
    const entries = spokenEntries.map((it) => ({ ...it, speech: null, ...(it.speaker === "USER" && { content: words[at++] ?? "" }) }));
    const show = (told: typeof entries) => {
      cleanup();
      showReport({ entries: told, delivery: measuresOf({ setup: interviewOf(), entries: told, session: null }) });
      return screen.getByText(/^The longest/).textContent;
    };
    expect(show(entries)).toBe("The longest is answer 3: 5 words.");
    expect(show(entries.slice(0, -2))).toMatch(/^The longest are answers 1 and 2: 3 words each\.$/);
  });

  it("omit words when there are none, and still show what was measured", () => {
    const entries = spokenEntries.map((it) => (it.speaker === "USER" ? { ...it, content: "[spoke for 13 s]" } : it));
    showReport({ entries, delivery: measuresOf({ setup: interviewOf(), entries, session: spokenSession }) });
    const card = screen.getByRole("region", { name: "Delivery" });
    expect([...card.querySelectorAll("dt")].map((it) => it.textContent)).toEqual([
      "Answers",
      "Typical answer length (median)",
      "Typical time before you spoke (median)",
      "Pauses of 2 s or more",
    ]);
    expect([...card.querySelectorAll("th[scope=col]")].map((it) => it.textContent)).toEqual(["Answer", "Length", "Before", "Long pauses"]);
    expect(card.textContent).not.toMatch(/0 words|Too short to tell|in the transcript/);
  });

  it.each([
    [1, "At least 2", "The longest that was measured is answer 3: 22.5 s.", "the longest that was measured 22.5 s"],
    [5, "At least 1", "The longest that was measured is answer 1: 33.6 s.", "the longest that was measured 33.6 s"],
  ])("mark partly measured figures as such: without line %i", (lost, pauses, longest, strip) => {
    const entries = spokenEntries.map((it, index) => (index === lost ? { ...it, speech: null } : it));
    const delivery = measuresOf({ setup: interviewOf(), entries, session: spokenSession });
    showReport({ entries, delivery });
    expect(figures()).toMatchObject({ "Pauses of 2 s or more": pauses });
    expect(screen.getByText(longest)).toBeVisible();
    expect(screen.getByRole("img", { name: new RegExp(strip) })).toBeVisible();
    cleanup();
    const short = entries.map((it) => (it.speech ? { ...it, speech: { ...it.speech, pauses: [] } } : it));
    showReport({ entries: short, delivery: measuresOf({ setup: interviewOf(), entries: short, session: spokenSession }) });
    expect(figures()).toMatchObject({ "Pauses of 2 s or more": "None where it was measured" });
  });

  it("say that an answer began before the question ended only when nobody thought first", () => {
    const overlapping = (startMs: number) =>
      spokenEntries.map((it, index) => (index === 1 && it.speech ? { ...it, speech: { ...it.speech, startMs, overlapMs: 200 } } : it));
    const nameOfFirst = (startMs: number) => {
      const entries = overlapping(startMs);
      showReport({ entries, delivery: measuresOf({ setup: interviewOf(), entries, session: spokenSession }) });
      return screen
        .getAllByRole("img", { name: /^Question 1:/ })
        .at(-1)
        ?.getAttribute("aria-label");
    };
    expect(nameOfFirst(9_000)).toBe("Question 1: 32 s long, thought 3 s, 1 pause of 2 s or more.");
    expect(nameOfFirst(5_800)).toBe("Question 1: 35.2 s long, began 0.2 s before the question ended, 1 pause of 2 s or more.");
  });
});
