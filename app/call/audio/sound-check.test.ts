import { expect, it, vi } from "vitest";
import { rememberDevices } from "./devices.ts";
import { fakeBrowser } from "../testing/fake-browser.ts";
import { SoundCheck } from "./sound-check.ts";

it("plays no sentence into a recording that was begun while the sentence was loading", async () => {
  const browser = fakeBrowser();
  const loaded = Promise.withResolvers<Response>();
  vi.stubGlobal("fetch", () => loaded.promise);
  const check = new SoundCheck();
  await check.open();
  const playing = check.playPhrase();
  check.record();
  loaded.resolve(new Response(new ArrayBuffer(8)));
  await playing;
  expect([browser.contexts[0]?.played, check.read().recording]).toEqual([[], "running"]);
  check.close();
});

it("ends a sentence whose speaker is gone, and plays the next one on the system's default", async () => {
  rememberDevices({ speaker: { id: "t", label: "Television" } });
  const browser = fakeBrowser();
  vi.stubGlobal("fetch", async () => new Response(new ArrayBuffer(8)));
  const check = new SoundCheck();
  await check.playPhrase();
  browser.contexts[0]?.losesOutput();
  expect(check.read()).toMatchObject({ playing: "nothing", hasPlayedPhrase: false });
  await check.playPhrase();
  expect(browser.contexts.map((it) => `${it.played.length} on ${it.sinkId}`)).toEqual(["1 on t", "1 on "]);
  check.close();
  localStorage.clear();
});

it("lists a headset that is plugged in during the check, and none afterwards", async () => {
  const browser = fakeBrowser();
  const listed = vi.spyOn(browser.mediaDevices, "enumerateDevices");
  const plug = (kind: string, label: string) => {
    browser.devices.push({ kind, deviceId: label, label });
    browser.mediaDevices.dispatchEvent(new Event("devicechange"));
  };
  const check = new SoundCheck();
  await check.open();
  plug("audioinput", "Headset");
  plug("audiooutput", "Headset");
  await vi.waitFor(() => expect(check.read()).toMatchObject({ microphones: [{ label: "Headset" }], speakers: [{ label: "Headset" }] }));
  check.close();
  const { length } = listed.mock.calls;
  plug("audioinput", "Another");
  expect([listed.mock.calls.length, check.read().microphones]).toEqual([length, []]);
});
