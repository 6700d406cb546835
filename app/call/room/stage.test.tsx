import { act, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { TurnState_Floor } from "../../../proto/gen/interview.ts";
import { button, enter, features } from "../testing/enter-room.tsx";
import { frames, said } from "../testing/frames.ts";
import { renderCall } from "../testing/render-call.tsx";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  sessionStorage.clear();
  localStorage.clear();
});

const { FLOOR_OPEN, FLOOR_ANSWERING, FLOOR_HELD, FLOOR_DUE, FLOOR_INTERVIEWER } = TurnState_Floor;
/** How long the answer has gone on, as the log shows of one that has no caption. */
const ownLine = () => within(screen.getByRole("log")).queryByText(/^\d+:\d\d$/)?.textContent ?? undefined;

describe("whose turn it is", () => {
  it("is shown large in one word", async () => {
    const { receive } = await enter();
    const words: string[] = [];
    for (const floor of [FLOOR_OPEN, FLOOR_ANSWERING, FLOOR_HELD, FLOOR_INTERVIEWER]) {
      receive(frames.turn(floor));
      words.push(screen.getByText(/^(Listening|Your answer|Held|Speaking)$/).textContent ?? "");
    }
    expect(words).toEqual(["Listening", "Your answer", "Held", "Speaking"]);
  });

  it("is the interviewer's turn to think once that takes longer than a moment", async () => {
    const { receive } = await enter(frames.turn(FLOOR_ANSWERING));
    vi.useFakeTimers();
    receive(frames.turn(FLOOR_DUE));
    act(() => vi.advanceTimersByTime(500));
    expect(screen.queryByText("Thinking…")).toBeNull();
    act(() => vi.advanceTimersByTime(500));
    expect(screen.getByText("Thinking…")).toBeVisible();
    act(() => vi.advanceTimersByTime(2_500));
    expect(screen.getByText("The interviewer is thinking. Your answer is there.")).toBeVisible();
  });

  it("is the interviewer's at first, with no answer drawn before there was one", async () => {
    const { receive } = await enter();
    vi.useFakeTimers();
    receive(frames.turn(FLOOR_DUE, { turn: 0 }));
    act(() => vi.advanceTimersByTime(4_000));
    expect(screen.getByText("One moment").nextElementSibling).toHaveTextContent("The interviewer is about to speak.");
    expect(screen.queryByText(/Your answer|Thinking/)).toBeNull();
    expect(ownLine()).toBeUndefined();
    receive(frames.turn(FLOOR_INTERVIEWER), frames.caption("AI", "Why nursing?", true, { seq: 1 }));
    expect(screen.queryByText("One moment")).toBeNull();
  });

  it("stays the interviewer's for as long as their voice still plays, also while the candidate is muted", async () => {
    const { receive, press, browser } = await enter();
    const hear = (isPlaying: boolean) => act(() => browser.node("playback")?.tells({ type: "level", rms: 0.1, isPlaying, playedMs: 0 }));
    await press("Mute");
    vi.useFakeTimers();
    receive(frames.turn(FLOOR_INTERVIEWER), frames.audio(1, 2));
    hear(true);
    receive(frames.turn(FLOOR_OPEN));
    act(() => vi.advanceTimersByTime(3_000));
    expect(screen.getByText("Speaking").nextElementSibling).toHaveTextContent("Muted: nobody hears you.");
    expect(screen.getAllByRole("status").map((it) => it.textContent)).not.toContain("Your turn.");
    hear(false);
    act(() => vi.advanceTimersByTime(3_000));
    expect(screen.queryByText("Speaking")).toBeNull();
    expect(screen.getAllByRole("status").map((it) => it.textContent)).toContain("Your turn.");
  });

  it("is announced to a screen reader at most every two seconds", async () => {
    const { receive } = await enter();
    vi.useFakeTimers();
    const status = () => screen.getAllByRole("status").map((it) => it.textContent);
    receive(frames.turn(FLOOR_INTERVIEWER));
    act(() => vi.advanceTimersByTime(1_000));
    receive(frames.turn(FLOOR_OPEN));
    act(() => vi.advanceTimersByTime(1_999));
    expect(status()).not.toContain("The interviewer speaks.");
    expect(status()).not.toContain("Your turn.");
    act(() => vi.advanceTimersByTime(1));
    expect(status()).toContain("Your turn.");
  });

  it("shows the candidate's answer as a growing line until it is transcribed", async () => {
    const { receive } = await enter();
    vi.useFakeTimers();
    receive(frames.turn(FLOOR_ANSWERING));
    act(() => vi.advanceTimersByTime(42_000));
    expect(within(screen.getByRole("log")).getByText("0:42")).toBeVisible();
    receive(frames.caption("USER", "I led it.", true, { seq: 2 }), frames.turn(FLOOR_INTERVIEWER));
    expect(within(screen.getByRole("log")).queryByText("0:42")).toBeNull();
  });

  it("times a second answer from its own beginning when the interviewer had not spoken in between", async () => {
    const { receive } = await enter(frames.turn(FLOOR_ANSWERING));
    vi.useFakeTimers();
    receive(frames.turn(FLOOR_DUE));
    act(() => vi.advanceTimersByTime(10_000));
    receive(frames.turn(FLOOR_ANSWERING, { turn: 2 }));
    act(() => vi.advanceTimersByTime(3_000));
    expect(ownLine()).toBe("0:03");
    receive(frames.turn(FLOOR_HELD, { turn: 2 }), frames.turn(FLOOR_ANSWERING, { turn: 2 }));
    act(() => vi.advanceTimersByTime(1_000));
    expect(ownLine()).toBe("0:04");
  });

  it("has one time per answer, wherever it is shown and whether or not it was held", async () => {
    const { receive } = await enter(frames.turn(FLOOR_OPEN));
    vi.useFakeTimers();
    receive(frames.turn(FLOOR_ANSWERING));
    act(() => vi.advanceTimersByTime(4_000));
    receive(frames.turn(FLOOR_HELD));
    act(() => vi.advanceTimersByTime(3_000));
    receive(frames.turn(FLOOR_ANSWERING));
    act(() => vi.advanceTimersByTime(1_000));
    expect([ownLine(), screen.getByText("Your answer").nextElementSibling?.textContent]).toEqual(["0:08", "0:08"]);
  });

  it("draws no line for a typed answer, or for one whose words are there", async () => {
    const { receive } = await enter(frames.turn(FLOOR_OPEN));
    receive(frames.caption("USER", "I led it.", true, { seq: 1, isTyped: true }), frames.turn(FLOOR_DUE));
    expect(ownLine()).toBeUndefined();
    receive(frames.turn(FLOOR_ANSWERING, { turn: 2 }), frames.turn(FLOOR_DUE, { turn: 2 }));
    expect(ownLine()).toBe("0:00");
    receive(frames.caption("USER", "And before.", true, { seq: 2, atMs: 9_000 }));
    expect(ownLine()).toBeUndefined();
  });

  it("is nobody's while disconnected: whoever is offline waits", async () => {
    const { connect, receive, close } = renderCall({ health: () => Promise.reject(new TypeError("Failed to fetch")) });
    await connect();
    receive(frames.started({ features }), frames.turn(FLOOR_OPEN));
    close(1006);
    expect(screen.getByText("Reconnecting").nextElementSibling).toHaveTextContent("Wait a moment before you go on.");
    const isOnline = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    act(() => void window.dispatchEvent(new Event("offline")));
    expect(await screen.findByText("You are offline")).toHaveTextContent(/^You are offline$/);
    expect(screen.getByText("You are offline").nextElementSibling).toHaveTextContent("Wait: it goes on by itself once you are back.");
    expect(screen.queryByText("Listening")).toBeNull();
    isOnline.mockRestore();
  });

  it("tells somebody who speaks in thinking time that they are heard, until they pause for longer than between words", async () => {
    const { press, speak, browser } = await enter(frames.turn(FLOOR_OPEN));
    await press("Let me think");
    vi.useFakeTimers();
    const detail = () => screen.getByText("Held").nextElementSibling;
    const pause = (ms: number) => {
      act(() => vi.advanceTimersByTime(ms));
      act(() => browser.node("capture")?.tells({ pcm: new Int16Array(640), rms: 0 }));
    };
    expect(detail()).toHaveTextContent(/^The interviewer waits/);
    speak(5);
    pause(499);
    expect(detail()).toHaveTextContent(/^You are heard\b/);
    pause(1);
    expect(detail()).toHaveTextContent(/^The interviewer waits/);
  });

  it("leaves the two tiles when the Worker does not report turns", async () => {
    const { goLive } = renderCall();
    await goLive();
    expect(screen.queryByRole("button", { name: /Let me think|done|Type|Hear it again/ })).toBeNull();
    expect(screen.getByText("Quiet")).toBeVisible();
  });
});

