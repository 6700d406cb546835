import { act, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { SessionEnded_Reason } from "../../proto/gen/interview.ts";
import { frames, said } from "./testing/frames.ts";
import { renderCall } from "./testing/render-call.tsx";
import { heading } from "./testing/seen.ts";

describe("connecting", () => {
  it("opens the interview's socket with the minted token", async () => {
    const { connect, wire, minted } = renderCall();
    await connect();
    expect(minted.mock.calls).toEqual([["/api/interviews/i-1/token", expect.objectContaining({ method: "POST" })]]);
    expect(wire().url).toBe("ws://worker/i-1?token=minted&rate=24000");
    expect(screen.getByRole("heading", { name: "Connecting to your interviewer" })).toHaveFocus();
  });

  it("opens no socket when no token is minted, shows why, and retries on request", async () => {
    const refused = () =>
      Promise.resolve(Response.json({ error: { code: "BAD_REQUEST", message: "Interview is not in PENDING state" } }, { status: 400 }));
    const { press, browser, minted } = renderCall({ mint: refused });
    await press("Begin Interview");
    await screen.findByText("This interview was begun before. Your dashboard says whether it still goes on.");
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

  it("tells the page when the app refuses a token, but not when the connection is lost", async () => {
    const answers = [
      () => Promise.reject(new TypeError("network")),
      async () => Response.json({ error: { code: "CONFLICT", message: "You have another interview open: Pilot." } }, { status: 409 }),
    ];
    const { press, minted, onRefused } = renderCall({ mint: () => answers.shift()?.() ?? Promise.reject(new Error("asked too often")) });
    await press("Begin Interview");
    await heading("The interview could not begin");
    expect(onRefused).not.toHaveBeenCalled();
    await press("Try again");
    await screen.findByText("You have another interview open: Pilot.");
    expect([minted.mock.calls.length, onRefused.mock.calls.length]).toEqual([2, 1]);
  });

  it("asks the Worker to end the interview when cancelled", async () => {
    const { connect, press, wire, receive, onOver } = renderCall();
    await connect();
    await press("Cancel");
    await heading(/^Finishing your interview/);
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

  it("says that it is offline rather than that the interview could not begin, and begins once back online", async () => {
    let isOnline = false;
    vi.spyOn(navigator, "onLine", "get").mockImplementation(() => isOnline);
    const lost = () => Promise.reject(new TypeError("offline"));
    const { press, minted } = renderCall({
      mint: () => (isOnline ? Promise.resolve(Response.json({ token: "t" })) : lost()),
      health: lost,
    });
    await press("Begin Interview");
    await heading("You are offline");
    isOnline = true;
    act(() => void window.dispatchEvent(new Event("online")));
    await heading("Connecting to your interviewer");
    expect(minted).toHaveBeenCalledTimes(2);
    vi.restoreAllMocks();
  });

  it("treats a machine without a network as online when it can reach the app", async () => {
    vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    const { press } = renderCall({ mint: async () => new Response(null, { status: 500 }) });
    await press("Begin Interview");
    await heading("The interview could not begin");
    vi.restoreAllMocks();
  });

  it("returns to the lobby when cancelled before there is a socket", async () => {
    const { press, browser } = renderCall({ mint: () => new Promise(() => undefined) });
    await press("Begin Interview");
    await press("Cancel");
    await heading("Your interview: Nurse at Ward 5");
    expect(browser.microphone.streams[0]?.track.readyState).toBe("ended");
  });

  it("offers a new interview with the same set-up when the interviewer cannot be reached", async () => {
    const { connect, receive, close, press, posted } = renderCall();
    await connect();
    receive(frames.error(4002, "The interviewer could not be reached."));
    close(4002);
    await heading("The interview could not begin");
    expect(screen.getByText("The interviewer could not be reached.")).toBeVisible();
    expect(screen.getByText("Nothing was counted.")).toBeVisible();
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
