import { act, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { TurnState_Floor } from "../../proto/gen/interview.ts";
import { enter, features } from "./testing/enter-room.tsx";
import { frames, said } from "./testing/frames.ts";
import { renderCall } from "./testing/render-call.tsx";
import { lines, log } from "./testing/seen.ts";

const { FLOOR_OPEN, FLOOR_DUE } = TurnState_Floor;

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

  it("shows the interviewer's words as they are spoken", async () => {
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

  it("shows words at once when the sound is off", async () => {
    const { goLive, receive, browser } = renderCall();
    await goLive();
    receive(frames.audio(...new Int16Array(48_000)), frames.caption("AI", "One two three four", true));
    act(() => browser.node("playback")?.context.becomes("suspended"));
    expect(lines()).toEqual(["Interviewer One two three four"]);
  });

  it("keeps a tile's label through short gaps in a voice", async () => {
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

  it("tells a screen reader that the connection is back", async () => {
    const { goLive, receive, close, open, browser } = renderCall();
    await goLive();
    close(1006);
    await vi.waitFor(() => expect(browser.sockets).toHaveLength(2));
    open();
    receive(frames.started());
    expect(screen.getByText("You are connected again.")).toHaveAttribute("role", "status");
  });

  it("plays the voice that is sent again on a new connection in place of what was queued, and marks it when it is heard", async () => {
    const { connect, receive, close, open, browser, wire } = renderCall();
    await connect();
    const started = frames.started({ features: ["playback"] });
    receive(started, frames.audio(...new Int16Array(48_000)), frames.caption("AI", "One two three four", true, { seq: 1 }));
    const playback = () => browser.node("playback");
    const level = (playedMs: number, seen: number) =>
      act(() => playback()?.tells({ type: "level", rms: 0.1, isPlaying: true, playedMs, seen }));
    level(1_000, 1);
    expect(lines()).toEqual(["Interviewer One two"]);
    close(1006);
    level(1_100, 1);
    await vi.waitFor(() => expect(browser.sockets).toHaveLength(2));
    open();
    receive(started, frames.caption("AI", "One two three four", true, { seq: 1 }), frames.audio(...new Int16Array(24_000)));
    expect(playback()?.posted.map(({ message }) => (message as { type: string }).type)).toEqual(["play", "flush", "play"]);
    level(1_150, 1);
    expect([said(wire().sent), lines()]).toEqual([[], ["Interviewer One two"]]);
    level(2_550, 3);
    expect([said(wire().sent), lines()]).toEqual([["audible at 0"], ["Interviewer One two three"]]);
  });

  it("replays on through a lost connection, until the interviewer goes on, and afterwards only once what came again", async () => {
    const words = () => frames.audio(...new Int16Array(960));
    const { receive, press, browser, close, open } = await enter(words(), frames.turn(FLOOR_OPEN));
    const posted = () => browser.node("playback")?.posted.map(({ message }) => (message as { type: string }).type) ?? [];
    const rejoin = async () => {
      const { length } = browser.sockets;
      close(1006);
      await vi.waitFor(() => expect(browser.sockets).toHaveLength(length + 1));
      open();
      receive(frames.started({ features }));
    };
    await press("Hear it again");
    await rejoin();
    expect(posted()).toEqual(["play", "play"]);
    receive(frames.turn(FLOOR_DUE), words());
    expect(posted().slice(2)).toEqual(["flush", "play"]);
    await rejoin();
    receive(words(), frames.turn(FLOOR_OPEN));
    const { length } = posted();
    await press("Hear it again");
    expect(posted().slice(length)).toEqual(["play"]);
  });

  it("ends a replay whose sound is taken away, and one that another tab has cut off", async () => {
    const { browser, press, close, open, receive } = await enter(frames.audio(1, 2), frames.turn(FLOOR_OPEN));
    const isReplayed = () => screen.queryByText("Speaking (again)") !== null;
    await press("Hear it again");
    expect(isReplayed()).toBe(true);
    act(() => browser.contexts[0]?.becomes("interrupted"));
    await press("Tap to turn sound on");
    expect(isReplayed()).toBe(false);
    await press("Hear it again");
    act(() => browser.node("playback")?.tells({ type: "level", rms: 0.1, isPlaying: true, playedMs: 0, seen: 9 }));
    close(4003);
    await press("Take it back here");
    await vi.waitFor(() => expect(browser.sockets).toHaveLength(2));
    open();
    receive(frames.started({ features }), frames.turn(FLOOR_OPEN));
    expect(isReplayed()).toBe(false);
    expect(screen.getByRole("meter", { name: "Interviewer: loudness" })).toHaveAttribute("aria-valuenow", "0");
  });

  it("flushes playback when the candidate interrupts the interviewer", async () => {
    const { goLive, receive, browser } = renderCall();
    await goLive();
    receive(frames.audio(1), frames.interrupted());
    expect(browser.node("playback")?.posted.at(-1)?.message).toEqual({ type: "flush" });
  });

  it("continues after a frame it could not decode", async () => {
    const { goLive, receive } = renderCall();
    await goLive();
    receive(frames.error(5000, "That frame could not be understood."));
    expect(screen.getByText("That frame could not be understood.")).toBeVisible();
    expect(log()).toBeVisible();
  });

  it("shows who is speaking and how loud", async () => {
    const { goLive, browser, speak } = renderCall();
    await goLive();
    act(() => browser.node("playback")?.tells({ type: "level", rms: 0.1, isPlaying: true }));
    speak(1);
    expect(screen.getAllByText("Speaking")).toHaveLength(2);
    expect(screen.getByRole("meter", { name: "Interviewer: loudness" })).toHaveAttribute("aria-valuenow", "74");
    act(() => browser.node("playback")?.tells({ type: "level", rms: 0, isPlaying: false }));
    expect(await screen.findByText("Listening")).toBeVisible();
  });

  it("shows captions at once while the sound is off, and with the voice again once it is back", async () => {
    const { goLive, receive, browser } = renderCall();
    await goLive();
    const said = (text: string, seq: number) =>
      receive(frames.audio(...new Int16Array(48_000)), frames.caption("AI", text, true, { seq, atMs: seq }));
    const become = (state: AudioContextState) => act(async () => browser.contexts[0]?.becomes(state));
    await become("suspended");
    said("Tell me.", 1);
    expect(lines()).toEqual(["Interviewer Tell me."]);
    await become("running");
    said("And then?", 2);
    expect(lines()).toEqual(["Interviewer Tell me."]);
  });

  it("shows nobody speaking while the sound is off, and tells the Worker so, whatever the audio thread had in flight", async () => {
    const { connect, receive, browser, wire } = renderCall();
    await connect();
    receive(frames.started({ features: ["playback"] }));
    const node = browser.node("playback");
    const hear = () => act(() => node?.tells({ type: "level", rms: 0.1, isPlaying: true, playedMs: 0 }));
    const marks = () => said(wire().sent).filter((it) => String(it).includes(" at "));
    const loudness = () => screen.getByRole("meter", { name: "Interviewer: loudness" }).getAttribute("aria-valuenow");
    hear();
    act(() => node?.context.becomes("suspended"));
    hear();
    expect([loudness(), marks()]).toEqual(["0", ["audible at 0", "silent at 0"]]);
    await act(async () => node?.context.becomes("running"));
    hear();
    expect([loudness(), marks().at(-1)]).toEqual(["74", "audible at 0"]);
  });
});