describe("the question", () => {
  const onStage = () => document.querySelector(".room-question")?.textContent ?? null;

  it("stays on the stage until the next one, for the eye only, as the log has it too", async () => {
    const { receive } = await enter();
    expect(onStage()).toBe("");
    receive(frames.caption("AI", "Why nursing?", true, { seq: 1 }));
    await vi.waitFor(() => expect(onStage()).toBe("Why nursing?"));
    receive(frames.turn(FLOOR_ANSWERING), frames.caption("USER", "I like people.", true, { seq: 2, atMs: 5 }), frames.turn(FLOOR_DUE));
    expect(onStage()).toBe("Why nursing?");
    receive(frames.turn(FLOOR_INTERVIEWER), frames.caption("AI", "And nights?", true, { seq: 3, atMs: 9 }));
    await vi.waitFor(() => expect(onStage()).toBe("And nights?"));
    expect(document.querySelector(".room-question")?.closest("[aria-hidden=true]")).not.toBeNull();
    expect(screen.getByRole("log")).toHaveTextContent("And nights?");
  });

  it("is hidden when captions are off", async () => {
    const { receive, press, user } = await enter();
    receive(frames.caption("AI", "Why nursing?", true, { seq: 1 }));
    await press("Settings");
    await user.selectOptions(await screen.findByRole("combobox", { name: "Captions" }), "off");
    expect(onStage()).toBeNull();
  });
});

