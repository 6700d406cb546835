import { act, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { rememberDevices } from "../audio/devices.ts";
import { button, features } from "../testing/enter-room.tsx";
import { frames, said } from "../testing/frames.ts";
import { renderCall } from "../testing/render-call.tsx";
import "../testing/seen.ts";

const microphone = () => screen.getByRole("combobox", { name: "Microphone" });

/** A live call on the internal microphone, with a USB microphone and two outputs beside it. */
const enter = async ({ isPhone = false } = {}) => {
  vi.stubGlobal("matchMedia", (query: string) => Object.assign(new EventTarget(), { matches: isPhone && query.includes("34.99rem") }));
  const call = renderCall();
  const { browser } = call;
  browser.devices.push(
    { kind: "audioinput", deviceId: "a", label: "Internal" },
    { kind: "audioinput", deviceId: "b", label: "USB" },
    { kind: "audiooutput", deviceId: "s", label: "Speaker" },
    { kind: "audiooutput", deviceId: "t", label: "Television" },
  );
  const streamOf = (deviceId: string, label: string) => {
    const stream = browser.newStream();
    return Object.assign(stream, { track: Object.assign(stream.track, { label, settings: { deviceId } }) });
  };
  browser.microphone.next.push(Promise.resolve(streamOf("a", "Internal")));
  await call.connect();
  call.receive(frames.started({ features }));
  const sound = () => said(call.wire().sent).filter((it) => typeof it === "number");
  const track = (at: number) => browser.microphone.streams[at]?.track;
  return { ...call, sound, track, usb: () => streamOf("b", "USB") };
};
const stored = () => JSON.parse(localStorage.getItem("preppal.devices") ?? "") as unknown;
const open = async (call: Awaited<ReturnType<typeof enter>>) => {
  await call.press("Settings");
  await screen.findByRole("option", { name: "USB" });
};

it("switches microphones on the same socket, listening to the old one until then", async () => {
  const call = await enter();
  const { browser, user, speak, sound, track } = call;
  await open(call);
  expect(microphone()).toHaveDisplayValue("Internal");
  let allow = (_: ReturnType<typeof call.usb>): void => undefined;
  browser.microphone.next.push(new Promise((give) => (allow = give)));
  speak(1);
  await user.selectOptions(microphone(), "USB");
  expect(browser.microphone.asked.at(-1)).toMatchObject({ audio: { deviceId: { exact: "b" } } });
  speak(2);
  expect(sound().slice(-2)).toEqual([1, 2]);
  await act(async () => allow(call.usb()));
  await vi.waitFor(() => expect(track(0)?.readyState).toBe("ended"));
  speak(3);
  expect(sound().slice(-3)).toEqual([1, 2, 3]);
  expect([microphone(), track(1)?.readyState, browser.sockets.length, browser.contexts.length]).toEqual([
    expect.objectContaining({ value: "b" }),
    "live",
    1,
    1,
  ]);
  expect(stored()).toMatchObject({ microphone: { id: "b", label: "USB" } });
});

it("stays muted when switching microphones", async () => {
  const call = await enter();
  await call.press("Mute");
  await open(call);
  call.browser.microphone.next.push(Promise.resolve(call.usb()));
  await call.user.selectOptions(microphone(), "USB");
  await vi.waitFor(() => expect(call.track(0)?.readyState).toBe("ended"));
  call.speak(3);
  expect(call.sound().at(-1)).toBe(0);
  expect(screen.getByRole("button", { name: "Mute", pressed: true })).toBeEnabled();
});

it("keeps the old microphone when another cannot be opened, and says why, even if the system has taken the old one away", async () => {
  const call = await enter();
  const { browser, user, speak, sound, track } = call;
  await open(call);
  browser.microphone.next.push(new DOMException("no", "NotReadableError"));
  await user.selectOptions(microphone(), "USB");
  expect(await screen.findByText(/^The microphone is in use\./)).toBeVisible();
  speak(4);
  expect([sound().at(-1), track(0)?.readyState]).toEqual([4, "live"]);
  expect(stored()).toMatchObject({ microphone: { id: "a" } });
  expect(microphone()).toHaveDisplayValue("Internal");

  let refuse = (_: DOMException): void => undefined;
  browser.microphone.next.push(new Promise((_, no) => (refuse = no)));
  await user.selectOptions(microphone(), "USB");
  act(() => track(0)?.isUnplugged());
  expect(screen.queryByText("The microphone is gone")).toBeNull();
  await act(async () => refuse(new DOMException("no", "NotReadableError")));
  expect(await screen.findByText("The microphone is gone")).toBeVisible();
});

it("takes the microphone that stopped working again when it is chosen: none is in use meanwhile", async () => {
  const call = await enter();
  await open(call);
  act(() => call.browser.node("capture")?.dies());
  expect(microphone()).toHaveDisplayValue("None");
  await call.user.selectOptions(microphone(), "Internal");
  await vi.waitFor(() => expect(screen.queryByText("The microphone stopped working")).toBeNull());
});

it("replaces a lost microphone with the chosen one", async () => {
  const call = await enter();
  act(() => call.track(0)?.isUnplugged());
  call.browser.microphone.next.push(Promise.resolve(call.usb()));
  await call.press("Choose another");
  await screen.findByRole("option", { name: "USB" });
  await call.user.selectOptions(microphone(), "USB");
  await vi.waitFor(() => expect(screen.queryByText("The microphone is gone")).toBeNull());
  expect(await screen.findByRole("button", { name: "Mute" })).toBeEnabled();
  expect(microphone()).toHaveDisplayValue("USB");
});

it.each([false, true])("leads from an unheard microphone to the choice of another (on a phone: %s)", async (isPhone) => {
  const call = await enter({ isPhone });
  act(() => {
    for (let n = 0; n < 250; n += 1) call.browser.node("capture")?.tells({ pcm: new Int16Array(640), rms: 0 });
  });
  await call.press("Choose another");
  expect(screen.queryByRole("group", { name: "More" }) !== null).toBe(isPhone);
  expect(microphone()).toHaveFocus();
  button("End Interview").focus();
  await call.press("Choose another");
  expect(microphone()).toHaveFocus();
  call.browser.microphone.next.push(Promise.resolve(call.usb()));
  await screen.findByRole("option", { name: "USB" });
  await call.user.selectOptions(microphone(), "USB");
  await vi.waitFor(() => expect(screen.queryByText("We can’t hear you")).toBeNull());
});

it("moves the interviewer's voice to another device at once, keeps both choices, and voids the device check by each", async () => {
  const call = await enter();
  // Two of one make have one name.
  call.browser.devices.push({ kind: "audiooutput", deviceId: "u", label: "Television" });
  await open(call);
  rememberDevices({ goodAtUnixMs: Date.now() });
  call.browser.microphone.next.push(Promise.resolve(call.usb()));
  await call.user.selectOptions(microphone(), "USB");
  expect(stored()).toMatchObject({ microphone: { id: "b" }, goodAtUnixMs: null });
  rememberDevices({ goodAtUnixMs: Date.now() });
  const speaker = screen.getByRole("combobox", { name: "Play it on" });
  await call.user.selectOptions(speaker, "u");
  expect(speaker).toHaveValue("u");
  expect(call.browser.contexts[0]?.sinks).toEqual(["u"]);
  expect(stored()).toMatchObject({ speaker: { id: "u" }, microphone: { id: "b" }, goodAtUnixMs: null });
});

it("shows the speaker on which the interviewer is heard when the browser refuses the chosen one, and says so", async () => {
  const call = await enter();
  call.browser.devices.push({ kind: "audiooutput", deviceId: "gone", label: "Headset" });
  call.browser.audio.refused = "gone";
  await open(call);
  const speaker = screen.getByRole("combobox", { name: "Play it on" });
  await call.user.selectOptions(speaker, "t");
  await call.user.selectOptions(speaker, "gone");
  await vi.waitFor(() => expect(speaker).toHaveValue("t"));
  expect(call.browser.contexts[0]?.sinkId).toBe("t");
  expect(stored()).toMatchObject({ speaker: { id: "t" } });
  expect(screen.getByText(/^“Headset” cannot be used now, so the sound stays on “Television”\./)).toBeVisible();
  await call.user.selectOptions(speaker, "s");
  await vi.waitFor(() => expect(call.browser.contexts[0]?.sinkId).toBe("s"));
  expect(screen.queryByText(/cannot be used now/)).toBeNull();
});

it("says when there is no other microphone, and lists one as it appears", async () => {
  const call = await enter();
  const usb = call.browser.devices.splice(1, 1);
  // What a browser withholds cannot be chosen.
  const withheld = [
    { deviceId: "", label: "Withheld" },
    { deviceId: "w", label: "" },
  ];
  call.browser.devices.push(...withheld.map((it) => ({ kind: "audioinput", ...it })));
  await call.press("Settings");
  expect(await screen.findByText(/^No other one is there/)).toBeVisible();
  call.browser.devices.push(...usb);
  act(() => void call.browser.mediaDevices.dispatchEvent(new Event("devicechange")));
  expect(await screen.findByRole("option", { name: "USB" })).toBeInTheDocument();
});
