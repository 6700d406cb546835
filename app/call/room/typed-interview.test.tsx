import { act, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { TurnState_Floor } from "../../../proto/gen/interview.ts";
import { frames, said } from "../testing/frames.ts";
import { renderCall } from "../testing/render-call.tsx";
import { heading, lines } from "../testing/seen.ts";

const features = ["text", "patience", "talk", "think", "steer", "ping", "playback", "muted"];
const box = () => screen.findByRole("textbox", { name: "Type your answer" });
type Call = ReturnType<typeof renderCall>;

/** From the Worker's side: the socket opens, and the interview is live. */
const answer = async ({ wire, open, receive }: Call, taken = features) => {
  await vi.waitFor(wire);
  open();
  receive(frames.started({ features: taken, endsAtUnixMs: Date.now() + 3_600_000, nowUnixMs: Date.now() }));
};

it("runs without a microphone: no prompt, silence keeps the connection alive, and the box is open", async () => {
  const call = renderCall();
  await call.press("Type my answers");
  await answer(call);
  expect(call.browser.microphone.asked).toEqual([]);
  await call.user.type(await box(), "I led it.{Control>}{Enter}{/Control}");
  const sent = said(call.wire().sent);
  expect(sent.filter((it) => String(it).startsWith("textAnswer I led it."))).toHaveLength(1);
  await vi.waitFor(() => expect(said(call.wire().sent).filter((it) => it === 0).length).toBeGreaterThan(2));
  call.receive(frames.caption("USER", "I led it.", true, { seq: 1, isTyped: true }));
  expect(lines()).toEqual(["You I led it."]);
  expect(screen.queryByRole("button", { name: "Mute" })).toBeNull();
});

it("switches to a microphone on request, and closes the box", async () => {
  const call = renderCall();
  await call.press("Type my answers");
  await answer(call);
  await call.press("Use a microphone");
  await screen.findByRole("button", { name: "Mute" });
  expect(call.browser.microphone.asked).toHaveLength(1);
  expect(screen.queryByRole("textbox")).toBeNull();
});

it("is offered when the microphone is blocked or lost during the interview", async () => {
  const call = renderCall();
  call.browser.microphone.next.push(new DOMException("no", "NotAllowedError"));
  await call.press("Begin Interview");
  await heading("The microphone is blocked");
  await call.press("Type my answers");
  await answer(call);
  await call.press("Use a microphone");
  await screen.findByRole("button", { name: "Mute" });
  act(() => call.browser.microphone.streams[0]?.track.isUnplugged());
  await call.press("Type instead");
  expect(await box()).toBeVisible();
});

it("is offered, and has its settings, where the browser has neither microphones nor worklets, as on an address without https", async () => {
  const call = renderCall();
  Object.defineProperty(navigator, "mediaDevices", { configurable: true, value: undefined });
  Reflect.deleteProperty(AudioContext.prototype, "audioWorklet");
  await call.press("Begin Interview");
  await heading("This browser cannot use the microphone here");
  await call.press("Type my answers");
  await answer(call);
  call.receive(frames.audio(1, 2), frames.caption("AI", "Tell me about a conflict.", true, { seq: 1 }));
  expect(lines()).toEqual(["Interviewer Tell me about a conflict."]);
  expect(await box()).toBeVisible();
  const silent = screen.getByRole("alert");
  expect(silent).toHaveTextContent(/^The interviewer cannot be heard here.+Read the captions, and type your answers\./);
  expect(screen.queryByRole("button", { name: "Tap to turn sound on" })).toBeNull();
  call.receive(frames.turn(TurnState_Floor.FLOOR_OPEN));
  expect(screen.getByRole("button", { name: "Hear it again" })).toHaveAttribute("aria-disabled", "true");
  expect(screen.queryByText(/answers aloud/)).toBeNull();
  await call.press("All right");
  expect(silent).not.toBeInTheDocument();
  await call.press("Settings");
  expect(await screen.findByRole("combobox", { name: "Captions" })).toBeVisible();
});

it("closes the box when a microphone is requested again after one was lost", async () => {
  const call = renderCall();
  await call.press("Begin Interview");
  await answer(call);
  act(() => call.browser.microphone.streams[0]?.track.isUnplugged());
  await call.press("Type instead");
  expect(await box()).toBeVisible();
  call.browser.microphone.next.push(new Promise(() => undefined) as never);
  await call.press("Use a microphone");
  expect(await screen.findByText("Opening the microphone…")).toBeVisible();
  expect(screen.queryByRole("textbox")).toBeNull();
});

it("stays typed after a reload", async () => {
  const first = renderCall();
  await first.press("Type my answers");
  await answer(first);
  first.unmount();
  const second = renderCall();
  await answer(second);
  expect(second.browser.microphone.asked).toEqual([]);
  expect(await box()).toBeVisible();
});

it("says when the Worker takes no typed answers", async () => {
  const call = renderCall();
  await call.press("Type my answers");
  await answer(call, []);
  expect(screen.getByText("This interviewer takes no typed answers.")).toBeVisible();
});
