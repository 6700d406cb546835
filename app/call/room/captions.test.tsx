import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { unifyLineBreaks } from "../../../contract/line-breaks.ts";
import { type Caption, withCaption } from "../../../machines/call/captions.ts";
import { Captions } from "./captions.tsx";
import { ReadAloud } from "./read-aloud.tsx";

// Every line that is rendered asks for its line breaks once.
vi.mock("../../../contract/line-breaks.ts", { spy: true });

const said = (seq: number, text: string, more: Partial<Caption> = {}): Caption => {
  return { speaker: seq % 2 ? "AI" : "USER", text, isFinal: true, seq, atMs: seq * 1_000, ...more };
};
const line = () => screen.getByRole("log", { name: "Transcript" }).querySelector("p");

describe("the captions", () => {
  const long = Array.from({ length: 400 }, (_, at) => said(at + 1, `Line ${at + 1}`));
  const drawn = vi.mocked(unifyLineBreaks);

  it("redraw only the growing line, none of the 400 above it", () => {
    const { rerender } = render(<Captions captions={long} />);
    drawn.mockClear();
    let shown = { captions: long, replayed: long.length };
    for (let words = 1; words <= 40; words += 1) {
      shown = withCaption(shown, said(401, "word ".repeat(words), { isFinal: false }));
      rerender(<Captions captions={shown.captions} />);
    }
    expect(drawn).toHaveBeenCalledTimes(40);
  });

  it("redraw nothing when a reconnection replays all of them, numbered or not", () => {
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

  it("redraw one line when an older one grows", () => {
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

  it("are not announced to a screen reader, growing or finished, but readable by it", () => {
    render(<Captions captions={[said(1, "Tell me", { isFinal: false })]} />);
    expect(screen.getByRole("log")).toHaveAttribute("aria-live", "off");
    expect(line()).not.toHaveAttribute("aria-hidden");
  });
});

describe("the end of the captions", () => {
  afterEach(() => void vi.unstubAllGlobals());
  const log = () => screen.getByRole("log", { name: "Transcript" });
  const latest = () => screen.queryByRole("button", { name: "Latest" });
  const sized = (scrollHeight: number, clientHeight: number) =>
    Object.defineProperties(log(), {
      scrollHeight: { value: scrollHeight, configurable: true },
      clientHeight: { value: clientHeight, configurable: true },
    });
  const scrollTo = (top: number) => {
    log().scrollTop = top;
    act(() => void log().dispatchEvent(new Event("scroll", { bubbles: true })));
  };

  it("stays in sight when the log is resized, unless somebody has scrolled up", () => {
    const resized: (() => void)[] = [];
    vi.stubGlobal(
      "ResizeObserver",
      class {
        observe = () => undefined;
        disconnect = () => undefined;
        constructor(tell: () => void) {
          resized.push(tell);
        }
      },
    );
    render(<Captions captions={[said(1, "One")]} />);
    const resize = () => act(() => resized.forEach((tell) => tell()));
    sized(1_000, 300);
    resize();
    expect(log().scrollTop).toBe(1_000);
    scrollTo(200);
    resize();
    expect(log().scrollTop).toBe(200);
  });

  it("stays in sight when the log is redrawn without a scroll, and when its words grow", () => {
    const observed: Element[] = [];
    vi.stubGlobal(
      "ResizeObserver",
      class {
        observe = (it: Element) => observed.push(it);
        disconnect = () => undefined;
      },
    );
    render(<Captions captions={[said(1, "One")]} />);
    sized(1_000, 300);
    scrollTo(700);
    sized(1_400, 260);
    scrollTo(690);
    expect([log().scrollTop, latest()]).toEqual([1_400, null]);
    expect(observed).toEqual([log(), log().firstElementChild]);
  });

  it("is one press away after scrolling up, and the log keeps the focus", async () => {
    render(<Captions captions={[said(1, "One")]} />);
    sized(1_000, 300);
    expect(latest()).toBeNull();
    scrollTo(200);
    latest()?.focus();
    act(() => latest()?.click());
    expect(log().scrollTop).toBe(1_000);
    expect(latest()).toBeNull();
    expect(log()).toHaveFocus();
  });

  it("stays in sight below the line of one's own answer, too", () => {
    const captions = [said(1, "One")];
    const { rerender } = render(<Captions captions={captions} />);
    sized(1_000, 300);
    rerender(
      <Captions captions={captions}>
        <p>You 0:00</p>
      </Captions>,
    );
    expect(log().scrollTop).toBe(1_000);
  });
});

describe("captions read aloud", () => {
  beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }));
  afterEach(() => {
    vi.useRealTimers();
    localStorage.clear();
  });
  const conversation = [said(1, "Why nursing?"), said(2, "I like people."), said(3, "And nights?"), said(4, "Those t", { isFinal: false })];
  const settle = () => act(() => vi.advanceTimersByTime(300));
  const spoken = (container: HTMLElement) => container.querySelector("[aria-live=polite]")?.textContent;

  it.each([
    ["mine", "You: I like people."],
    ["all", "Interviewer: And nights?"],
    ["never", ""],
  ] as const)("announce, with the choice “%s”, “%s”", (choice, words) => {
    const { container } = render(<ReadAloud captions={conversation} whose={choice} />);
    settle();
    expect(spoken(container)).toBe(words);
  });

  it("are announced once, the last one, when a whole conversation is replayed", () => {
    const heard: (string | null | undefined)[] = [];
    const { container, rerender } = render(<ReadAloud captions={[]} whose="mine" />);
    for (let length = 1; length <= conversation.length; length += 1) {
      rerender(<ReadAloud captions={conversation.slice(0, length)} whose="mine" />);
      heard.push(spoken(container));
    }
    settle();
    expect([...heard, spoken(container)]).toEqual(["", "", "", "", "You: I like people."]);
  });
});
