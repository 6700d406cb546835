import { disclosure } from "../../contract/disclosure.ts";
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { permission } from "./testing/permission.ts";
import { renderCall } from "./testing/render-call.tsx";
import { heading } from "./testing/seen.ts";

describe("initializing", () => {
  it("shows the set-up in the lobby, and links to changing it before the interview has begun", async () => {
    renderCall();
    expect(await screen.findByText("Senior · 20 minutes · Normal pace")).toBeVisible();
    cleanup();
    renderCall({ mode: "STUDY" });
    expect(await screen.findByText("Senior · 20 minutes · Study mode · Normal pace")).toBeVisible();
    expect(screen.getByRole("link", { name: "Change" })).toHaveAttribute("href", "/interview/new?instead=i-1");
    cleanup();
    renderCall({ status: "IN_PROGRESS" });
    expect(screen.queryByRole("link", { name: "Change" })).toBeNull();
  });

  it("explains in the lobby what will happen, and asks for nothing yet", async () => {
    const { browser, minted } = renderCall();
    expect(await heading("Your interview: Nurse at Ward 5")).not.toHaveFocus();
    await vi.waitFor(() => expect(screen.getByRole("button", { name: "Begin Interview" })).toBeEnabled());
    expect([browser.microphone.asked, browser.contexts, browser.sockets, minted.mock.calls]).toEqual([[], [], [], []]);
  });

  it("lets a link leave for its own target, not for the feedback", async () => {
    const { onOver } = renderCall();
    await vi.waitFor(() => expect(screen.getByRole("button", { name: "Begin Interview" })).toBeEnabled());
    await userEvent.click(screen.getByRole("link", { name: "Not now" }));
    expect(await screen.findByText("Dashboard")).toBeVisible();
    expect(onOver).not.toHaveBeenCalled();
  });

  it("keeps the lobby and its focus while the rest of the page loads", async () => {
    renderCall();
    const link = screen.getByRole("link", { name: "Not now" });
    expect(screen.getByRole("button", { name: "Begin Interview" })).toBeDisabled();
    act(() => link.focus());
    await vi.waitFor(() => expect(screen.getByRole("button", { name: "Begin Interview" })).toBeEnabled());
    expect(link).toHaveFocus();
  });

  it("explains before the first interview what an interview is and where the voice goes, and records who agreed", async () => {
    const { press, minted } = renderCall({ isTold: false });
    await heading("Your interview: Nurse at Ward 5");
    for (const words of disclosure.words) expect(screen.getByText(words)).toBeVisible();
    const link = screen.getByRole("link", { name: "Before your first interview" });
    expect(link.closest("p")).toHaveTextContent(
      "By beginning you agree to what is written under Before your first interview. PrepPal notes when you did.",
    );
    expect(link.closest("div")).toContainElement(screen.getByRole("button", { name: "Begin Interview" }));
    const told = document.querySelector(link.getAttribute("href") ?? "");
    expect(told).toHaveTextContent(disclosure.words[0]);
    const check = screen.getByRole("button", { name: "Check microphone and sound" });
    expect(told && check.compareDocumentPosition(told)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(minted).not.toHaveBeenCalled();
    await press("Begin Interview");
    const [path, request] = minted.mock.calls[0] ?? [];
    expect([path, request?.method, request?.keepalive, request?.body]).toEqual([
      "/api/consents",
      "POST",
      true,
      JSON.stringify({ subject: disclosure.subject, version: disclosure.version }),
    ]);
  });

  it("shortens the explanation for somebody who has seen it, and asks for nothing again", async () => {
    const { press, minted } = renderCall();
    expect(await screen.findByText(/^You talk to an AI\. Google’s Gemini hears your voice/)).toBeVisible();
    await press("Begin Interview");
    await vi.waitFor(() => expect(minted).toHaveBeenCalled());
    expect(minted.mock.calls.map(([path]) => path)).toEqual(["/api/interviews/i-1/token"]);
  });

  it("offers a way back from a microphone prompt that nobody answers, with the focus on the lobby's heading", async () => {
    const call = renderCall();
    const asked = Promise.withResolvers<ReturnType<typeof call.browser.newStream>>();
    call.browser.microphone.next.push(asked.promise);
    await call.press("Begin Interview");
    await heading("Waiting for your microphone");
    await call.press("Cancel");
    await vi.waitFor(async () => expect(await heading("Your interview: Nurse at Ward 5")).toHaveFocus());
    const late = call.browser.newStream();
    asked.resolve(late);
    await vi.waitFor(() => expect(late.track.readyState).toBe("ended"));
  });

  it("is not cancelled by the second click of a double one on Try again, whose place Cancel takes", async () => {
    const { browser, press } = renderCall();
    browser.microphone.next.push(new DOMException("no", "NotAllowedError"), new Promise<never>(() => undefined));
    await press("Begin Interview");
    await press("Try again");
    await heading("Waiting for your microphone");
    fireEvent.click(screen.getByRole("button", { name: "Cancel" }), { detail: 2 });
    await heading("Waiting for your microphone");
    fireEvent.click(screen.getByRole("button", { name: "Cancel" }), { detail: 1 });
    await heading("Your interview: Nurse at Ward 5");
  });

  it("continues by itself once the microphone is allowed in the browser's settings", async () => {
    const settings = permission("denied");
    const { browser, press } = renderCall();
    browser.microphone.next.push(new DOMException("no", "NotAllowedError"));
    await press("Begin Interview");
    await heading("The microphone is blocked");
    await act(async () => undefined);
    settings("granted");
    await heading("Connecting to your interviewer");
  });

  it("continues by itself once the microphone of a waiting interview is allowed", async () => {
    const settings = permission("prompt");
    sessionStorage.setItem("preppal.resume.i-1", "resume-1");
    const call = renderCall();
    call.browser.microphone.next.push(Promise.withResolvers<ReturnType<typeof call.browser.newStream>>().promise);
    await heading("Waiting for your microphone");
    await call.press("Cancel");
    await heading("The interview waits for your microphone");
    await act(async () => undefined);
    settings("granted");
    await heading("Connecting to your interviewer");
    sessionStorage.clear();
  });

  it.each(["capture.worklet", "playback.worklet"])("says that a deploy removed the page's %s, and offers to reload", async (part) => {
    const { browser, press, minted } = renderCall();
    browser.audio.failing = part;
    await press("Begin Interview");
    await vi.waitFor(async () => expect(await heading("A part of this page could not be loaded")).toHaveFocus());
    expect(screen.getByRole("button", { name: "Load the page again" })).toBeEnabled();
    expect(minted.mock.calls.length).toBeLessThanOrEqual(1);
    expect(browser.microphone.streams.map(({ track }) => track.readyState)).toEqual(browser.microphone.streams.map(() => "ended"));
  });

  it("redirects a page opened at another address to the one the Worker accepts, and opens nothing there", async () => {
    sessionStorage.setItem("preppal.resume.i-1", "resume-1");
    const { browser } = renderCall({ appOrigin: "http://localhost:4999" });
    await heading("This interview opens at another address");
    expect(screen.getByRole("link", { name: "http://localhost:4999/" })).toHaveAttribute("href", "http://localhost:4999/");
    expect(screen.queryByRole("button", { name: /Begin/ })).toBeNull();
    // A call that was begun all the same would have asked by now.
    await act(async () => undefined);
    expect([browser.sockets, browser.microphone.asked]).toEqual([[], []]);
    sessionStorage.clear();
  });

  it("gives the interviewer a new chance to be heard once the microphone is open, where the system had taken the sound away", async () => {
    const { browser, connect } = renderCall();
    browser.audio.startsAs = "interrupted" as AudioContextState;
    await connect();
    expect(browser.contexts.map(({ state }) => state)).toEqual(["closed", "interrupted"]);
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
    it(`says "${title}" and continues once it works`, async () => {
      const { browser, press, minted } = renderCall();
      browser.microphone.next.push(new DOMException("no", error));
      await press("Begin Interview");
      await vi.waitFor(async () => expect(await heading(title)).toHaveFocus());
      expect(minted).not.toHaveBeenCalled();
      await press("Try again");
      await heading("Connecting to your interviewer");
    });
  }

  it("does not begin an interview that runs elsewhere, but can end it", async () => {
    const { press, posted } = renderCall({ status: "IN_PROGRESS" });
    await heading("This interview is going on somewhere else");
    expect(screen.queryByRole("button", { name: /Begin/ })).toBeNull();
    await press("End it here");
    await vi.waitFor(() => expect(posted).toEqual([{ intent: "cancel", id: "i-1" }]));
  });

  it("takes an interview over from another tab only on request", async () => {
    localStorage.setItem("preppal.resume.i-1", "of-the-other-tab");
    const { press, browser, minted, wire } = renderCall({ status: "IN_PROGRESS" });
    await screen.findByText("This interview is open in another tab");
    expect(browser.sockets).toEqual([]);
    await press("Begin Interview here");
    await vi.waitFor(() => expect(wire().url).toBe("ws://worker/i-1?token=of-the-other-tab&rate=24000"));
    expect(minted).not.toHaveBeenCalled();
  });

  it("leaves an interview to the other tab when taking it over is cancelled", async () => {
    localStorage.setItem("preppal.resume.i-1", "of-the-other-tab");
    const { press, open, wire } = renderCall({ status: "IN_PROGRESS" });
    await press("Begin Interview here");
    await vi.waitFor(wire);
    open();
    await press("Cancel");
    await screen.findByText("This interview is open in another tab");
    expect([wire().sent, wire().closedWith, sessionStorage.length]).toEqual([[], 1000, 0]);
  });
});
