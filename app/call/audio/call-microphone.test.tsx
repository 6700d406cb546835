import { act, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { CallMicrophone } from "./call-microphone.ts";
import { SoundGraph } from "./sound-graph.ts";
import { fakeBrowser } from "../testing/fake-browser.ts";
import { frames, said } from "../testing/frames.ts";
import { permission } from "../testing/permission.ts";
import { renderCall } from "../testing/render-call.tsx";
import "../testing/seen.ts";

describe("live", () => {
  it("asks for a press when the browser blocks audio from starting", async () => {
    const { goLive, browser, press } = renderCall();
    await goLive();
    act(() => browser.node("playback")?.context.becomes("suspended"));
    await press("Tap to turn sound on");
    await vi.waitFor(() => expect(screen.queryByText("The sound is off")).toBeNull());
  });

  it("says that the microphone is gone and reconnects it, muted if it was muted", async () => {
    const { goLive, browser, press, user, speak, wire } = renderCall();
    await goLive();
    const level = () => screen.getByRole("meter", { name: "You: loudness" }).getAttribute("aria-valuenow");
    speak(5);
    expect(level()).not.toBe("0");
    await user.keyboard("m");
    act(() => browser.microphone.streams[0]?.track.isUnplugged());
    expect(screen.getByText("The microphone is gone")).toBeVisible();
    expect(level()).toBe("0");
    expect(screen.getByRole("button", { name: "Mute" })).toHaveAttribute("aria-disabled", "true");
    await press("Reconnect the microphone");
    await vi.waitFor(() => expect(screen.queryByText("The microphone is gone")).toBeNull());
    expect(await screen.findByRole("button", { name: "Mute", pressed: true })).not.toHaveAttribute("aria-disabled");
    speak(5);
    expect(said(wire().sent).at(-1)).toBe(0);
  });

  it("moves the focus to the room's heading once the button to reconnect the microphone is gone", async () => {
    const { goLive, browser, press } = renderCall();
    await goLive();
    act(() => browser.microphone.streams[0]?.track.isUnplugged());
    await press("Reconnect the microphone");
    await vi.waitFor(() => expect(screen.getByRole("heading", { level: 1 })).toHaveFocus());
  });

  it("says why a microphone could not be reconnected", async () => {
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
    ["silent for ten seconds", "We can’t hear you", "Reconnect the microphone"],
    ["broken", "The microphone stopped working", "Reconnect the microphone"],
  ])("says when a microphone is %s, and reconnects it within the same interview", async (fault, title, wayOut) => {
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
    // One notice at a time, and another microphone only where this one is heard in vain.
    expect(screen.getAllByRole("alert")).toHaveLength(1);
    const others = fault === "silent for ten seconds" || fault === "broken" ? 1 : 0;
    expect(screen.queryAllByRole("button", { name: "Choose another" })).toHaveLength(others);
    await press(wayOut);
    await vi.waitFor(() => expect(screen.queryByText(title)).toBeNull());
    expect(browser.microphone.streams).toHaveLength(2);
    expect([browser.sockets.length, wire().closedWith]).toEqual([1, null]);
  });

  it("says both when the sound is off and the system has muted the microphone: one press does not bring back both", async () => {
    const { goLive, browser } = renderCall();
    await goLive();
    act(() => {
      browser.microphone.streams[0]?.track.isMutedBySystem(true);
      browser.node("playback")?.context.becomes("interrupted");
    });
    expect(screen.getByText("The sound is off")).toBeVisible();
    expect(screen.getByText("Your device has muted the microphone")).toBeVisible();
  });

  it("says nothing about a silent microphone while disconnected, and says it again afterwards", async () => {
    const { goLive, browser, close, open, receive } = renderCall();
    await goLive();
    act(() => {
      for (let n = 0; n < 250; n += 1) browser.node("capture")?.tells({ pcm: new Int16Array(640), rms: 0 });
    });
    await screen.findByText("We can’t hear you");
    close(1006);
    await vi.waitFor(() => expect(screen.queryByText("We can’t hear you")).toBeNull());
    await vi.waitFor(() => expect(browser.sockets).toHaveLength(2));
    open();
    receive(frames.started({ resumeToken: "resume-2" }));
    expect(await screen.findByText("We can’t hear you")).toBeVisible();
  });

  it("says when a blocked permission cost the microphone, and reconnects it by itself once allowed", async () => {
    const settings = permission("granted");
    const { goLive, browser } = renderCall();
    await goLive();
    settings("denied");
    act(() => browser.microphone.streams[0]?.track.isUnplugged());
    expect(await screen.findByText("The microphone is blocked")).toBeVisible();
    // On a phone no more of it than fits over the question.
    expect(screen.getByText(/^They stand beside the address/)).toHaveClass("small:sr-only");
    expect(screen.queryByText("The microphone is gone")).toBeNull();
    settings("granted");
    await vi.waitFor(() => expect(browser.microphone.streams).toHaveLength(2));
    expect(await screen.findByRole("button", { name: "Mute" })).toBeEnabled();
    expect(screen.queryByText("The microphone is blocked")).toBeNull();
    // Chromium ends the track first, and says why after that.
    act(() => browser.microphone.streams[1]?.track.isUnplugged());
    await screen.findByText("The microphone is gone");
    settings("denied");
    expect(await screen.findByText("The microphone is blocked")).toBeVisible();
    expect(browser.microphone.asked).toHaveLength(2);
  });

  it("reconnects the microphone by itself when one is plugged in", async () => {
    const { goLive, browser } = renderCall();
    await goLive();
    act(() => browser.microphone.streams[0]?.track.isUnplugged());
    act(() => void browser.mediaDevices.dispatchEvent(new Event("devicechange")));
    await vi.waitFor(() => expect(browser.microphone.streams).toHaveLength(2));
    expect(await screen.findByRole("button", { name: "Mute" })).toBeEnabled();
  });
});

describe("on a switch", () => {
  const open = async () => {
    const browser = fakeBrowser();
    const nothing = () => undefined;
    const [onTaken, onLost] = [vi.fn(), vi.fn()];
    const told = { isMuted: false, onFrame: nothing, onReady: nothing, onRefused: nothing, onBroken: nothing, onUnheard: nothing };
    const opened = new CallMicrophone(new SoundGraph(), { ...told, onTaken, onLost });
    await vi.waitFor(() => expect(onTaken).toHaveBeenCalledTimes(1));
    return { browser, opened, onTaken, onLost };
  };
  const refused = () => new DOMException("no", "NotReadableError");

  it("counts the microphone as lost whenever it goes, but for one that was replaced meanwhile", async () => {
    const { browser, opened, onLost } = await open();
    const replaced = opened.open();
    browser.microphone.streams[0]?.track.isUnplugged();
    await replaced;
    browser.microphone.next.push(refused());
    await opened.open();
    expect(onLost).not.toHaveBeenCalled();
    browser.microphone.streams[1]?.track.isUnplugged();
    expect(onLost).toHaveBeenCalledTimes(1);
  });

  it("names no problem of one that was given up, and opens none", async () => {
    const { browser, opened, onTaken } = await open();
    const asked = Promise.withResolvers<null>();
    browser.microphone.next.push(...[1, 2].map(() => asked.promise.then(browser.newStream)));
    const switched = [opened.open(), opened.open()];
    opened.close();
    asked.resolve(null);
    await Promise.all(switched);
    expect(browser.microphone.streams.map(({ track }) => track.readyState)).toEqual(["ended", "ended", "ended"]);
    expect(onTaken).toHaveBeenCalledTimes(1);
  });
});
