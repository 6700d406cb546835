import { act, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { unifyLineBreaks } from "../../contract/line-breaks.ts";
import { type Caption, withCaption } from "../../machines/call/captions.ts";
import { Captions } from "./captions.tsx";
import { ReadAloud } from "./read-aloud.tsx";

// Every line that is drawn asks for its line breaks once.
vi.mock("../../contract/line-breaks.ts", { spy: true });

const said = (seq: number, text: string, more: Partial<Caption> = {}): Caption => {
  return { speaker: seq % 2 ? "AI" : "USER", text, isFinal: true, seq, atMs: seq * 1_000, ...more };
};
const line = () => screen.getByRole("log", { name: "Transcript" }).querySelector("p");

describe("the captions", () => {
  const long = Array.from({ length: 400 }, (_, at) => said(at + 1, `Line ${at + 1}`));
  const drawn = vi.mocked(unifyLineBreaks);

  it("draw the line that grows, and none of the 400 above it", () => {
    const { rerender } = render(<Captions captions={long} />);
    drawn.mockClear();
    let shown = { captions: long, replayed: long.length };
    for (let words = 1; words <= 40; words += 1) {
      shown = withCaption(shown, said(401, "word ".repeat(words), { isFinal: false }));
      rerender(<Captions captions={shown.captions} />);
    }
    expect(drawn).toHaveBeenCalledTimes(40);
  });

  it("draw nothing anew when a reconnection tells all of them again, with numbers or without", () => {
    const numbered = long.slice(0, 40);
    const unnumbered = numbered.map(({ speaker, text, isFinal }): Caption => ({ speaker, text, isFinal }));
    for (const all of [numbered, unnumbered]) {
      const { rerender, unmount } = render(<Captions captions={all} />);
      drawn.mockClear();
      let shown = { captions: all, replayed: 0 };
      for (const caption of structuredClone(all)) {
        shown = withCaption(shown, caption);
        rerender(<Captions captions={shown.captions} />);
      }
      expect(drawn).not.toHaveBeenCalled();
      unmount();
    }
  });

  it("draw one line when an older one grows", () => {
    const { rerender } = render(<Captions captions={long} />);
    drawn.mockClear();
    rerender(<Captions captions={withCaption({ captions: long, replayed: 400 }, said(7, "Line 7, longer")).captions} />);
    expect(drawn).toHaveBeenCalledTimes(1);
  });

  it("take their direction from the words, not from the speaker's name before them", () => {
    render(<Captions captions={[said(1, "مرحبا، أنا PrepPal")]} />);
    expect(line()).toHaveAttribute("dir", "auto");
    expect(line()?.firstElementChild?.tagName).toBe("BDI");
    expect(line()).toHaveTextContent("Interviewer مرحبا، أنا PrepPal");
  });

  it("keep line breaks of every kind", () => {
    render(<Captions captions={[said(2, "a\r\nb\rc\fd\u0085e\u2028f\u2029g\vh")]} />);
    expect(line()?.textContent).toBe("You a\nb\nc\nd\ne\nf\ng\nh");
    expect(line()).toHaveClass("whitespace-pre-line");
  });

  it("are silent for a screen reader, growing or finished, and open to it all the same", () => {
    render(<Captions captions={[said(1, "Tell me", { isFinal: false })]} />);
    expect(screen.getByRole("log")).toHaveAttribute("aria-live", "off");
    expect(line()).not.toHaveAttribute("aria-hidden");
  });
});

describe("captions read aloud", () => {
  beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }));
  afterEach(() => {
    vi.useRealTimers();
    localStorage.clear();
  });
  const user = userEvent.setup({ advanceTimers: (ms) => void vi.advanceTimersByTime(ms) });
  const conversation = [said(1, "Why nursing?"), said(2, "I like people."), said(3, "And nights?"), said(4, "Those t", { isFinal: false })];
  const settle = () => act(() => vi.advanceTimersByTime(300));
  const spoken = (container: HTMLElement) => container.querySelector("[aria-live=polite]")?.textContent;

  it.each([
    ["Only mine", "You: I like people."],
    ["Both of us", "Interviewer: And nights?"],
    ["Never", ""],
  ])("say, with the choice “%s”, “%s”", async (choice, words) => {
    const { container } = render(<ReadAloud captions={conversation} />);
    const setting = screen.getByRole("combobox", { name: "Read captions aloud" });
    expect(setting).toHaveDisplayValue("Only mine");
    await user.selectOptions(setting, choice);
    settle();
    expect(spoken(container)).toBe(words);
  });

  it("are chosen once for this browser", async () => {
    const { unmount } = render(<ReadAloud captions={[]} />);
    await user.selectOptions(screen.getByRole("combobox"), "Never");
    unmount();
    render(<ReadAloud captions={[]} />);
    expect(screen.getByRole("combobox")).toHaveDisplayValue("Never");
  });

  it("are one, the last, when a whole conversation is told again", () => {
    const heard: (string | null | undefined)[] = [];
    const { container, rerender } = render(<ReadAloud captions={[]} />);
    for (let length = 1; length <= conversation.length; length += 1) {
      rerender(<ReadAloud captions={conversation.slice(0, length)} />);
      heard.push(spoken(container));
    }
    settle();
    expect([...heard, spoken(container)]).toEqual(["", "", "", "", "You: I like people."]);
  });
});