describe("muted", () => {
  it("is shown instead of the turn wherever the candidate would be heard", async () => {
    const { receive, press } = await enter();
    await press("Mute");
    expect(screen.getByText("Muted").nextElementSibling).toHaveTextContent("Unmute to be heard.");
    expect(screen.queryByText("Listening")).toBeNull();
    receive(frames.turn(FLOOR_ANSWERING));
    expect(screen.getByText("Muted")).toBeVisible();
    receive(frames.turn(FLOOR_INTERVIEWER));
    expect(screen.getByText("Speaking").nextElementSibling).toHaveTextContent("Muted: nobody hears you.");
    await press("Mute");
    receive(frames.turn(FLOOR_OPEN));
    expect(screen.getByText("Listening")).toBeVisible();
  });

  it("looks switched off, and keeps its name", async () => {
    const { press } = await enter();
    const hasSlash = () => button("Mute").querySelector("svg[data-slashed=true]") !== null;
    expect(hasSlash()).toBe(false);
    await press("Mute");
    expect(hasSlash()).toBe(true);
    expect(button("Mute")).toHaveAttribute("aria-pressed", "true");
    expect(button("Mute")).toHaveClass("bg-danger-soft");
    expect(button("Mute")).not.toHaveClass("bg-accent");
  });

  it("is pointed out to somebody who talks, with the way out, and sends none of it", async () => {
    const { press, speak, wire } = await enter();
    await press("Mute");
    vi.useFakeTimers();
    const talk = (frameCount: number) => {
      for (let at = 0; at < frameCount; at += 1) {
        speak(5);
        act(() => vi.advanceTimersByTime(40));
      }
    };
    talk(20);
    expect(screen.queryByText("You are talking, but muted")).toBeNull();
    talk(10);
    expect(screen.getByText("You are talking, but muted").closest("[role=status]")).toBeVisible();
    expect(said(wire().sent)).not.toContain(5);
    act(() => button("Unmute").click());
    expect(screen.queryByText("You are talking, but muted")).toBeNull();
    expect(button("Mute")).toHaveFocus();
    expect(button("Mute")).toHaveAttribute("aria-pressed", "false");
  });
});
