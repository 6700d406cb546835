import { act, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Notice_Kind, Patience_Mode, TurnState_Floor } from "../../proto/gen/interview.ts";
import { button, enter, features } from "./testing/enter-room.tsx";
import { frames, said } from "./testing/frames.ts";
import { renderCall } from "./testing/render-call.tsx";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  sessionStorage.clear();
  localStorage.clear();
});

const { FLOOR_OPEN, FLOOR_ANSWERING, FLOOR_HELD, FLOOR_DUE, FLOOR_INTERVIEWER } = TurnState_Floor;
/** How long the answer goes on, where the log draws one that is not written down. */
const ownLine = () => within(screen.getByRole("log")).queryByText(/^\d+:\d\d$/)?.textContent ?? undefined;

describe("whose turn it is", () => {
  it("stands large in one word", async () => {
    const { receive } = await enter();
    const words: string[] = [];
    for (const floor of [FLOOR_OPEN, FLOOR_ANSWERING, FLOOR_HELD, FLOOR_INTERVIEWER]) {
      receive(frames.turn(floor));
      words.push(screen.getByText(/^(Listening|Your answer|Held|Speaking)$/).textContent ?? "");
    }
    expect(words).toEqual(["Listening", "Your answer", "Held", "Speaking"]);
  });

  it("is the interviewer's to think once that takes longer than a moment", async () => {
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

  it("is the interviewer's to speak first, and none of an answer is drawn before there was one", async () => {
    const { receive } = await enter();
    vi.useFakeTimers();
    receive(frames.turn(FLOOR_DUE, { turn: 0 }));
    act(() => vi.advanceTimersByTime(4_000));
    expect(screen.getByText("The interviewer is about to speak")).toBeVisible();
    expect(screen.queryByText(/Your answer|Thinking/)).toBeNull();
    expect(ownLine()).toBeUndefined();
    receive(frames.turn(FLOOR_INTERVIEWER), frames.caption("AI", "Why nursing?", true, { seq: 1 }));
    expect(screen.queryByText("The interviewer is about to speak")).toBeNull();
  });

  it("is told to a screen reader no more often than every two seconds", async () => {
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

  it("shows the candidate's answer as a growing line until it is written down", async () => {
    const { receive } = await enter();
    vi.useFakeTimers();
    receive(frames.turn(FLOOR_ANSWERING));
    act(() => vi.advanceTimersByTime(42_000));
    expect(within(screen.getByRole("log")).getByText("0:42")).toBeVisible();
    receive(frames.caption("USER", "I led it.", true, { seq: 2 }), frames.turn(FLOOR_INTERVIEWER));
    expect(within(screen.getByRole("log")).queryByText("0:42")).toBeNull();
  });

  it("counts a second answer from its own beginning where the interviewer had not spoken yet", async () => {
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

  it("draws no line of an answer that was typed, nor of one whose words are there", async () => {
    const { receive } = await enter(frames.turn(FLOOR_OPEN));
    receive(frames.caption("USER", "I led it.", true, { seq: 1, isTyped: true }), frames.turn(FLOOR_DUE));
    expect(ownLine()).toBeUndefined();
    receive(frames.turn(FLOOR_ANSWERING, { turn: 2 }), frames.turn(FLOOR_DUE, { turn: 2 }));
    expect(ownLine()).toBe("0:00");
    receive(frames.caption("USER", "And before.", true, { seq: 2, atMs: 9_000 }));
    expect(ownLine()).toBeUndefined();
  });

  it("leaves the two tiles to a Worker that does not say", async () => {
    const { goLive } = renderCall();
    await goLive();
    expect(screen.queryByRole("button", { name: /Let me think|done|Type|Hear again/ })).toBeNull();
    expect(screen.getByText("Quiet")).toBeVisible();
  });
});

describe("the question", () => {
  const onStage = () => document.querySelector(".room-question")?.textContent ?? null;

  it("stays on the stage until the next one, for the eye only: the log has it, too", async () => {
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

  it("is not written for who has switched the captions off", async () => {
    const { receive, press, user } = await enter();
    receive(frames.caption("AI", "Why nursing?", true, { seq: 1 }));
    await press("Settings");
    await user.selectOptions(await screen.findByRole("combobox", { name: "Captions" }), "off");
    expect(onStage()).toBeNull();
  });
});

describe("muted", () => {
  it("is said in place of the turn, wherever the candidate would be heard", async () => {
    const { receive, press } = await enter();
    await press("Mute");
    expect(screen.getByText("Muted: nobody hears you")).toBeVisible();
    expect(screen.queryByText("Listening")).toBeNull();
    receive(frames.turn(FLOOR_ANSWERING));
    expect(screen.getByText("Muted: nobody hears you")).toBeVisible();
    receive(frames.turn(FLOOR_INTERVIEWER));
    expect(screen.getByText("Speaking").nextElementSibling).toHaveTextContent("Muted: nobody hears you.");
    await press("Mute");
    receive(frames.turn(FLOOR_OPEN));
    expect(screen.getByText("Listening")).toBeVisible();
  });

  it("looks like what is off, and keeps its name", async () => {
    const { press } = await enter();
    const hasSlash = () => button("Mute").querySelector("svg[data-slashed=true]") !== null;
    expect(hasSlash()).toBe(false);
    await press("Mute");
    expect(hasSlash()).toBe(true);
    expect(button("Mute")).toHaveAttribute("aria-pressed", "true");
    expect(button("Mute")).toHaveClass("bg-danger-soft");
    expect(button("Mute")).not.toHaveClass("bg-accent");
  });

  it("is pointed out to who talks, with the way out, and none of it is sent", async () => {
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

describe("taking the time and giving it back", () => {
  it("thinks by button and by T, and says so by a pressed button", async () => {
    const { press, user, told } = await enter();
    await press("Let me think");
    expect(button("Let me think")).toHaveAttribute("aria-pressed", "true");
    expect(screen.getByText("Held")).toBeVisible();
    await user.keyboard("t");
    expect(button("Let me think")).toHaveAttribute("aria-pressed", "false");
    expect(told()).toEqual(["think true", "think false"]);
  });

  it("gives the turn away by button, and by Enter where nothing takes it", async () => {
    const { receive, press, user, told } = await enter();
    expect(button("I’m done")).toBeDisabled();
    receive(frames.turn(FLOOR_ANSWERING));
    await press("I’m done");
    act(() => screen.getByRole("heading", { level: 1 }).focus());
    await user.keyboard("{Enter}");
    expect(told()).toEqual(["steer 1", "steer 1"]);
    act(() => button("Mute").focus());
    await user.keyboard("{Enter}");
    expect(told().slice(2)).toEqual(["muted true"]);
  });

  it("asks for the question in other words, or for the next one", async () => {
    const { press, told } = await enter();
    await press("Rephrase");
    await press("Skip");
    expect(told()).toEqual(["steer 2", "steer 3"]);
  });

  it("plays the interviewer's last words again, once, until the candidate speaks", async () => {
    const { receive, press, browser } = await enter(frames.audio(1, 2), frames.audio(3, 4), frames.turn(FLOOR_OPEN));
    const played = () => browser.node("playback")?.posted.map(({ message }) => (message as { type: string }).type);
    const before = played()?.length ?? 0;
    await press("Hear again");
    await press("Hear again");
    expect(played()?.slice(before)).toEqual(["play", "play", "flush", "play", "play"]);
    receive(frames.turn(FLOOR_ANSWERING));
    expect(played()?.at(-1)).toBe("flush");
    receive(frames.turn(FLOOR_DUE), frames.audio(5, 6), frames.turn(FLOOR_OPEN));
    const then = played()?.length ?? 0;
    await press("Hear again");
    expect(played()?.slice(then)).toEqual(["play"]);
  });

  it("changes the pace at any time", async () => {
    const { press, user, told, receive } = await enter(frames.turn(FLOOR_ANSWERING));
    await press("Settings");
    await user.selectOptions(await screen.findByRole("combobox", { name: "Pace" }), "PATIENT");
    expect(told()).toEqual(["patience 3"]);
    receive(frames.turn(FLOOR_ANSWERING, { mode: Patience_Mode.MODE_QUICK }));
    expect(screen.getByRole("combobox", { name: "Pace" })).toHaveValue("PATIENT");
  });
});

describe("hold to talk", () => {
  const hold = frames.turn(FLOOR_OPEN, { mode: Patience_Mode.MODE_HOLD_TO_TALK });

  it("talks while the button is down, while Space is on it, and while V is down anywhere", async () => {
    const { user, told } = await enter(hold);
    const talk = button("Hold to talk");
    await user.pointer([{ keys: "[MouseLeft>]", target: talk }, { keys: "[/MouseLeft]" }]);
    act(() => talk.focus());
    await user.keyboard("{ >}{/ }");
    act(() => screen.getByRole("heading", { level: 1 }).focus());
    await user.keyboard("{v>3}{/v}");
    expect(told()).toEqual(["talk true", "talk false", "talk true", "talk false", "talk true", "talk false"]);
  });

  it("never stays pressed when the page loses the keyboard or is hidden, and is pressed anew after that", async () => {
    const { told } = await enter(hold);
    const down = () => act(() => void document.dispatchEvent(new KeyboardEvent("keydown", { key: "v", bubbles: true })));
    down();
    act(() => void window.dispatchEvent(new Event("blur")));
    expect(told()).toEqual(["talk true", "talk false"]);
    down();
    const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
    act(() => void document.dispatchEvent(new Event("visibilitychange")));
    hidden.mockRestore();
    expect(told().slice(2)).toEqual(["talk true", "talk false"]);
    down();
    expect(told().slice(4)).toEqual(["talk true"]);
  });

  it("lets go of V when single keys are switched off under it", async () => {
    const { user, press, told } = await enter(hold);
    await press("Settings");
    const keys = await screen.findByRole("checkbox", { name: "Single-key shortcuts" });
    act(() => screen.getByRole("heading", { level: 1 }).focus());
    await user.keyboard("{v>}");
    await user.click(keys);
    expect(told()).toEqual(["talk true", "talk false"]);
  });

  it("begins and ends by a tap each where that is chosen", async () => {
    const { user, press, told } = await enter(hold);
    await press("Settings");
    await user.click(await screen.findByRole("checkbox", { name: "Tap to start and to stop talking" }));
    await press("Tap to talk");
    expect(button("Tap to talk")).toHaveAttribute("aria-pressed", "true");
    await press("Tap to talk");
    expect(told()).toEqual(["talk true", "talk false"]);
  });
});

describe("typing an answer", () => {
  const box = () => screen.findByRole("textbox", { name: "Type your answer" });
  const idOf = (line: string | number | undefined) => String(line).split(" ").at(-1) ?? "";

  it("sends it once, shows it until it has arrived, and keeps the focus in the box", async () => {
    const { user, press, receive, told } = await enter();
    await press("Type");
    await user.type(await box(), "I led it.{Control>}{Enter}{/Control}");
    expect(await box()).toHaveFocus();
    expect(await box()).toHaveValue("");
    const [line] = told().filter((it) => String(it).startsWith("textAnswer"));
    expect(line).toMatch(/^textAnswer I led it\. \S+$/);
    expect(screen.getByText(/I led it\./)).toHaveTextContent("On its way: I led it.");
    receive(frames.notice(Notice_Kind.KIND_TEXT_TAKEN, idOf(line)));
    expect(screen.queryByText(/I led it\./)).toBeNull();
    await user.keyboard("{Escape}");
    expect(button("Type")).toHaveFocus();
  });

  it("sends it again under its id after the line broke, and after a reload", async () => {
    const first = await enter();
    await first.press("Type");
    await first.user.type(await box(), "I led it.{Control>}{Enter}{/Control}");
    const sent = first.told().find((it) => String(it).startsWith("textAnswer"));
    first.close(1006);
    expect(screen.getByText(/I led it\./)).toHaveTextContent("Kept, and sent once you are connected: I led it.");
    await vi.waitFor(() => expect(first.browser.sockets).toHaveLength(2));
    first.open();
    first.receive(frames.started({ features }));
    expect(first.told()).toEqual([sent]);
    first.unmount();
    const second = renderCall();
    await vi.waitFor(() => expect(second.wire()).toBeDefined());
    second.open();
    second.receive(frames.started({ features }));
    expect(said(second.wire().sent)).toEqual([sent]);
  });

  it("keeps what was begun over a reload, and cuts nothing that is too long", async () => {
    const first = await enter();
    await first.press("Type");
    await first.user.click(await box());
    await first.user.paste("a".repeat(4_001));
    await first.press("Send");
    expect(screen.getByRole("alert")).toHaveTextContent("1 characters too many");
    expect(first.told().filter((it) => String(it).startsWith("textAnswer"))).toEqual([]);
    first.unmount();
    const second = renderCall();
    await vi.waitFor(() => expect(second.wire()).toBeDefined());
    second.open();
    second.receive(frames.started({ features }));
    await second.press("Type");
    expect(await box()).toHaveValue("a".repeat(4_001));
  });

  it("is no place for single keys", async () => {
    const { user, press } = await enter();
    await press("Type");
    await user.type(await box(), "mtr?/");
    expect(await box()).toHaveValue("mtr?/");
    expect(button("Mute")).toHaveAttribute("aria-pressed", "false");
    expect(button("Let me think")).toHaveAttribute("aria-pressed", "false");
  });
});
