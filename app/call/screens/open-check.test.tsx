import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { recallDevices } from "../audio/devices.ts";
import { OpenCheck } from "./open-check.client.tsx";
import { type FakeBrowser, fakeBrowser } from "../testing/fake-browser.ts";
import "../testing/seen.ts";

const begin = async (prepare: (browser: FakeBrowser) => void = () => undefined) => {
  const browser = fakeBrowser();
  prepare(browser);
  vi.stubGlobal("fetch", async () => new Response(new ArrayBuffer(8)));
  render(<OpenCheck workerUrl="ws://worker" onStop={() => undefined} onType={() => undefined} />);
  await screen.findByText("Say a sentence or two: the bar should move.");
  const hear = (seconds: number, rms: number) => {
    for (let frame = 0; frame < seconds * 25; frame += 1) browser.node("capture")?.tells({ pcm: new Int16Array(640), rms });
  };
  const press = async (name: string) => userEvent.click(await screen.findByRole("button", { name }));
  const pass = {
    Microphone: async () => {
      act(() => {
        hear(1, 0.0003);
        hear(1.2, 0.05);
      });
    },
    Sound: async () => {
      await press("Play a test sentence");
      await waitFor(() => expect(browser.contexts[0]?.played).toHaveLength(1));
      act(() => browser.contexts[0]?.played[0]?.ends());
      await press("I heard it");
    },
    Connection: async () => {
      const [socket] = browser.sockets;
      if (!socket) throw new Error("There is no socket");
      vi.spyOn(socket, "send").mockImplementation((frame) => act(() => socket.receives(Uint8Array.from(frame))));
      act(() => socket.opens());
      await screen.findByRole("heading", { name: /^Connection.*good$/ });
    },
  };
  const mute = (isMuted: boolean) => act(() => browser.microphone.streams[0]?.track.isMutedBySystem(isMuted));
  return { pass, mute };
};
const steps = ["Microphone", "Sound", "Connection"] as const;
const isRemembered = () => recallDevices().goodAtUnixMs !== null;

it.each(steps)("remembers that all was good only once that holds for the last step, too: %s", async (last) => {
  const { pass } = await begin();
  for (const step of steps.filter((it) => it !== last)) await pass[step]();
  expect(isRemembered()).toBe(false);
  await pass[last]();
  expect(isRemembered()).toBe(true);
});

it("does not count a microphone as good that the device has muted", async () => {
  const { pass, mute } = await begin();
  mute(true);
  for (const step of steps) await pass[step]();
  expect(isRemembered()).toBe(false);
  mute(false);
  expect(isRemembered()).toBe(true);
});

it("says where the sound stays when the browser refuses the chosen speaker", async () => {
  await begin(({ devices, audio }) => {
    devices.push({ kind: "audiooutput", deviceId: "s", label: "Speaker" }, { kind: "audiooutput", deviceId: "t", label: "Television" });
    audio.refused = "t";
  });
  const speaker = screen.getByLabelText("Play it on");
  await userEvent.selectOptions(speaker, "Television");
  expect(await screen.findByText(/^“Television” cannot be used now, so the sound stays on the system’s default\./)).toBeVisible();
  expect(speaker).toHaveDisplayValue("System default");
});
