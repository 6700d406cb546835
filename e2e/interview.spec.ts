import { devices, expect, type Page } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseRecording } from "../machines/recording/recording.ts";
import { replay } from "../machines/recording/replay.ts";
import { ClientToServerMessage, ServerToClientMessage } from "../proto/gen/interview.ts";
import {
  beginInterview,
  deleteInterview,
  endInterview,
  haveInterview,
  signUp,
  speak,
  startInterview,
  staySilent,
  watchConsole,
} from "./candidate.ts";
import { bandsOf, likeness, readWav } from "./speech.ts";
import { simulator } from "./simulator.ts";
import { test } from "./test.ts";

const wavHeadBytes = 44;
const greetingMs = 700;

/** Without its browser type, which is the same: naming it would start another browser. */
const { viewport, userAgent, deviceScaleFactor, isMobile, hasTouch } = devices["Pixel 7"];
const phone = { viewport, userAgent, deviceScaleFactor, isMobile, hasTouch };

/** From signing up to the report and the recording, and until both are deleted. */
const holdInterview = async (page: Page): Promise<void> => {
  const errors = watchConsole(page);
  const role = `Frontend Engineer ${randomUUID()}`;
  const up: string[] = [];
  const down: string[] = [];
  let soundBytes = 0;
  page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => up.push(ClientToServerMessage.decode(Buffer.from(payload)).payload?.$case ?? "none"));
    socket.on("framereceived", ({ payload: frame }) => {
      const { payload } = ServerToClientMessage.decode(Buffer.from(frame));
      down.push(payload?.$case ?? "none");
      if (payload?.$case === "audioResponse") soundBytes += payload.value.audioContent.length;
    });
  });

  await staySilent(page);
  // The candidate speaks for five seconds, so the greeting must be short.
  await simulator.play(role, { turns: [{ say: { text: "Good morning. What have you learned?", ms: greetingMs } }, "proud", "decision"] });
  await signUp(page);
  const id = await startInterview(page, role);
  await page.getByRole("checkbox", { name: "Keep a recording on this device" }).check();
  // From here on sound is recorded, so the bodies of all HTTP requests of the page are kept.
  const bodies: string[] = [];
  page.on("request", (request) => bodies.push(request.postDataBuffer()?.toString("latin1") ?? ""));
  await beginInterview(page);
  await speak(page);
  const log = page.getByRole("log", { name: "Transcript" });
  await expect(log).toContainText(/spoke/i, { timeout: 30_000 });

  await endInterview(page);
  await expect(page.getByText("You ended it")).toBeVisible();
  await expect(page.getByText(/spoke/i).first()).toBeVisible();

  expect(new Set(up)).toEqual(new Set(["audioChunk", "playbackMark", "ping", "endRequest"]));
  expect(down).toEqual(expect.arrayContaining(["sessionStarted", "transcriptUpdate", "audioResponse", "sessionEnded"]));
  const [session] = await simulator.sessions(role);
  const pcm = Buffer.from(await simulator.audio(session?.id ?? ""));
  const heard = bandsOf(new Int16Array(new Uint8Array(pcm).buffer));
  const spoken = readWav(join(import.meta.dirname, "fixtures/candidate.wav"));
  expect(spoken.rate).toBe(16_000);
  // Played backwards, the same speech has a likeness below 0.6, also on a busy machine.
  expect(likeness(bandsOf(spoken.pcm), heard)).toBeGreaterThan(0.7);
  expect(session?.closedAtUnixMs).not.toBeNull();

  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download the technical log" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe(`preppal-${id}.json`);
  const recording = parseRecording(JSON.parse(await readFile(await download.path(), "utf8")));
  expect(recording.endsIn).toHaveProperty("COMPLETED");
  expect((await replay(recording)).end).toEqual(recording.endsIn);
  expect(errors).toEqual([]);

  const yours = page.locator(".entry").filter({ hasText: /spoke/i }).first();
  await yours.getByRole("button", { name: /^Hear it/ }).click();
  await expect(yours.getByRole("button", { name: /^Stop/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Hear it/ }).first()).toBeVisible();
  const files = await recordedFiles(page);
  const bytesOf = (speaker: string) =>
    files.filter(({ path }) => path.includes(`/${speaker}-`)).reduce((sum, { bytes }) => sum + bytes - wavHeadBytes, 0);
  expect(bytesOf("USER")).toBeGreaterThan(32_000);
  expect(bytesOf("AI")).toBeGreaterThanOrEqual(greetingMs * 48);
  expect(bytesOf("AI")).toBeLessThanOrEqual(soundBytes);
  // Request bodies are words about the interview: none is as large as a second of sound or holds an audio file.
  expect(bodies.filter((it) => it.length > 16_000 || it.includes("RIFF"))).toEqual([]);

  await page.goto("/dashboard");
  await expect(page.getByText("Completed").first()).toBeVisible();
  await deleteInterview(page, role);
  await expect(page.getByText(role)).toHaveCount(0);
  // A deletion that could be undone becomes final when the page is left. What this device has kept is deleted on the next visit.
  await page.goto("about:blank");
  await expect.poll(async () => (await page.request.get(`/api/interviews/${id}`)).status()).toBe(404);
  await page.goto("/dashboard");
  await expect(page.getByText("Nothing here yet")).toBeVisible();
  // A file that vanishes during the walk ends the walk with an error.
  await expect.poll(() => recordedFiles(page).catch(String)).toEqual([]);
};

/** The files in the browser's origin private file system. */
const recordedFiles = (page: Page): Promise<{ path: string; bytes: number }[]> =>
  page.evaluate(async () => {
    type Walkable = FileSystemDirectoryHandle & { entries: () => AsyncIterable<[string, FileSystemHandle]> };
    const found: { path: string; bytes: number }[] = [];
    const walk = async (folder: FileSystemDirectoryHandle, path: string) => {
      for await (const [name, handle] of (folder as Walkable).entries()) {
        if (handle.kind === "directory") await walk(handle as FileSystemDirectoryHandle, `${path}${name}/`);
        else found.push({ path: `${path}${name}`, bytes: (await (handle as FileSystemFileHandle).getFile()).size });
      }
    };
    await walk(await navigator.storage.getDirectory(), "");
    return found.filter(({ path }) => path.endsWith(".wav"));
  });

for (const [name, device] of Object.entries({ "at a desk": {}, "on a phone": phone })) {
  test.describe(name, () => {
    test.use(device);
    test("a candidate signs up, talks to the interviewer, ends, and reads what was said", ({ page }) => holdInterview(page));
  });
}

test("somebody whose session ended signs in again at Begin and returns, and is told when the interview was deleted", async ({ page }) => {
  const id = await haveInterview(page, "Miller");
  await page.context().grantPermissions(["microphone"]);
  const begin = page.getByRole("button", { name: "Begin Interview" });
  await page.goto(`/interview/${id}/session`);
  await expect(begin).toBeEnabled();
  await page.request.post("/logout");
  await begin.click();
  await expect(page).toHaveURL(`/login?redirectTo=${encodeURIComponent(`/interview/${id}/session`)}`);

  const gone = await haveInterview(page, "Cooper");
  await page.goto(`/interview/${gone}/session`);
  await expect(begin).toBeEnabled();
  await page.request.delete(`/api/interviews/${gone}`);
  await begin.click();
  await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Go to your dashboard" })).toBeVisible();
});
