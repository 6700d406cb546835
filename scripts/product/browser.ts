import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { SetupError } from "./settings.ts";

const candidates = (): string[] =>
  [
    chromium.executablePath(),
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ].filter((path) => path !== "");

const find = (): string | undefined => candidates().find((path) => existsSync(path));

const installers: [string, string[]][] = [
  ["apt-get", ["update", "-qq"]],
  ["apt-get", ["install", "-y", "-qq", "chromium"]],
  ["apt-get", ["install", "-y", "-qq", "chromium-headless-shell"]],
];

/** The path of a Chromium for the browser tests: `CHROMIUM_PATH`, Playwright's, the system's, or one installed now. Throws SetupError. */
export const requireBrowser = (): string => {
  const { CHROMIUM_PATH: chosen } = process.env;
  if (chosen && !existsSync(chosen)) throw new SetupError(`CHROMIUM_PATH is ${chosen}, where there is no file.`);
  const found = chosen || find();
  if (found !== undefined) return found;
  console.log("No Chromium for the browser tests: installing one…");
  const isDebianRoot = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  const steps = isDebianRoot ? installers : ([["playwright", ["install", "chromium"]]] as typeof installers);
  for (const [command, args] of steps) {
    const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"], env: environment, timeout: 600_000 });
  }
  const installed = find();
  if (installed === undefined) {
    throw new SetupError("The browser tests need Chromium: install it (Debian: `apt-get install chromium`) or set CHROMIUM_PATH to one.");
  }
  return installed;
};

/** Debian's headless shell, in which a page costs less; undefined where it is not installed or `CHROMIUM_PATH` names a browser. */
export const findHeadlessShell = (): string | undefined =>
  process.env["CHROMIUM_PATH"] ? undefined : ["/usr/bin/chromium-headless-shell"].find((path) => existsSync(path));
