import { act, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { SessionEnded_Reason } from "../../proto/gen/interview.ts";
import { frames, said } from "./testing/frames.ts";
import { renderCall } from "./testing/render-call.tsx";
import { heading, lines, remembered } from "./testing/seen.ts";

describe("reconnecting", () => {
  it("reconnects with the resume token, sends what was said in the meantime in order, and shows replayed captions once", async () => {
    const { goLive, receive, close, open, speak, wire, browser } = renderCall();
    await goLive();
    receive(frames.caption("AI", "Hello.", true), frames.caption("USER", "I w", false));
    speak(1);
    close(1006);
    expect(screen.getByText("Reconnecting…")).toBeVisible();
    speak(2);
    speak(3);
    await vi.waitFor(() => expect(browser.sockets).toHaveLength(2));
    expect(wire().url).toBe("ws://worker/i-1?token=resume-1&rate=24000");
    open();
    receive(frames.started({ resumeToken: "resume-2" }));
    speak(4);
    expect(said(wire().sent)).toEqual([2, 3, 4]);
    receive(frames.caption("AI", "Hello.", true), frames.caption("USER", "I work nights.", true), frames.caption("AI", "Why?", false));
    await vi.waitFor(() => expect(lines()).toEqual(["Interviewer Hello.", "You I work nights.", "Interviewer Why?"]));
    expect(screen.queryByText("Reconnecting…")).toBeNull();
    expect(sessionStorage.getItem("preppal.resume.i-1")).toBe("resume-2");
  });

  it("says that there is no network, and that it will continue by itself", async () => {
    const isOnline = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    const { goLive } = renderCall({ health: () => Promise.reject(new TypeError("Failed to fetch")) });
    await goLive();
    act(() => void window.dispatchEvent(new Event("offline")));
    expect(await screen.findByText("You are offline")).toBeVisible();
    expect(await screen.findByRole("alert")).toHaveTextContent("Wait: you are offline. It goes on by itself once you are back.");
    isOnline.mockRestore();
  });

  it("keeps trying, and gives up with an explanation after a minute and a half", async () => {
    const call = renderCall();
    await call.goLive();
    vi.useFakeTimers();
    call.close(1006);
    for (let second = 0; second < 90; second += 1) {
      await act(() => vi.advanceTimersByTimeAsync(1_000));
      if (call.wire().readyState === 0) call.close(1006);
    }
    expect(screen.getByRole("heading", { name: "The connection could not be restored" })).toHaveFocus();
    expect(call.browser.sockets.length).toBeGreaterThan(15);
    vi.useRealTimers();
    await call.press("Try again");
    await vi.waitFor(() => expect(call.wire().url).toContain("token=resume-1"));
    await heading("Connecting to your interviewer");
  });

  it("says why the Worker refuses the candidate in the middle of the interview", async () => {
    const { goLive, receive, close } = renderCall();
    await goLive();
    receive(frames.error(4001, "Your sign-in has ended."));
    close(4001);
    await heading("The connection could not be restored");
    expect(screen.getByText("What was said so far is kept. Your sign-in has ended.")).toBeVisible();
  });

  it.each([
    ["signed out, then tried again", false],
    ["signed out, then loaded the page again", true],
  ])("does not say of an interview under way that it could not begin: the candidate %s", async (_, isReload) => {
    if (isReload) remembered();
    const { goLive, receive, close, open, press, wire } = renderCall(isReload ? { status: "IN_PROGRESS" } : {});
    if (!isReload) {
      await goLive();
      close(4001);
      await press("Try again");
    }
    await vi.waitFor(() => expect(wire().url).toContain(`token=resume-${isReload ? 0 : 1}`));
    open();
    receive(frames.error(4001, "Your sign-in has ended."));
    close(4001);
    await heading("The connection could not be restored");
    expect(screen.getByText("What was said so far is kept. Your sign-in has ended.")).toBeVisible();
    expect(screen.getAllByRole("link").map((it) => [it.textContent, it.getAttribute("href")])).toEqual([
      ["Elsewhere", "/dashboard"],
      ["Read what was said", "/interview/i-1/feedback"],
      ["Back to the dashboard", "/dashboard"],
    ]);
  });

  it("says of an interview under way that it goes on once the page is online", async () => {
    remembered();
    vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    const { wire, open, close } = renderCall({ status: "IN_PROGRESS", health: () => Promise.reject(new TypeError("offline")) });
    await vi.waitFor(wire);
    open();
    close(4001);
    await heading("You are offline");
    expect(screen.getByText("What was said so far is kept. The interview goes on by itself as soon as you are back.")).toBeVisible();
    vi.restoreAllMocks();
  });

  it("can be ended while disconnected", async () => {
    const { goLive, close, press, open, receive, wire, onOver } = renderCall();
    await goLive();
    close(1006);
    await press("End Interview");
    await press("End interview");
    open();
    expect(said(wire().sent)).toEqual(["end"]);
    receive(frames.ended(SessionEnded_Reason.USER_INITIATED));
    await press("To your report");
    await vi.waitFor(() => expect(onOver).toHaveBeenCalledTimes(1));
  });

  it("sends an end requested offline once the network is back", async () => {
    const isOnline = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    const { goLive, close, press, open, receive, wire, browser, onOver } = renderCall({
      health: async () => {
        if (!navigator.onLine) throw new TypeError("Failed to fetch");
        return new Response();
      },
    });
    await goLive();
    act(() => void window.dispatchEvent(new Event("offline")));
    await press("End Interview");
    await press("End interview");
    close(1006);
    await heading("Finishing your interview You are offline: it ends as soon as you are back. What was said so far is kept.");
    const tried = browser.sockets.length;
    await vi.waitFor(() => expect(browser.sockets.length).toBeGreaterThan(tried), { timeout: 3_000 });
    expect(wire().url).toContain("token=resume-1");
    open();
    expect(said(wire().sent)).toEqual(["end"]);
    receive(frames.ended(SessionEnded_Reason.USER_INITIATED));
    isOnline.mockReturnValue(true);
    act(() => void window.dispatchEvent(new Event("online")));
    await press("To your report");
    await vi.waitFor(() => expect(onOver).toHaveBeenCalledTimes(1));
  });

  it("rejoins by itself after a reload", async () => {
    remembered();
    const { wire, open, receive, minted, browser } = renderCall({ status: "IN_PROGRESS", startsSuspended: true });
    await vi.waitFor(() => expect(wire().url).toBe("ws://worker/i-1?token=resume-0&rate=24000"));
    open();
    receive(frames.started(), frames.caption("AI", "Hello again.", true));
    expect(lines()).toEqual(["Interviewer Hello again."]);
    expect(screen.getByText("You are back.")).toHaveAttribute("role", "status");
    expect(minted).not.toHaveBeenCalled();
    expect(browser.contexts.map((it) => it.state).filter((it) => it !== "closed")).toEqual(["running"]);
  });
});

describe("ending", () => {
  it("plays none of the interviewer's voice after the end was requested, even if already in flight", async () => {
    const { goLive, receive, press, wire, browser } = renderCall();
    await goLive();
    await vi.waitFor(() => expect(browser.node("playback")).toBeDefined());
    receive(frames.audio(...new Int16Array(2_400)));
    const played = () => browser.node("playback")?.posted.map(({ message }) => (message as { type: string }).type);
    expect(played()).toEqual(["play"]);
    await press("End Interview");
    await press("End interview");
    expect(said(wire().sent)).toEqual(["end"]);
    receive(frames.audio(...new Int16Array(2_400)));
    expect(played()).toEqual(["play", "flush"]);
  });

  it("lets the goodbye finish when the interviewer ends, then leads to the transcript", async () => {
    const { goLive, receive, browser, onOver, close } = renderCall();
    await goLive();
    receive(frames.audio(1), frames.ended(SessionEnded_Reason.GEMINI_ENDED));
    close(1000);
    await vi.waitFor(async () => expect(await heading(/^The interview is over/)).toHaveFocus());
    expect(browser.microphone.streams[0]?.track.readyState).toBe("ended");
    expect(browser.node("playback")?.posted.at(-1)?.message).toEqual({ type: "drain" });
    const shown: string[] = [];
    const watch = new MutationObserver(() => shown.push(...screen.queryAllByRole("heading", { level: 2 }).map((it) => it.textContent)));
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
    vi.useFakeTimers({ shouldAdvanceTime: true });
    act(() => browser.node("playback")?.tells({ type: "draining", leftMs: 40 }));
    act(() => browser.node("playback")?.tells({ type: "drained" }));
    await heading(/^That’s it\./);
    expect(onOver).not.toHaveBeenCalled();
    await act(() => vi.advanceTimersByTimeAsync(2_500));
    expect(onOver).toHaveBeenCalledTimes(1);
    expect([...new Set(shown)]).toEqual(["That’s it. It ended before your first answer. That happens."]);
    watch.disconnect();
  });

  it("closes the room with a summary, announced once, and stays until the candidate continues", async () => {
    const { goLive, receive, press, browser, onOver } = renderCall();
    await goLive();
    receive(frames.caption("AI", "Tell me.", true), frames.caption("USER", "I did.", true), frames.ended(SessionEnded_Reason.GEMINI_ENDED));
    act(() => browser.node("playback")?.tells({ type: "drained" }));
    const words = /^That’s it\. 1 answer, .+\. Well done for saying it aloud\.$/;
    await heading(words);
    expect(screen.getAllByRole("status").flatMap((it) => it.textContent || [])).toEqual([expect.stringMatching(words)]);
    expect(lines()).toEqual(["Interviewer Tell me.", "You I did."]);
    await press("To your report");
    await vi.waitFor(() => expect(onOver).toHaveBeenCalledTimes(1));
    expect(await heading(words)).toBeVisible();
    expect(screen.getByRole("button", { name: "To your report" })).toHaveAttribute("aria-disabled", "true");
  });

  it("shows the goodbye as it is spoken", async () => {
    const { goLive, receive } = renderCall();
    await goLive();
    receive(frames.audio(1), frames.ended(SessionEnded_Reason.GEMINI_ENDED), frames.caption("AI", "Goodbye.", true));
    await vi.waitFor(() => expect(lines()).toEqual(["Interviewer Goodbye."]));
  });

  it("stays with its last words while offline, and leads to the report once back online", async () => {
    const { goLive, receive, press, onOver } = renderCall();
    await goLive();
    const network = (isOn: boolean) => {
      vi.stubGlobal("fetch", () => (isOn ? Promise.resolve(new Response()) : Promise.reject(new TypeError("Failed to fetch"))));
      vi.spyOn(navigator, "onLine", "get").mockReturnValue(isOn);
      return act(async () => void window.dispatchEvent(new Event(isOn ? "online" : "offline")));
    };
    receive(frames.ended(SessionEnded_Reason.TIMEOUT));
    await network(false);
    await press("To your report");
    await press("To your report");
    await act(async () => undefined);
    expect(await heading(/^The time is up\..* You are offline: your report opens once you are back\.$/)).toBeVisible();
    expect(onOver).not.toHaveBeenCalled();
    await network(true);
    await vi.waitFor(() => expect(onOver).toHaveBeenCalledTimes(1));
  });

  it("skips the rest of the goodbye on request", async () => {
    const { goLive, receive, press, onOver } = renderCall();
    await goLive();
    receive(frames.ended(SessionEnded_Reason.TIMEOUT));
    await press("To your report");
    await vi.waitFor(() => expect(onOver).toHaveBeenCalledTimes(1));
  });

  it("says what failed, keeps what was said, and offers another try", async () => {
    const { goLive, receive, close } = renderCall();
    await goLive();
    receive(frames.caption("AI", "Welcome.", true));
    receive(frames.error(4002, "The connection to the interviewer was lost. What was said so far is kept."));
    close(4002);
    await vi.waitFor(async () => expect(await heading("The interview was interrupted")).toHaveFocus());
    expect(screen.getByRole("button", { name: "Try again" })).toBeVisible();
    expect(screen.getByRole("link", { name: "Read what was said" })).toHaveAttribute("href", "/interview/i-1/feedback");
    expect([sessionStorage.length, localStorage.length]).toEqual([0, 0]);
  });

  it("says that another tab took over, goes silent, and can take back", async () => {
    const { goLive, close, press, browser, wire } = renderCall();
    await goLive();
    close(4003);
    await heading("This interview was opened in another tab");
    expect(browser.microphone.streams[0]?.track.readyState).toBe("ended");
    expect(browser.contexts.map((it) => it.state)).toEqual(["closed"]);
    await press("Take it back here");
    await vi.waitFor(() => expect(browser.sockets).toHaveLength(2));
    expect(wire().url).toContain("token=resume-1");
  });

  it("leads to the transcript when it was ended elsewhere", async () => {
    const { goLive, close, press, onOver } = renderCall();
    await goLive();
    close(4004);
    await vi.waitFor(async () => expect(await heading("That’s it. It ended before your first answer. That happens.")).toHaveFocus());
    expect(screen.getAllByRole("status").flatMap((it) => it.textContent || [])).toEqual([]);
    await press("To your report");
    await vi.waitFor(() => expect(onOver).toHaveBeenCalledTimes(1));
  });

  it("hangs up when the page is left", async () => {
    const { goLive, unmount, wire, browser } = renderCall();
    await goLive();
    unmount();
    await vi.waitFor(() => expect(wire().closedWith).toBe(1000));
    expect(browser.microphone.streams[0]?.track.readyState).toBe("ended");
  });
});
