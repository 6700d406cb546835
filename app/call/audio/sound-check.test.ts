import { afterEach, expect, it, vi } from "vitest";
import { recallDevices, rememberDevices } from "./devices.ts";
import { fakeBrowser } from "../testing/fake-browser.ts";
import { SoundCheck } from "./sound-check.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

/** A check whose microphone is open in a quiet room. */
const begin = async () => {
  const browser = fakeBrowser();
  vi.stubGlobal("fetch", async () => new Response(new ArrayBuffer(8)));
  browser.devices.push({ kind: "audiooutput", deviceId: "t", label: "Television" });
  const check = new SoundCheck();
  await check.open();
  const hear = (seconds: number, rms: number) => {
    for (let frame = 0; frame < seconds * 25; frame += 1) browser.node("capture")?.tells({ pcm: new Int16Array(640), rms });
  };
  hear(1, 0.0003);
  return { browser, check, hear };
};

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

it("shows how loud the microphone is, and nothing of one that is closed", async () => {
  const { check, hear } = await begin();
  hear(0.04, 0.1);
  expect(check.meter.read().level).toBeGreaterThan(0.5);
  check.close();
  expect(check.meter.read().level).toBe(0);
});

it("plays the sentence on the device, and says so until it ends", async () => {
  const { browser, check } = await begin();
  await check.playPhrase();
  const [context] = browser.contexts;
  expect([context?.played[0]?.leadsTo, check.read().playing]).toEqual([context?.destination, "phrase"]);
  context?.played[0]?.ends();
  expect(check.read()).toMatchObject({ playing: "nothing", hasPlayedPhrase: true });
});

it("takes for an echo what is well above the room's noise while the sentence plays, and nothing less", async () => {
  const echoesAt = async (rms: number) => {
    const { browser, check, hear } = await begin();
    await check.playPhrase();
    hear(2, rms);
    browser.contexts[0]?.played[0]?.ends();
    return check.read().echoes;
  };
  expect([await echoesAt(0.0008), await echoesAt(0.001)]).toEqual([false, true]);
});

it("keeps the chosen speaker, voids the last check, and has the sentence played again on it", async () => {
  const { browser, check } = await begin();
  rememberDevices({ goodAtUnixMs: Date.now() });
  await check.playPhrase();
  void check.chooseSpeaker({ id: "t", label: "Television" });
  expect(browser.contexts[0]?.played[0]?.isStopped).toBe(true);
  expect(check.read()).toMatchObject({ speaker: { id: "t" }, playing: "nothing", hasPlayedPhrase: false, echoes: null });
  expect(recallDevices()).toMatchObject({ speaker: { id: "t", label: "Television" }, goodAtUnixMs: null });
});

it("shows the speaker that is heard when the browser refuses the chosen one, and of two the one chosen last", async () => {
  const { browser, check } = await begin();
  browser.audio.refused = "gone";
  browser.devices.push({ kind: "audiooutput", deviceId: "gone", label: "Headset" });
  await check.open();
  void check.chooseSpeaker({ id: "gone", label: "Headset" });
  expect(check.read().speaker).toMatchObject({ id: "gone" });
  await vi.waitFor(() => expect(check.read().speaker).toBeNull());
  expect(recallDevices().speaker).toBeNull();
  await Promise.all([check.chooseSpeaker({ id: "gone", label: "Headset" }), check.chooseSpeaker({ id: "t", label: "Television" })]);
  expect(browser.contexts[0]?.sinkId).toBe("t");
  expect([check.read().speaker, recallDevices().speaker]).toEqual([
    { id: "t", label: "Television" },
    { id: "t", label: "Television" },
  ]);
});
