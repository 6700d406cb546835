import { act, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { SessionEnded_Reason } from "../../proto/gen/interview.ts";
import { frames, said } from "./testing/frames.ts";
import { renderCall } from "./testing/render-call.tsx";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  sessionStorage.clear();
  localStorage.clear();
});

const heading = (name: string | RegExp) => screen.findByRole("heading", { name });
const log = () => screen.getByRole("log", { name: "Transcript" });
const lines = () => [...log().querySelectorAll("p")].map((it) => it.textContent);
const remembered = (token = "resume-0") => {
  sessionStorage.setItem("preppal.resume.i-1", token);
  localStorage.setItem("preppal.resume.i-1", token);
};

describe("initializing", () => {
  it("tells in the lobby what will happen, and asks for nothing yet", async () => {
    const { browser, minted } = renderCall();
    await heading("Your interview: Nurse at Ward 5");
    expect(screen.getByRole("button", { name: "Begin Interview" })).toBeEnabled();
    expect([browser.microphone.asked, browser.contexts, browser.sockets, minted.mock.calls]).toEqual([[], [], [], []]);
  });

  it("tests the microphone without sending anything, and lets it go", async () => {
    const { browser, press, speak } = renderCall();
    await press("Test the microphone");
    await vi.waitFor(() => expect(browser.node("capture")).toBeDefined());
    speak(1);
    expect(screen.getByRole("meter", { name: "Microphone level" })).toHaveAttribute("aria-valuenow", "74");
    await press("Stop the test");
    await vi.waitFor(() => expect(browser.microphone.streams[0]?.track.readyState).toBe("ended"));
    expect(browser.sockets).toEqual([]);
  });

  it("says whether the test heard a voice, and the way out where it could not", async () => {
    const { browser, press, speak } = renderCall();
    await press("Test the microphone");
    await vi.waitFor(() => expect(browser.node("capture")).toBeDefined());
    for (let n = 0; n < 25; n += 1) speak(1);
    expect(screen.getByText("We hear you.")).toBeVisible();
    await press("Stop the test");
    browser.microphone.next.push(new DOMException("no", "NotAllowedError"));
    await press("Test the microphone");
    expect(await screen.findByText(/^The microphone is blocked\. .*then try again/)).toBeVisible();
  });

  it("says that the test hears no voice after six seconds, and what may be the cause", async () => {
    const { browser, press } = renderCall();
    await press("Test the microphone");
    await vi.waitFor(() => expect(browser.node("capture")).toBeDefined());
    for (let n = 0; n < 150; n += 1) act(() => browser.node("capture")?.tells({ pcm: new Int16Array(640), rms: 0.0001 }));
    expect(screen.getByText(/^We hear no voice yet/)).toBeVisible();
  });

  it("has a way back from a question about the microphone that nobody answers", async () => {
    const call = renderCall();
    const asked = Promise.withResolvers<ReturnType<typeof call.browser.newStream>>();
    call.browser.microphone.next.push(asked.promise);
    await call.press("Begin Interview");
    await heading("Waiting for your microphone");
    await call.press("Cancel");
    await heading("Your interview: Nurse at Ward 5");
    const late = call.browser.newStream();
    asked.resolve(late);
    await vi.waitFor(() => expect(late.track.readyState).toBe("ended"));
  });

  it("goes on by itself once the microphone is allowed in the browser's settings", async () => {
    const permission = Object.assign(new EventTarget(), { state: "denied" });
    Object.defineProperty(navigator, "permissions", { configurable: true, value: { query: async () => permission } });
    const { browser, press } = renderCall();
    browser.microphone.next.push(new DOMException("no", "NotAllowedError"));
    await press("Begin Interview");
    await heading("The microphone is blocked");
    await act(async () => undefined);
    permission.state = "granted";
    act(() => void permission.dispatchEvent(new Event("change")));
    await heading("Connecting to your interviewer");
    Reflect.deleteProperty(navigator, "permissions");
  });

  it.each(["capture.worklet", "playback.worklet"])("names a page whose %s is gone after a deploy, and offers the reload", async (part) => {
    const { browser, press, minted } = renderCall();
    browser.audio.failing = part;
    await press("Begin Interview");
    expect(await heading("A part of this page could not be loaded")).toHaveFocus();
    expect(screen.getByRole("button", { name: "Load the page again" })).toBeEnabled();
    expect(minted.mock.calls.length).toBeLessThanOrEqual(1);
    expect(browser.microphone.streams.map(({ track }) => track.readyState)).toEqual(browser.microphone.streams.map(() => "ended"));
  });

  it("sends a page that was opened at another address to the one that the Worker takes", async () => {
    const { browser } = renderCall({ appOrigin: "http://localhost:4999" });
    await heading("This interview opens at another address");
    expect(screen.getByRole("link", { name: "http://localhost:4999/" })).toHaveAttribute("href", "http://localhost:4999/");
    expect(screen.queryByRole("button", { name: /Begin/ })).toBeNull();
    expect(browser.sockets).toEqual([]);
  });

  it("waits for the microphone before it mints a token", async () => {
    const call = renderCall();
    const asked = Promise.withResolvers<ReturnType<typeof call.browser.newStream>>();
    call.browser.microphone.next.push(asked.promise);
    await call.press("Begin Interview");
    await heading("Waiting for your microphone");
    expect(call.minted).not.toHaveBeenCalled();
    asked.resolve(call.browser.newStream());
    await heading("Connecting to your interviewer");
  });

  const problems = [
    ["NotAllowedError", "The microphone is blocked"],
    ["NotFoundError", "No microphone was found"],
    ["NotReadableError", "The microphone is in use"],
    ["NotSupportedError", "This browser cannot use the microphone here"],
  ] as const;
  for (const [error, title] of problems) {
    it(`says "${title}" and goes on once it works`, async () => {
      const { browser, press, minted } = renderCall();
      browser.microphone.next.push(new DOMException("no", error));
      await press("Begin Interview");
      expect(await heading(title)).toHaveFocus();
      expect(minted).not.toHaveBeenCalled();
      await press("Try again");
      await heading("Connecting to your interviewer");
    });
  }

  it("does not begin an interview that goes on elsewhere, but can end it", async () => {
    const { press, posted } = renderCall({ status: "IN_PROGRESS" });
    await heading("This interview is going on somewhere else");
    expect(screen.queryByRole("button", { name: /Begin/ })).toBeNull();
    await press("End it here");
    await vi.waitFor(() => expect(posted).toEqual([{ intent: "cancel", id: "i-1" }]));
  });

  it("takes an interview over from another tab only when asked", async () => {
    localStorage.setItem("preppal.resume.i-1", "of-the-other-tab");
    const { press, browser, minted, wire } = renderCall({ status: "IN_PROGRESS" });
    await screen.findByText("This interview is open in another tab");
    expect(browser.sockets).toEqual([]);
    await press("Begin Interview here");
    await vi.waitFor(() => expect(wire().url).toBe("ws://worker/i-1?token=of-the-other-tab&rate=24000"));
    expect(minted).not.toHaveBeenCalled();
  });
});

