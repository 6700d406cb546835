import { act, cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { DeviceCheck } from "./device-check.tsx";
import { rememberDevices } from "../audio/devices.ts";
// Loaded before the first test, so that none waits for it.
import "./open-check.client.tsx";
import { type FakeBrowser, fakeBrowser } from "../testing/fake-browser.ts";
import { permission } from "../testing/permission.ts";

let browser: FakeBrowser;
const onType = vi.fn();

beforeEach(() => {
  browser = fakeBrowser();
  vi.stubGlobal("fetch", async () => new Response(new ArrayBuffer(8)));
  browser.devices.push(
    { kind: "audioinput", deviceId: "a", label: "Internal" },
    { kind: "audioinput", deviceId: "b", label: "USB" },
    { kind: "audiooutput", deviceId: "s", label: "Speaker" },
    { kind: "audiooutput", deviceId: "t", label: "Television" },
  );
});
afterEach(() => {
  localStorage.clear();
  vi.unstubAllGlobals();
});

const press = async (name: string) => userEvent.click(await screen.findByRole("button", { name }));
const opened = async (label = "Internal", sampleRate = 48_000) => {
  const stream = browser.newStream();
  Object.assign(stream.track, { label, settings: { deviceId: label === "USB" ? "b" : "a", sampleRate } });
  browser.microphone.next.push(Promise.resolve(stream));
  return stream;
};
const start = async () => {
  await opened();
  render(<DeviceCheck isReady workerUrl="ws://worker" onType={onType} />);
  await press("Check microphone and sound");
  await screen.findByLabelText("Microphone in use");
};
const hear = (seconds: number, rms: number, sample = 0) =>
  act(() => {
    for (let frame = 0; frame < seconds * 25; frame += 1) browser.node("capture")?.tells({ pcm: new Int16Array(640).fill(sample), rms });
  });
const speak = () => {
  hear(1, 0.0003);
  hear(1.2, 0.05);
};
const measured = async () => {
  const socket = browser.sockets.at(-1);
  if (!socket) throw new Error("There is no socket");
  const sent = vi.spyOn(socket, "send");
  sent.mockImplementation((frame) => act(() => socket.receives(Uint8Array.from(frame))));
  act(() => socket.opens());
  await waitFor(() => expect(sent).toHaveBeenCalledTimes(10));
  return sent.mock.calls.map(([{ length }]) => length);
};
const step = (name: string) =>
  screen.getAllByRole("listitem").find((it) => within(it).queryByRole("heading", { name: new RegExp(`^${name}`) })) as HTMLElement;
const isDone = (name: string) => within(step(name)).queryByText("✓") !== null;

it("asks for nothing before it is pressed, and releases everything when stopped", async () => {
  render(<DeviceCheck isReady workerUrl="ws://worker" onType={onType} />);
  expect([browser.microphone.asked, browser.sockets, browser.contexts]).toEqual([[], [], []]);
  cleanup();
  await start();
  await press("Stop the check");
  expect(browser.microphone.streams[0]?.track.readyState).toBe("ended");
  expect([browser.contexts[0]?.state, browser.sockets.at(-1)?.readyState]).toEqual(["closed", 3]);
});

it("releases a microphone that is allowed only after it was stopped", async () => {
  const asked = Promise.withResolvers<ReturnType<typeof browser.newStream>>();
  browser.microphone.next.push(asked.promise);
  render(<DeviceCheck isReady workerUrl="ws://worker" onType={onType} />);
  await press("Check microphone and sound");
  await press("Stop the check");
  asked.resolve(browser.newStream());
  await waitFor(() => expect(browser.microphone.streams[0]?.track.readyState).toBe("ended"));
  expect(browser.contexts.map(({ state }) => state)).toEqual(["closed"]);
});

it("takes the focus when it opens, and returns it when stopped", async () => {
  await start();
  expect(screen.getByRole("list", { name: "Check" })).toHaveFocus();
  await press("Stop the check");
  expect(screen.getByRole("button", { name: "Check microphone and sound" })).toHaveFocus();
});

it("describes how the microphone sounds", async () => {
  await start();
  expect(screen.getByText("Say a sentence or two: the bar should move.")).toBeVisible();
  speak();
  expect(screen.getByText("We hear you clearly.")).toBeVisible();
  expect(isDone("Microphone")).toBe(true);
});

it("uses and judges the chosen microphone from then on", async () => {
  await start();
  speak();
  act(() => browser.microphone.streams[0]?.track.isMutedBySystem(true));
  expect(screen.getByText(/^Your device has muted the microphone/)).toBeVisible();
  const first = Promise.withResolvers<never>();
  browser.microphone.next.push(first.promise);
  await userEvent.selectOptions(screen.getByLabelText("Microphone in use"), "USB");
  await opened("USB");
  await userEvent.selectOptions(screen.getByLabelText("Microphone in use"), "USB");
  await waitFor(() => expect(screen.getByLabelText("Microphone in use")).toHaveValue("b"));
  await act(async () => first.reject(new DOMException("no", "NotReadableError")));
  expect(screen.getByText("Say a sentence or two: the bar should move.")).toBeVisible();
  expect(browser.microphone.asked.map((it) => (it as { audio: { deviceId?: unknown } }).audio.deviceId)).toEqual([
    undefined,
    { exact: "b" },
    { exact: "b" },
  ]);
  expect(browser.microphone.streams[0]?.track.readyState).toBe("ended");
});

it("names a headset microphone of telephone quality, with the way out", async () => {
  await opened("AirPods");
  render(<DeviceCheck isReady workerUrl="ws://worker" onType={onType} />);
  await press("Check microphone and sound");
  expect(await screen.findByText(/Keep the headphones on and choose the computer’s microphone/)).toBeVisible();
});

it("says what keeps the microphone closed, and retries on request", async () => {
  browser.microphone.next.push(new DOMException("no", "NotAllowedError"));
  render(<DeviceCheck isReady workerUrl="ws://worker" onType={onType} />);
  await press("Check microphone and sound");
  expect(await screen.findByText(/^The microphone is blocked\. .*then try again/)).toBeVisible();
  await press("Begin, and type my answers");
  expect(onType).toHaveBeenCalledOnce();
  await opened();
  await press("Try again");
  expect(await screen.findByLabelText("Microphone in use")).toHaveValue("a");
  expect(screen.queryByText(/^The microphone is blocked/)).toBeNull();
});

it("says so where the browser has no sound", async () => {
  for (const name of ["AudioContext", "AudioWorkletNode"]) vi.stubGlobal(name, undefined);
  render(<DeviceCheck isReady workerUrl="ws://worker" onType={onType} />);
  await press("Check microphone and sound");
  expect(await screen.findByText(/^This browser cannot use the microphone here\./)).toBeVisible();
  expect(
    within(step("Sound")).getByText(/^The interviewer cannot be heard here\. .+ Read the captions, and type your answers\.$/),
  ).toBeVisible();
  expect(within(step("Sound")).queryByRole("button")).toBeNull();
});

it("retries by itself once the microphone is allowed in the browser's settings", async () => {
  const settings = permission("granted");
  const stream = await opened();
  render(<DeviceCheck isReady workerUrl="ws://worker" onType={onType} />);
  await press("Check microphone and sound");
  await screen.findByLabelText("Microphone in use");
  settings("denied");
  act(() => stream.track.isUnplugged());
  expect(await screen.findByText(/^The microphone is blocked\./)).toBeVisible();
  await opened();
  settings("granted");
  expect(await screen.findByLabelText("Microphone in use")).toHaveValue("a");
});

it("says why the microphone is closed before the ways out, and keeps the focus there while retrying", async () => {
  browser.microphone.next.push(new DOMException("no", "NotAllowedError"), new DOMException("no", "NotAllowedError"));
  render(<DeviceCheck isReady workerUrl="ws://worker" onType={onType} />);
  await press("Check microphone and sound");
  const reason = await screen.findByText(/^The microphone is blocked\./);
  const again = screen.getByRole("button", { name: "Try again" });
  expect(reason.compareDocumentPosition(again)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  await userEvent.click(again);
  expect(reason).toHaveFocus();
  expect(await screen.findByRole("button", { name: "Try again" })).toBeVisible();
  expect(reason).toHaveFocus();
});

it("plays a sentence on the chosen speaker, and asks whether it was heard", async () => {
  await start();
  await userEvent.selectOptions(screen.getByLabelText("Play it on"), "Television");
  expect(browser.contexts[0]?.sinks).toEqual(["t"]);
  await press("Play a test sentence");
  await waitFor(() => expect(browser.contexts[0]?.played).toHaveLength(1));
  act(() => browser.contexts[0]?.played[0]?.ends());
  await press("I heard nothing");
  expect(screen.getByText(/^Turn the volume up.*choose another device below/)).toBeVisible();
  await press("I heard it");
  expect(isDone("Sound")).toBe(true);
});

it("offers no choice of speaker where the browser has none", async () => {
  Reflect.deleteProperty(AudioContext.prototype, "setSinkId");
  await start();
  expect(screen.queryByLabelText("Play it on")).toBeNull();
  await press("Play a test sentence");
  await waitFor(() => expect(browser.contexts[0]?.played).toHaveLength(1));
  act(() => browser.contexts[0]?.played[0]?.ends());
  await press("I heard nothing");
  expect(screen.getByText(/^Turn the volume up.*choose another output in the system’s sound settings/)).toBeVisible();
});

it("advises headphones when the microphone picks up the sentence", async () => {
  await start();
  hear(1, 0.0003);
  await press("Play a test sentence");
  await waitFor(() => expect(browser.contexts[0]?.played).toHaveLength(1));
  hear(2, 0.03);
  act(() => browser.contexts[0]?.played[0]?.ends());
  expect(await screen.findByText(/^Your microphone hears the interviewer\. Use headphones/)).toBeVisible();
  await press("I heard it");
  expect(isDone("Sound")).toBe(false);
});

it("blames no echo while it does not know how loud the room is", async () => {
  await start();
  await press("Play a test sentence");
  await waitFor(() => expect(browser.contexts[0]?.played).toHaveLength(1));
  hear(2, 0.0003);
  act(() => browser.contexts[0]?.played[0]?.ends());
  await press("I heard it");
  expect(isDone("Sound")).toBe(true);
});

it("records four seconds, and plays them back as they were said", async () => {
  await start();
  await press("Record four seconds of yourself");
  hear(3.8, 0.05, 8_192);
  expect(screen.queryByRole("button", { name: "Hear yourself" })).toBeNull();
  hear(0.4, 0.05, -16_384);
  await press("Hear yourself");
  const [source] = browser.contexts[0]?.played ?? [];
  const said = [...new Float32Array(95 * 640).fill(0.25), ...new Float32Array(5 * 640).fill(-0.5)];
  expect([source?.hasStarted, source?.buffer]).toEqual([true, expect.objectContaining({ sampleRate: 16_000 })]);
  expect([...(source?.buffer as { samples: Float32Array }).samples]).toEqual(said);
});

it("plays one thing at a time, and nothing while recording", async () => {
  await start();
  const isStopped = () => browser.contexts[0]?.played.map((it) => it.isStopped);
  await press("Record four seconds of yourself");
  hear(4, 0.05);
  await press("Hear yourself");
  await press("Play a test sentence");
  await waitFor(() => expect(isStopped()).toEqual([true, false]));
  await press("Hear yourself");
  expect(isStopped()).toEqual([true, true, false]);
  await press("Record four seconds of yourself");
  expect(isStopped()).toEqual([true, true, true]);
  await press("Play a test sentence");
  expect(screen.getByRole("button", { name: "Play a test sentence" })).toHaveAttribute("aria-disabled", "true");
  expect(isStopped()).toEqual([true, true, true]);
});

it("measures the line with the frames of an interview", async () => {
  await start();
  expect(browser.sockets.map(({ url }) => url)).toEqual(["ws://worker/check"]);
  expect(await measured()).toEqual(Array(10).fill(1_280));
  expect(await within(step("Connection")).findByText("Good.")).toBeVisible();
});

it("tells a network that blocks live connections from one that is gone", async () => {
  await start();
  act(() => browser.sockets[0]?.isClosed(1006));
  await waitFor(() => expect(browser.sockets).toHaveLength(2));
  act(() => browser.sockets[1]?.isClosed(1006));
  expect(await screen.findByText(/^Your network blocks live connections/)).toBeVisible();
  cleanup();
  vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("offline")));
  await start();
  for (const count of [3, 4]) {
    await waitFor(() => expect(browser.sockets).toHaveLength(count));
    act(() => browser.sockets[count - 1]?.isClosed(1006));
  }
  expect(await screen.findByText(/^PrepPal cannot be reached/)).toBeVisible();
});

it("remembers for a week that all was good, and with which devices", async () => {
  await start();
  speak();
  await press("Play a test sentence");
  await waitFor(() => expect(browser.contexts[0]?.played).toHaveLength(1));
  act(() => browser.contexts[0]?.played[0]?.ends());
  await press("I heard it");
  await measured();
  await waitFor(() => expect(isDone("Connection")).toBe(true));
  cleanup();
  render(<DeviceCheck isReady workerUrl="ws://worker" onType={onType} />);
  expect(screen.getByText(/Internal, sound and line were good this week/)).toBeVisible();
  expect(screen.getByRole("button", { name: "Check again" })).toBeEnabled();
  cleanup();
  rememberDevices({ goodAtUnixMs: Date.now() - 8 * 24 * 60 * 60_000 });
  render(<DeviceCheck isReady workerUrl="ws://worker" onType={onType} />);
  expect(screen.queryByText(/were good this week/)).toBeNull();
});

it("works without storage, or with corrupt storage", async () => {
  localStorage.setItem("preppal.devices", "{");
  await start();
  expect(browser.microphone.asked).toHaveLength(1);
});
