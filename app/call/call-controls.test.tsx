import { act, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { SessionEnded_Reason } from "../../proto/gen/interview.ts";
import { frames, said } from "./testing/frames.ts";
import { renderCall } from "./testing/render-call.tsx";
import { heading } from "./testing/seen.ts";

describe("live", () => {
  it("mutes by button and by the M key, and says so", async () => {
    const { goLive, press, user, speak, wire } = renderCall();
    await goLive();
    const mute = screen.getByRole("button", { name: "Mute" });
    await press("Mute");
    expect(mute).toHaveAttribute("aria-pressed", "true");
    expect(screen.getByText("Muted: the interviewer cannot hear you.")).toBeVisible();
    speak(5);
    expect(said(wire().sent)).toEqual([0]);
    await user.keyboard("m");
    expect(mute).toHaveAttribute("aria-pressed", "false");
    expect(screen.getByText("Unmuted.")).toBeInTheDocument();
    speak(5);
    expect(said(wire().sent)).toEqual([0, 5]);
    await user.keyboard("{Control>}m{/Control}");
    expect(mute).toHaveAttribute("aria-pressed", "false");
    await press("End Interview");
    screen.getByRole("button", { name: "Keep going" }).focus();
    await user.keyboard("m");
    expect(mute).toHaveAttribute("aria-pressed", "false");
  });

  it("ignores the M key once that shortcut is off, in the next interview too", async () => {
    const first = renderCall();
    await first.goLive();
    const mute = () => screen.getByRole("button", { name: "Mute" });
    expect(mute()).toHaveAttribute("aria-keyshortcuts", "m");
    await first.press("Settings");
    await first.user.click(await screen.findByRole("checkbox", { name: "Single-key shortcuts" }));
    await first.user.keyboard("m");
    expect(mute()).toHaveAttribute("aria-pressed", "false");
    expect(mute()).not.toHaveAttribute("aria-keyshortcuts");
    first.unmount();
    sessionStorage.clear();
    localStorage.removeItem("preppal.resume.i-1");
    const second = renderCall();
    await second.goLive();
    await second.user.keyboard("m");
    expect(mute()).toHaveAttribute("aria-pressed", "false");
  });

  it("leaves the M key to text fields", async () => {
    const { goLive } = renderCall();
    await goLive();
    const places = [
      '<div contenteditable="true"></div>',
      '<div role="textbox"></div>',
      '<div role="combobox"></div>',
      "<input>",
      "<select></select>",
    ];
    for (const html of places) {
      const place = document.body.appendChild(document.createElement("div"));
      place.innerHTML = html;
      act(() => void place.firstElementChild?.dispatchEvent(new KeyboardEvent("keydown", { key: "m", bubbles: true })));
      place.remove();
    }
    act(() => void document.dispatchEvent(new KeyboardEvent("keydown", { key: "m", bubbles: true, isComposing: true })));
    expect(screen.getByRole("button", { name: "Mute" })).toHaveAttribute("aria-pressed", "false");
  });

  it("asks before a link leaves the interview, and leaves on confirmation", async () => {
    const { goLive, press, wire, follow } = renderCall();
    await goLive();
    await follow("Elsewhere");
    const dialog = screen.getByRole("dialog", { name: "Leave the interview?" });
    expect(within(dialog).getByRole("button", { name: "Stay" })).toHaveFocus();
    await press("Stay");
    expect(wire().closedWith).toBeNull();
    await follow("Elsewhere");
    await press("Leave");
    await screen.findByText("Dashboard");
    await vi.waitFor(() => expect(wire().closedWith).toBe(1000));
  });

  it("asks before the browser leaves the page, but not once the interview is over", async () => {
    const { goLive, receive } = renderCall();
    const leaves = () => window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
    expect(leaves()).toBe(true);
    await goLive();
    expect(leaves()).toBe(false);
    receive(frames.ended(SessionEnded_Reason.USER_INITIATED));
    expect(leaves()).toBe(true);
  });

  it("does not ask before the page is loaded again where it says itself that this helps", async () => {
    const { goLive, browser, press } = renderCall();
    await goLive();
    browser.audio.failing = "playback.worklet";
    act(() => browser.contexts[0]?.becomes("interrupted"));
    await press("Tap to turn sound on");
    await screen.findByRole("button", { name: "Load the page again" });
    expect(window.dispatchEvent(new Event("beforeunload", { cancelable: true }))).toBe(true);
  });

  it("keeps the screen awake, asks for that again when the page is visible again, and releases it at the end", async () => {
    const locks: { release: ReturnType<typeof vi.fn> }[] = [];
    const request = vi.fn(async () => {
      const lock = { release: vi.fn(async () => undefined) };
      locks.push(lock);
      return lock;
    });
    Object.defineProperty(navigator, "wakeLock", { configurable: true, value: { request } });
    const { goLive, close } = renderCall();
    await goLive();
    const before = request.mock.calls.length;
    expect(request).toHaveBeenLastCalledWith("screen");
    act(() => void document.dispatchEvent(new Event("visibilitychange")));
    expect(request).toHaveBeenCalledTimes(before + 1);
    close(4003);
    await vi.waitFor(() => expect(locks.at(-1)?.release).toHaveBeenCalledTimes(1));
    act(() => void document.dispatchEvent(new Event("visibilitychange")));
    expect(request).toHaveBeenCalledTimes(before + 1);
    Reflect.deleteProperty(navigator, "wakeLock");
  });

  it("asks before ending, with the ending button first and the focus on the other", async () => {
    const { goLive, press, wire, receive, onOver } = renderCall();
    await goLive();
    await press("End Interview");
    const dialog = screen.getByRole("dialog", { name: "End here?" });
    const [first, second] = within(dialog).getAllByRole("button");
    expect([first?.textContent, second?.textContent]).toEqual(["End interview", "Keep going"]);
    expect(second).toHaveFocus();
    expect(screen.getAllByRole("button", { name: /^End/ })[0]).toBe(first);
    await press("Keep going");
    expect(wire().sent).toEqual([]);
    await press("End Interview");
    first?.click();
    await heading(/^Finishing your interview/);
    expect(said(wire().sent)).toEqual(["end"]);
    receive(frames.ended(SessionEnded_Reason.USER_INITIATED));
    await press("To your report");
    await vi.waitFor(() => expect(onOver).toHaveBeenCalledTimes(1));
    expect(wire().closedWith).toBe(1000);
  });

  it("counts down to the limit whatever the device's clock says, and announces five minutes and one minute left", async () => {
    const call = renderCall();
    await call.connect();
    vi.useFakeTimers();
    const nowUnixMs = Date.now() - 55 * 60_000;
    call.receive(frames.started({ nowUnixMs, endsAtUnixMs: nowUnixMs + 302_000 }));
    const shown = () => [screen.getByRole("timer").textContent, screen.getByRole("timer").nextElementSibling?.textContent];
    expect(shown()).toEqual(["05:02", ""]);
    vi.setSystemTime(Date.now() + 3_600_000);
    act(() => vi.advanceTimersByTime(2_000));
    expect(shown()).toEqual(["05:00", "Five minutes left."]);
    act(() => vi.advanceTimersByTime(10_000));
    expect(shown()).toEqual(["04:50", ""]);
    act(() => vi.advanceTimersByTime(231_000));
    expect(shown()).toEqual(["00:59", "One minute left."]);
    act(() => vi.advanceTimersByTime(61_000));
    expect(shown()).toEqual(["00:00", "The time is up."]);
  });
});