describe("connecting", () => {
  it("opens the interview's socket with the minted token", async () => {
    const { connect, wire, minted } = renderCall();
    await connect();
    expect(minted.mock.calls).toEqual([["/api/interviews/i-1/token", expect.objectContaining({ method: "POST" })]]);
    expect(wire().url).toBe("ws://worker/i-1?token=minted&rate=24000");
    expect(screen.getByRole("heading", { name: "Connecting to your interviewer" })).toHaveFocus();
  });

  it("opens no socket when no token is minted, shows why, and tries again", async () => {
    const refused = () =>
      Promise.resolve(Response.json({ error: { code: "BAD_REQUEST", message: "Interview is not in PENDING state" } }, { status: 400 }));
    const { press, browser, minted } = renderCall({ mint: refused });
    await press("Begin Interview");
    await screen.findByText("Interview is not in PENDING state");
    expect(browser.sockets).toEqual([]);
    await press("Try again");
    await vi.waitFor(() => expect(minted).toHaveBeenCalledTimes(2));
  });

  it("shows why a token was refused and mints another", async () => {
    const { connect, press, receive, close, minted } = renderCall();
    await connect();
    receive(frames.error(4001, "The token has expired."));
    close(4001);
    await screen.findByText("The token has expired.");
    await press("Try again");
    await vi.waitFor(() => expect(minted).toHaveBeenCalledTimes(2));
  });

  it("asks the Worker to end the interview when cancelled", async () => {
    const { connect, press, wire, receive, onOver } = renderCall();
    await connect();
    await press("Cancel");
    await heading("Finishing your interview");
    expect(said(wire().sent)).toEqual(["end"]);
    receive(frames.ended(SessionEnded_Reason.USER_INITIATED));
    await vi.waitFor(() => expect(onOver).toHaveBeenCalledTimes(1));
  });

  it("says that it is slow after six seconds", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { connect } = renderCall();
    await connect();
    expect(screen.getByText("This takes a few seconds.")).toBeVisible();
    act(() => vi.advanceTimersByTime(6_000));
    expect(screen.getByText("Still trying. The line is slow.")).toBeVisible();
  });

  it("says that it is offline rather than that the interview could not begin, and begins when it is back", async () => {
    let isOnline = false;
    vi.spyOn(navigator, "onLine", "get").mockImplementation(() => isOnline);
    const { press, minted } = renderCall({
      mint: () => (isOnline ? Promise.resolve(Response.json({ token: "t" })) : Promise.reject(new TypeError("offline"))),
    });
    await press("Begin Interview");
    await heading("You are offline");
    isOnline = true;
    act(() => void window.dispatchEvent(new Event("online")));
    await heading("Connecting to your interviewer");
    expect(minted).toHaveBeenCalledTimes(2);
    vi.restoreAllMocks();
  });

  it("goes back to the lobby when cancelled before there is a socket", async () => {
    const { press, browser } = renderCall({ mint: () => new Promise(() => undefined) });
    await press("Begin Interview");
    await press("Cancel");
    await heading("Your interview: Nurse at Ward 5");
    expect(browser.microphone.streams[0]?.track.readyState).toBe("ended");
  });

  it("offers the same set-up again when the interviewer cannot be reached", async () => {
    const { connect, receive, close, press, posted } = renderCall();
    await connect();
    receive(frames.error(4002, "The interviewer could not be reached."));
    close(4002);
    await heading("The interview could not begin");
    expect(screen.getByText("The interviewer could not be reached.")).toBeVisible();
    expect(screen.queryByRole("link", { name: "Read what was said" })).toBeNull();
    await press("Try again");
    await vi.waitFor(() => expect(posted).toEqual([{ intent: "start", from: "i-1" }]));
  });

  it("leads to the transcript of an interview that has already ended", async () => {
    const { connect, close, onOver } = renderCall();
    await connect();
    close(4004);
    await vi.waitFor(() => expect(onOver).toHaveBeenCalledTimes(1));
  });
});

