import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { outputRate, readClip } from "../../simulator/speech.ts";
import { readArguments } from "../arguments.ts";
import { runApart, temporaryFolder } from "../product/apart.ts";
import { watched } from "../product/artifacts.ts";
import { requireBrowser } from "../product/browser.ts";
import { startInspector } from "../product/inspect.ts";
import { freePort } from "../product/ports.ts";
import { main, say } from "../product/processes.ts";

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };
const question = /Think of a piece/;
const headerBytes = 44;
/** Peak to peak. Without any noise the page would report a silent microphone. */
const roomNoise = 24;

/** Writes a sound file in which the candidate of the fixture (PCM16, mono, 44 bytes of header) answers after the greeting. Answers its path. */
const speechAfterGreeting = (folder: string): string => {
  const fixture = readFileSync("e2e/fixtures/candidate.wav");
  const rate = fixture.readUInt32LE(24);
  const greetingSeconds = readClip("greeting").pcm.length / 2 / outputRate;
  const room = (seconds: number) =>
    Buffer.from(Int16Array.from({ length: seconds * rate }, () => (Math.random() - 0.5) * roomNoise).buffer);
  const sound = Buffer.concat([room(greetingSeconds + 3), fixture.subarray(headerBytes), room(60)]);
  const header = Buffer.from(fixture.subarray(0, headerBytes));
  header.writeUInt32LE(headerBytes - 8 + sound.length, 4);
  header.writeUInt32LE(sound.length, headerBytes - 4);
  const file = join(folder, "candidate.wav");
  writeFileSync(file, Buffer.concat([header, sound]));
  return file;
};

const openBrowser = (speech: string) => {
  const fake = [
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    `--use-file-for-fake-audio-capture=${speech}%noloop`,
  ];
  return chromium.launch({ executablePath: requireBrowser(), args: ["--no-sandbox", ...fake] });
};

const haveInterview = async ({ request }: BrowserContext): Promise<string> => {
  await request.post("/signup", {
    form: { name: "Ada Lovelace", email: `${randomUUID()}@example.test`, password: `${randomUUID()} pass` },
  });
  const response = await request.post("/api/interviews", { data: { role: "Frontend Engineer", company: "Northwind", minutes: 20 } });
  const { interview } = (await response.json()) as { interview: { id: string } };
  return interview.id;
};

const begin = async (page: Page, id: string) => {
  await page.goto(`/interview/${id}/session`);
  await page.getByRole("button", { name: "Begin Interview" }).click();
  await page.getByRole("button", { name: "End Interview" }).waitFor();
};

const take = async (page: Page, path: string) => {
  await page.screenshot({ path, animations: "disabled" });
  say("pictures", path);
};

/**
 * `npm run pictures`: retakes the pictures of README and docs, of a live interview with the simulator and of /dev/machines meanwhile, on free
 * ports. The candidate is the browser's fake microphone; their words come from the simulator's scenario `understood`.
 */
main(async () => {
  readArguments({ call: "npm run pictures", does: "Retakes the screenshots of README.md and docs/." });
  const folder = temporaryFolder("pictures");
  process.env["GEMINI_SIMULATOR_SCENARIO"] = "understood";
  const port = await freePort();
  const relayUrl = `ws://localhost:${port}`;
  await startInspector({ port, relayUrl, inspectorUrl: "http://localhost/" });
  await runApart(
    folder,
    async ({ appOrigin }) => {
      const browser = await openBrowser(speechAfterGreeting(folder));
      const context = await browser.newContext({ baseURL: appOrigin, viewport: desktop, deviceScaleFactor: 1 });
      const machines = await context.newPage();
      await machines.goto("/dev/machines");
      const room = await context.newPage();
      await begin(room, await haveInterview(context));
      await room.getByText(question).first().waitFor({ timeout: 60_000 });
      await room.mouse.move(0, 0);
      await take(room, "docs/live-interview.png");
      await room.setViewportSize(phone);
      await take(room, "docs/live-interview-phone.png");
      await machines.bringToFront();
      await machines.setViewportSize({ ...desktop, height: 1250 });
      await take(machines, "docs/machines.png");
      await browser.close();
    },
    { target: watched(relayUrl) },
  );
});
