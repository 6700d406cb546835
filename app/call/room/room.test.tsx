import { act, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Notice_Kind, Patience_Mode, TurnState_Floor } from "../../../proto/gen/interview.ts";
import { button, enter, features, toldIn } from "../testing/enter-room.tsx";
import { frames } from "../testing/frames.ts";
import { renderCall } from "../testing/render-call.tsx";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  sessionStorage.clear();
  localStorage.clear();
});

const { FLOOR_OPEN, FLOOR_ANSWERING, FLOOR_HELD, FLOOR_DUE, FLOOR_INTERVIEWER } = TurnState_Floor;

describe("taking time to think and giving it back", () => {
  it("takes thinking time by button and by T, shown as a pressed button", async () => {
    const { press, user, told } = await enter();
    await press("Let me think");
    expect(button("Let me think")).toHaveAttribute("aria-pressed", "true");
    expect(screen.getByText("Held")).toBeVisible();
    await user.keyboard("t");
    expect(button("Let me think")).toHaveAttribute("aria-pressed", "false");
    expect(told()).toEqual(["think true", "think false"]);
  });

  it("schedules thinking time after the question when requested while the interviewer speaks, and cancels it on a second press", async () => {
    const { press, user, receive, told } = await enter(frames.turn(FLOOR_INTERVIEWER));
    await press("Let me think");
    expect(button("Let me think")).toHaveAttribute("aria-pressed", "true");
    expect(screen.getByText("Speaking").nextElementSibling).toHaveTextContent("Then you have time to think.");
    await user.keyboard("t");
    expect(button("Let me think")).toHaveAttribute("aria-pressed", "false");
    expect(screen.getByText("Speaking").nextElementSibling).toHaveTextContent("Speak whenever you want to come in.");
    await user.keyboard("t");
    expect(told()).toEqual([]);
    receive(frames.turn(FLOOR_OPEN));
    expect([screen.getByText("Held"), button("Let me think").getAttribute("aria-pressed")]).toEqual([expect.anything(), "true"]);
    expect(told()).toEqual(["think true"]);
  });

  it("keeps thinking time over a reload: the button stays pressed, and another press ends it", async () => {
    const { press, told } = await enter(frames.turn(FLOOR_HELD));
    expect(button("Let me think")).toHaveAttribute("aria-pressed", "true");
    expect(screen.getByText("Held")).toBeVisible();
    await press("Let me think");
    expect(button("Let me think")).toHaveAttribute("aria-pressed", "false");
    expect(told()).toEqual(["think false"]);
  });

  it("gives the turn away by button, and by Enter when nothing else takes it", async () => {
    const { receive, press, user, told } = await enter();
    expect(button("I’m done")).toHaveAttribute("aria-disabled", "true");
    receive(frames.turn(FLOOR_ANSWERING));
    await press("I’m done");
    act(() => screen.getByRole("heading", { level: 1 }).focus());
    await user.keyboard("{Enter}");
    expect(told()).toEqual(["steer 1", "steer 1"]);
    act(() => button("Mute").focus());
    await user.keyboard("{Enter}");
    expect(told().slice(2)).toEqual(["muted true"]);
  });

  it.each([
    ["I’m done", FLOOR_ANSWERING],
    ["Put it differently", FLOOR_OPEN],
    ["Skip", FLOOR_OPEN],
  ] as const)("keeps the focus on the disabled “%s”, so that a second Enter does nothing", async (name, floor) => {
    const { receive, user, told } = await enter(frames.turn(floor));
    act(() => button(name).focus());
    await user.keyboard("{Enter}");
    receive(frames.turn(FLOOR_DUE));
    expect(button(name)).toHaveFocus();
    expect(button(name)).toHaveAttribute("aria-disabled", "true");
    await user.keyboard("{Enter}");
    expect(told()).toHaveLength(1);
  });

  it("asks for the question in other words, or for the next question", async () => {
    const { press, told } = await enter();
    await press("Put it differently");
    await press("Skip");
    expect(told()).toEqual(["steer 2", "steer 3"]);
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

  it("talks while the button or Space on it is down, and while V is down anywhere", async () => {
    const { user, told } = await enter(hold);
    const talk = button("Hold to talk");
    await user.pointer([{ keys: "[MouseLeft>]", target: talk }, { keys: "[/MouseLeft]" }]);
    act(() => talk.focus());
    await user.keyboard("{ >}{/ }");
    act(() => screen.getByRole("heading", { level: 1 }).focus());
    await user.keyboard("{v>3}{/v}");
    expect(told()).toEqual(["talk true", "talk false", "talk true", "talk false", "talk true", "talk false"]);
  });

  it("says how to be heard, and that one is heard while doing it", async () => {
    const { user, receive } = await enter(hold);
    expect(screen.getByText("Hold the button to talk").nextElementSibling).toHaveTextContent("Nobody hears you until then.");
    await user.pointer({ keys: "[MouseLeft>]", target: button("Hold to talk") });
    expect(screen.getByText("Your answer")).toBeVisible();
    receive(frames.turn(TurnState_Floor.FLOOR_HELD, { mode: Patience_Mode.MODE_HOLD_TO_TALK }));
    expect(screen.getByText("Your answer").nextElementSibling).toHaveTextContent("0:00");
    await user.pointer({ keys: "[/MouseLeft]" });
    expect(screen.getByText("Your answer")).toBeVisible();
    receive(frames.turn(FLOOR_INTERVIEWER, { mode: Patience_Mode.MODE_HOLD_TO_TALK }));
    expect(screen.getByText("Speaking").nextElementSibling).toHaveTextContent("Hold the button to come in.");
  });

  it("releases when the page loses the keyboard or is hidden, and needs a new press after that", async () => {
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

  it("releases V when single-key shortcuts are switched off under it", async () => {
    const { user, press, told } = await enter(hold);
    await press("Settings");
    const keys = await screen.findByRole("checkbox", { name: "Single-key shortcuts" });
    act(() => screen.getByRole("heading", { level: 1 }).focus());
    await user.keyboard("{v>}");
    await user.click(keys);
    expect(told()).toEqual(["talk true", "talk false"]);
  });

  it("starts and stops with one tap each when set to toggle", async () => {
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

  it("sends it once, shows it as pending until it arrives, and keeps the focus in the box", async () => {
    const { user, press, receive, told } = await enter();
    await press("Type");
    await user.type(await box(), "I led it.{Control>}{Enter}{/Control}");
    await vi.waitFor(async () => expect(await box()).toHaveFocus());
    expect(await box()).toHaveValue("");
    const [line] = told().filter((it) => String(it).startsWith("textAnswer"));
    expect(line).toMatch(/^textAnswer I led it\. \S+$/);
    expect(screen.getByText(/I led it\./)).toHaveTextContent("On its way: I led it.");
    receive(frames.notice(Notice_Kind.KIND_TEXT_TAKEN, idOf(line)));
    expect(screen.queryByText(/I led it\./)).toBeNull();
    await user.keyboard("{Escape}");
    expect(button("Type")).toHaveFocus();
  });

  it("resends it under its id after a broken connection and after a reload", async () => {
    const first = await enter();
    await first.press("Type");
    await first.user.type(await box(), "I led it.{Control>}{Enter}{/Control}");
    const sent = first.told().find((it) => String(it).startsWith("textAnswer"));
    first.close(1006);
    const pending = screen.getByText(/I led it\./);
    expect(pending).toHaveTextContent("Kept, and sent once you are connected: I led it.");
    expect(pending).toHaveAttribute("dir", "auto");
    await vi.waitFor(() => expect(first.browser.sockets).toHaveLength(2));
    first.open();
    first.receive(frames.started({ features }));
    expect(first.told()).toEqual([sent]);
    first.unmount();
    const second = renderCall();
    await vi.waitFor(() => expect(second.wire()).toBeDefined());
    second.open();
    second.receive(frames.started({ features }));
    expect(toldIn(second.wire().sent)).toEqual([sent]);
  });

  it("keeps a draft over a reload, and cuts off nothing that is too long", async () => {
    const first = await enter();
    await first.press("Type");
    await first.user.click(await box());
    await first.user.paste("a".repeat(4_001));
    await first.press("Send");
    expect(await box()).toHaveAccessibleDescription(/1 character too many/);
    const told = screen.getByRole("alert").textContent;
    await first.user.type(await box(), "b");
    expect(await box()).toHaveAccessibleDescription(/2 characters too many/);
    // At each letter it would interrupt whoever listens.
    expect(screen.getByRole("alert").textContent).toBe(told);
    await first.user.type(await box(), "{Backspace}");
    expect(first.told().filter((it) => String(it).startsWith("textAnswer"))).toEqual([]);
    first.unmount();
    const second = renderCall();
    await vi.waitFor(() => expect(second.wire()).toBeDefined());
    second.open();
    second.receive(frames.started({ features }));
    await second.press("Type");
    expect(await box()).toHaveValue("a".repeat(4_001));
  });

  it("allows exactly what the Worker takes: an emoji counts as one character, not two", async () => {
    const { told, user, press } = await enter();
    await press("Type");
    await user.click(await box());
    await user.paste("🙂".repeat(4_000));
    await press("Send");
    expect(told().filter((it) => String(it).startsWith("textAnswer"))).toHaveLength(1);
  });

  it("ignores single-key shortcuts", async () => {
    const { user, press } = await enter();
    await press("Type");
    await user.type(await box(), "mtr?/");
    expect(await box()).toHaveValue("mtr?/");
    expect(button("Mute")).toHaveAttribute("aria-pressed", "false");
    expect(button("Let me think")).toHaveAttribute("aria-pressed", "false");
  });
});