describe("live", () => {
  it("carries the candidate's voice and plays the interviewer's", async () => {
    const { goLive, speak, wire, receive, browser } = renderCall();
    browser.audio.deviceHz = 24_000;
    await goLive();
    speak(5);
    speak(6);
    expect(said(wire().sent)).toEqual([5, 6]);
    receive(frames.audio(1, 2, 3));
    expect(browser.node("playback")?.posted.map(({ message }) => message)).toEqual([
      { type: "play", samples: Float32Array.of(1, 2, 3).map((it) => it / 32_768) },
    ]);
  });

  it("shows captions as they grow, one line for each utterance", async () => {
    const { goLive, receive } = renderCall();
    await goLive();
    expect(lines()).toEqual(["What you both say appears here."]);
    receive(frames.caption("AI", "Tell me", false));
    receive(frames.caption("AI", "Tell me about yourself.", true), frames.caption("USER", "I", false));
    receive(frames.caption("USER", "I am a nurse.", true), frames.caption("AI", "Why", false));
    await vi.waitFor(() => expect(lines()).toEqual(["Interviewer Tell me about yourself.", "You I am a nurse.", "Interviewer Why"]));
  });

  it("follows the newest caption unless the candidate has scrolled up to read", async () => {
    const { goLive, receive } = renderCall();
    await goLive();
    Object.defineProperties(log(), {
      scrollHeight: { value: 1_000, configurable: true },
      clientHeight: { value: 300, configurable: true },
    });
    receive(frames.caption("AI", "One", true));
    expect(log().scrollTop).toBe(1_000);
    log().scrollTop = 200;
    act(() => void log().dispatchEvent(new Event("scroll", { bubbles: true })));
    receive(frames.caption("AI", "Two", true));
    expect(log().scrollTop).toBe(200);
  });

  it("shows the interviewer's words as they are heard", async () => {
    const { goLive, receive, browser } = renderCall();
    await goLive();
    const hear = (playedMs: number) => act(() => browser.node("playback")?.tells({ type: "level", rms: 0.1, isPlaying: true, playedMs }));
    receive(frames.audio(...new Int16Array(48_000)), frames.caption("AI", "One two three four", true));
    expect(lines()).toEqual(["What you both say appears here."]);
    hear(1_000);
    expect(lines()).toEqual(["Interviewer One two"]);
    receive(frames.interrupted());
    expect(lines()).toEqual(["Interviewer One two…"]);
  });

  it("shows words at once where the sound is off", async () => {
    const { goLive, receive, browser } = renderCall();
    await goLive();
    receive(frames.audio(...new Int16Array(48_000)), frames.caption("AI", "One two three four", true));
    act(() => browser.node("playback")?.context.becomes("suspended"));
    expect(lines()).toEqual(["Interviewer One two three four"]);
  });

  it("holds what a tile says through the holes in a voice", async () => {
    const { goLive, browser } = renderCall();
    await goLive();
    vi.useFakeTimers();
    const hear = (isPlaying: boolean) => act(() => browser.node("playback")?.tells({ type: "level", rms: 0.1, isPlaying, playedMs: 0 }));
    hear(true);
    hear(false);
    act(() => vi.advanceTimersByTime(499));
    expect(screen.getByText("Speaking")).toBeVisible();
    hear(true);
    hear(false);
    act(() => vi.advanceTimersByTime(499));
    expect(screen.getByText("Speaking")).toBeVisible();
    act(() => vi.advanceTimersByTime(1));
    expect(screen.getByText("Listening")).toBeVisible();
  });

  it("tells a screen reader that the line is back", async () => {
    const { goLive, receive, close, open, browser } = renderCall();
    await goLive();
    close(1006);
    await vi.waitFor(() => expect(browser.sockets).toHaveLength(2));
    open();
    receive(frames.started());
    expect(screen.getByText("You are connected again.")).toHaveAttribute("role", "status");
  });

  it("flushes playback when the candidate speaks over the interviewer", async () => {
    const { goLive, receive, browser } = renderCall();
    await goLive();
    receive(frames.audio(1), frames.interrupted());
    expect(browser.node("playback")?.posted.at(-1)?.message).toEqual({ type: "flush" });
  });

  it("goes on after a frame that could not be understood", async () => {
    const { goLive, receive } = renderCall();
    await goLive();
    receive(frames.error(5000, "That frame could not be understood."));
    expect(screen.getByText("That frame could not be understood.")).toBeVisible();
    expect(log()).toBeVisible();
  });

  it("shows who speaks and how loud", async () => {
    const { goLive, browser, speak } = renderCall();
    await goLive();
    act(() => browser.node("playback")?.tells({ type: "level", rms: 0.1, isPlaying: true }));
    speak(1);
    expect(screen.getAllByText("Speaking")).toHaveLength(2);
    expect(screen.getByRole("meter", { name: "Interviewer: loudness" })).toHaveAttribute("aria-valuenow", "74");
    act(() => browser.node("playback")?.tells({ type: "level", rms: 0, isPlaying: false }));
    expect(await screen.findByText("Listening")).toBeVisible();
  });

  it("mutes by button and by the M key, and says so", async () => {
    const { goLive, press, user, browser, speak, wire } = renderCall();
    await goLive();
    const mute = screen.getByRole("button", { name: "Mute" });
    await press("Mute");
    expect(mute).toHaveAttribute("aria-pressed", "true");
    expect(browser.microphone.streams[0]?.track.enabled).toBe(false);
    expect(screen.getByText("Muted: the interviewer cannot hear you.")).toBeVisible();
    speak(0);
    expect(said(wire().sent)).toEqual([0]);
    await user.keyboard("m");
    expect(mute).toHaveAttribute("aria-pressed", "false");
    expect(screen.getByText("Unmuted.")).toBeInTheDocument();
    expect(browser.microphone.streams[0]?.track.enabled).toBe(true);
    await user.keyboard("{Control>}m{/Control}");
    expect(mute).toHaveAttribute("aria-pressed", "false");
    await press("End Interview");
    screen.getByRole("button", { name: "Keep going" }).focus();
    await user.keyboard("m");
    expect(mute).toHaveAttribute("aria-pressed", "false");
  });

  it("leaves the M key alone once that is switched off, in the next interview too", async () => {
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

  it("leaves the M key to whatever is typed into", async () => {
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

  it("asks before a link leaves it, and leaves it when that is meant", async () => {
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

  it("asks before the browser leaves it, and no longer once it is over", async () => {
    const { goLive, receive } = renderCall();
    const leaves = () => window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
    expect(leaves()).toBe(true);
    await goLive();
    expect(leaves()).toBe(false);
    receive(frames.ended(SessionEnded_Reason.USER_INITIATED));
    expect(leaves()).toBe(true);
  });

  it("keeps the screen on, asks for that again when the page is seen again, and lets it go at the end", async () => {
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

  it("asks before it ends, with the button that ends first and the focus on the one that does not", async () => {
    const { goLive, press, wire, receive, onOver } = renderCall();
    await goLive();
    await press("End Interview");
    const dialog = screen.getByRole("dialog", { name: "End the interview?" });
    const [first, second] = within(dialog).getAllByRole("button");
    expect([first?.textContent, second?.textContent]).toEqual(["End interview", "Keep going"]);
    expect(second).toHaveFocus();
    expect(screen.getAllByRole("button", { name: /^End/ })[0]).toBe(first);
    await press("Keep going");
    expect(wire().sent).toEqual([]);
    await press("End Interview");
    first?.click();
    await heading("Finishing your interview");
    expect(said(wire().sent)).toEqual(["end"]);
    receive(frames.ended(SessionEnded_Reason.USER_INITIATED));
    await vi.waitFor(() => expect(onOver).toHaveBeenCalledTimes(1));
    expect(wire().closedWith).toBe(1000);
  });

  it("counts down to the limit, whatever the device's clock says, and says once that five minutes and that one are left", async () => {
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

  it("asks for a press where the browser lets no sound start", async () => {
    const { goLive, browser, press } = renderCall();
    await goLive();
    act(() => browser.node("playback")?.context.becomes("suspended"));
    await press("Tap to turn sound on");
    await vi.waitFor(() => expect(screen.queryByText("The sound is off")).toBeNull());
  });

  it("says that the microphone is gone and takes it back, muted if it was muted", async () => {
    const { goLive, browser, press, user } = renderCall();
    await goLive();
    await user.keyboard("m");
    act(() => browser.microphone.streams[0]?.track.isUnplugged());
    expect(screen.getByText("The microphone is gone")).toBeVisible();
    expect(screen.getByRole("button", { name: "Mute" })).toBeDisabled();
    await press("Reconnect the microphone");
    await vi.waitFor(() => expect(screen.queryByText("The microphone is gone")).toBeNull());
    expect(await screen.findByRole("button", { name: "Mute", pressed: true })).toBeEnabled();
    expect(browser.microphone.streams[1]?.track.enabled).toBe(false);
  });

  it("says why a microphone could not be taken back", async () => {
    const { goLive, browser, press } = renderCall();
    await goLive();
    act(() => browser.microphone.streams[0]?.track.isUnplugged());
    browser.microphone.next.push(new DOMException("no", "NotReadableError"));
    await press("Reconnect the microphone");
    expect(await screen.findByText("The microphone is in use")).toBeVisible();
  });

  it.each([
    ["muted by the system", "Your device has muted the microphone", "Reconnect the microphone"],
    ["paused by the system", "The sound is off", "Tap to turn sound on"],
    ["paused alone", "Your device has paused the microphone", "Reconnect the microphone"],
    ["silent for ten seconds", "Nothing arrives from your microphone", "Reconnect the microphone"],
    ["broken", "The microphone stopped working", "Reconnect the microphone"],
  ])("says when a microphone is %s, and takes it again without another interview", async (fault, title, wayOut) => {
    const { goLive, browser, press, wire } = renderCall();
    await goLive();
    act(() => {
      const context = browser.node("capture")?.context;
      if (fault === "muted by the system") browser.microphone.streams[0]?.track.isMutedBySystem(true);
      else if (fault === "paused by the system") context?.becomes("interrupted");
      else if (fault === "paused alone") context?.becomes("running");
      else if (fault === "broken") browser.node("capture")?.dies();
      else for (let n = 0; n < 250; n += 1) browser.node("capture")?.tells({ pcm: new Int16Array(640), rms: 0 });
    });
    expect(await screen.findByText(title)).toBeVisible();
    await press(wayOut);
    await vi.waitFor(() => expect(screen.queryByText(title)).toBeNull());
    expect(browser.microphone.streams).toHaveLength(2);
    expect([browser.sockets.length, wire().closedWith]).toEqual([1, null]);
  });

  it("takes the microphone back by itself when one is plugged in", async () => {
    const { goLive, browser } = renderCall();
    await goLive();
    act(() => browser.microphone.streams[0]?.track.isUnplugged());
    act(() => void browser.mediaDevices.dispatchEvent(new Event("devicechange")));
    await vi.waitFor(() => expect(browser.microphone.streams).toHaveLength(2));
    expect(await screen.findByRole("button", { name: "Mute" })).toBeEnabled();
  });
});

describe("reconnecting", () => {
  it("comes back with the resume token, sends what was said meanwhile in order, and shows the replayed captions once", async () => {
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

  it("keeps trying, and gives up in words after a minute and a half", async () => {
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

  it("can be ended while the connection is away", async () => {
    const { goLive, close, press, open, receive, wire, onOver } = renderCall();
    await goLive();
    close(1006);
    await press("End Interview");
    await press("End interview");
    open();
    expect(said(wire().sent)).toEqual(["end"]);
    receive(frames.ended(SessionEnded_Reason.USER_INITIATED));
    await vi.waitFor(() => expect(onOver).toHaveBeenCalledTimes(1));
  });

  it("rejoins by itself after a reload", async () => {
    remembered();
    const { wire, open, receive, minted, browser } = renderCall({ status: "IN_PROGRESS", startsSuspended: true });
    await vi.waitFor(() => expect(wire().url).toBe("ws://worker/i-1?token=resume-0&rate=24000"));
    open();
    receive(frames.started(), frames.caption("AI", "Hello again.", true));
    expect(lines()).toEqual(["Interviewer Hello again."]);
    expect(minted).not.toHaveBeenCalled();
    expect(browser.contexts.map((it) => it.state).filter((it) => it !== "closed")).toEqual(["running"]);
  });
});

describe("ending", () => {
  it("lets the goodbye finish when the interviewer ended, then leads to the transcript", async () => {
    const { goLive, receive, browser, onOver, close } = renderCall();
    await goLive();
    receive(frames.audio(1), frames.ended(SessionEnded_Reason.GEMINI_ENDED));
    close(1000);
    await heading("The interview is over");
    expect(browser.microphone.streams[0]?.track.readyState).toBe("ended");
    expect(browser.node("playback")?.posted.at(-1)?.message).toEqual({ type: "drain" });
    expect(onOver).not.toHaveBeenCalled();
    const heard: (string | null)[] = [];
    const watch = new MutationObserver(() => heard.push(screen.getByRole("heading").textContent));
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
    act(() => browser.node("playback")?.tells({ type: "draining", leftMs: 40 }));
    act(() => browser.node("playback")?.tells({ type: "drained" }));
    await vi.waitFor(() => expect(onOver).toHaveBeenCalledTimes(1));
    await screen.findByText("Your feedback opens now.");
    expect(new Set(heard)).toEqual(new Set(["The interview is over"]));
    watch.disconnect();
  });

  it("skips the rest of the goodbye when asked", async () => {
    const { goLive, receive, press, onOver } = renderCall();
    await goLive();
    receive(frames.ended(SessionEnded_Reason.TIMEOUT));
    await press("Go on to the transcript");
    await vi.waitFor(() => expect(onOver).toHaveBeenCalledTimes(1));
  });

  it("says what failed, keeps what was said, and offers another try", async () => {
    const { goLive, receive, close } = renderCall();
    await goLive();
    receive(frames.caption("AI", "Welcome.", true));
    receive(frames.error(4002, "The connection to the interviewer was lost. What was said so far is kept."));
    close(4002);
    expect(await heading("The interview was interrupted")).toHaveFocus();
    expect(screen.getByRole("button", { name: "Try again" })).toBeVisible();
    expect(screen.getByRole("link", { name: "Read what was said" })).toHaveAttribute("href", "/interview/i-1/feedback");
    expect([sessionStorage.length, localStorage.length]).toEqual([0, 0]);
  });

  it("says that another tab took over, falls silent, and can take back", async () => {
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

  it("leads to the transcript when it was ended from elsewhere", async () => {
    const { goLive, close, onOver } = renderCall();
    await goLive();
    close(4004);
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
