import { join } from "node:path";
import { defineConfig, devices } from "@playwright/test";

const { APP_PORT = "4000", CI, CHROMIUM_PATH = "/usr/bin/chromium", HEADLESS_SHELL_PATH } = process.env;
const baseURL = `http://localhost:${APP_PORT}`;
// WAV of real speech: Chromium plays it into the fake microphone once, then silence.
const speech = join(import.meta.dirname, "e2e/fixtures/candidate.wav");

const args = [
  "--no-sandbox",
  "--use-fake-device-for-media-stream",
  `--use-file-for-fake-audio-capture=${speech}%noloop`,
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
const chromium = { executablePath: CHROMIUM_PATH, args };
/** Chromium without its windows, of which every page costs a third of its time. It can ask nobody for the microphone, so it always allows it. */
const shell = { executablePath: HEADLESS_SHELL_PATH ?? "", args: [...args, "--use-fake-ui-for-media-stream"] };
const use = devices["Desktop Chrome"];
const cut = ["**/network.spec.ts", "**/untold-end.spec.ts"];
const asking = /permissionRefused/;

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  forbidOnly: CI !== undefined,
  retries: 0,
  // Twice two cores: much of a test is waiting.
  workers: 5,
  fullyParallel: true,
  reporter: "dot",
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL,
    // What failed is told with its picture and its tree. A trace, by `--trace on`, costs every test some 7 % more.
    trace: "off",
    // A page that is loaded anew in a browser that knows its scripts costs a third.
    reuseContext: true,
    // What moves is drawn anew sixty times a second, and costs a page of the room a tenth of its time; e2e/still.ts looks at what moves.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: HEADLESS_SHELL_PATH ? shell : chromium,
  },
  // The longest tests first: they have browsers of their own, and would run alone at the end.
  projects: [
    { name: "network", use, testMatch: cut },
    { name: "asking", use: { ...use, launchOptions: chromium }, grep: asking, workers: 1 },
    { name: "desktop", use, testIgnore: cut, grepInvert: asking },
  ],
  webServer: {
    command: "node scripts/commands/bootstrap.mjs start",
    url: `${baseURL}/health`,
    timeout: 120_000,
    env: { RATE_LIMIT_SCALE: "100" },
    gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
    stdout: "ignore",
  },
});
