import { expect, type Page } from "@playwright/test";
import { violationsOf } from "./accessibility.ts";
import { beginInterview, haveCandidate, haveInterview, watchConsole } from "./candidate.ts";
import { test } from "./test.ts";

test.beforeEach(({ context }) => context.grantPermissions(["microphone"]));

test("a candidate checks microphone, sound and line, chooses devices, and the choice is remembered", async ({ page }) => {
  const errors = watchConsole(page);
  await page.goto(`/interview/${await haveInterview(page, "Data Analyst")}/session`);
  await page.getByRole("button", { name: "Check microphone and sound" }).click();
  await expect(page.getByText("We hear you clearly.")).toBeVisible();
  const line = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Connection" }) });
  await expect(line.getByRole("status")).toHaveText(/^Good/);

  // Only the candidate may hear the sentence, and they are silent.
  await expect(page.getByText("Nothing arrives.")).toBeVisible();
  await page.getByRole("button", { name: "Play a test sentence" }).click();
  await page.getByRole("button", { name: "I heard it" }).click();
  await expect(page.getByRole("heading", { name: /^Sound.*good$/ })).toBeVisible();

  const microphone = page.getByLabel("Microphone in use");
  await microphone.selectOption({ index: 1 });
  await expect(page.getByRole("heading", { name: /^Microphone.*good$/ })).toBeVisible();
  await page.getByRole("button", { name: "Record four seconds of yourself" }).click();
  await page.getByRole("button", { name: "Hear yourself" }).click();
  await expect(page.getByRole("button", { name: "Hear yourself" })).toBeVisible();
  expect(await violationsOf(page)).toEqual([]);

  await page.reload();
  await expect(page.getByText(/sound and line were good this week/)).toBeVisible();
  await page.getByRole("button", { name: "Check again" }).click();
  await microphone.selectOption({ label: "Fake Audio Input 1" });
  const inUse = microphone.locator("option:checked");
  await expect(inUse).toHaveText("Fake Audio Input 1");
  await page.getByLabel("Play it on").selectOption({ index: 2 });
  await page.reload();
  await page.getByRole("button", { name: "Check microphone and sound" }).click();
  await expect(inUse).toHaveText("Fake Audio Input 1");
  expect(errors).toEqual([]);
});

test("falls back to an available microphone when the remembered one is gone", async ({ page, candidate }) => {
  await page.goto(`/interview/${await haveCandidate(page, candidate)}/session`);
  const gone = { id: "gone", label: "Unplugged" };
  await page.evaluate(
    (it) => localStorage.setItem("preppal.devices", JSON.stringify({ microphone: it, speaker: it, goodAtUnixMs: null })),
    gone,
  );
  await page.reload();
  await page.getByRole("button", { name: "Check microphone and sound" }).click();
  await expect(page.getByText("We hear you clearly.")).toBeVisible();
  await page.getByRole("button", { name: "Play a test sentence" }).click();
  await expect(page.getByRole("button", { name: "I heard it" })).toBeVisible();
});

test("switching microphones in mid-answer keeps the socket and loses at most 200 ms of sound", async ({ page }) => {
  const errors = watchConsole(page);
  await page.addInitScript(keepTrackOfSound);
  let sockets = 0;
  page.on("websocket", () => (sockets += 1));
  await page.goto(`/interview/${await haveInterview(page, "Data Analyst")}/session`);
  await beginInterview(page);
  await page.getByRole("button", { name: "Settings" }).click();
  const microphone = page.getByRole("combobox", { name: "Microphone" });
  await expect(microphone.getByRole("option")).toHaveCount(3);
  await microphone.selectOption({ label: "Fake Audio Input 1" });
  await expect.poll(() => page.evaluate(() => window.heard.labels)).toEqual([expect.any(String), "Fake Audio Input 1"]);
  const before = await soundLater(page);
  await microphone.selectOption({ label: "Fake Audio Input 2" });
  await expect.poll(() => page.evaluate(() => window.heard.labels.at(-1))).toBe("Fake Audio Input 2");
  const after = await soundLater(page);
  expect(after.lateMs - before.lateMs).toBeLessThanOrEqual(200);
  expect(sockets).toBe(1);

  await page.getByRole("button", { name: "Settings" }).click();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.evaluate(() => window.heard.unplug());
  await expect(page.getByRole("alert").filter({ hasText: "The microphone is gone" })).toBeVisible();
  await page.getByRole("button", { name: "Choose another" }).click();
  await expect(microphone).toBeFocused();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Type instead" }).click();
  await expect(page.getByRole("textbox", { name: "Type your answer" })).toBeVisible();
  expect(errors).toEqual([]);
});

declare global {
  interface Window {
    heard: { labels: string[]; lateMs: number[]; unplug(): void };
  }
}

/**
 * Records which microphones were opened, and by how many ms the sound sent lags behind the audio clock. Sound that is lost is never caught
 * up, so the lag grows. When the machine is too busy for sound, the audio clock stands still too.
 */
const keepTrackOfSound = (): void => {
  const frameMs = 40;
  let frames = 0;
  let track: MediaStreamTrack | undefined;
  const contexts: AudioContext[] = [];
  window.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options);
      contexts.push(this);
    }
  };
  const soundMs = () => 1_000 * (contexts.at(-1)?.currentTime ?? 0);
  window.heard = {
    labels: [],
    lateMs: [],
    unplug: () => {
      track?.stop();
      track?.dispatchEvent(new Event("ended"));
    },
  };
  const devices = MediaDevices.prototype;
  const { getUserMedia } = devices;
  devices.getUserMedia = async function (constraints) {
    const stream = await getUserMedia.call(this, constraints);
    [track] = stream.getAudioTracks();
    window.heard.labels.push(track?.label ?? "");
    return stream;
  };
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (data) {
    // A frame of sound is larger than anything else that is sent.
    if (data instanceof Uint8Array && data.length > 1_000) window.heard.lateMs.push(soundMs() - frameMs * (frames += 1));
    send.call(this, data);
  };
};

/** The smallest lag over the next second of sound, in ms: a page that is merely held up sends everything late. */
const soundLater = async (page: Page): Promise<{ lateMs: number }> => {
  const seconds = 25;
  const from = await page.evaluate(() => window.heard.lateMs.length);
  await expect.poll(() => page.evaluate(() => window.heard.lateMs.length)).toBeGreaterThan(from + seconds);
  return { lateMs: await page.evaluate((it) => Math.min(...window.heard.lateMs.slice(it)), from) };
};
