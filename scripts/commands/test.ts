import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, generate } from "../product/artifacts.ts";
import { findHeadlessShell, requireBrowser } from "../product/browser.ts";
import { emptyDatabase } from "../product/database.ts";
import { freePort } from "../product/ports.ts";
import { main } from "../product/processes.ts";
import { SetupError } from "../product/settings.ts";
import { Run } from "../suite/run.ts";
import { Tally } from "../suite/tally.ts";

/** The projects of vitest.config.ts, and the browser's suite. */
const projects = ["node", "page", "app", "worker", "faults", "storms", "fault-processes"];
const browser = "e2e";

/** `npm test` runs everything; `npm test -- worker e2e` only these suites. */
main(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((it) => ![...projects, browser].includes(it));
  if (unknown.length > 0) throw new SetupError(`There is no suite ${unknown.join(", ")}: ${[...projects, browser].join(", ")}.`);
  const chosen = asked.length === 0 ? [...projects, browser] : asked;
  const startedAt = performance.now();
  const chromium = chosen.includes(browser) ? requireBrowser() : "";
  await generate();
  await Promise.all([build(), emptyDatabase()]);
  const dir = mkdtempSync(join(tmpdir(), "preppal-test-"));
  const tally = new Tally();
  try {
    const own = chosen.filter((it) => it !== browser);
    const vitest = own.length > 0 ? runVitest(tally, own) : undefined;
    // Beside each other they take as long, and what a browser's test waits for in life comes late. But where the last files are the pages',
    // which are short, the start of its product can begin.
    await (own.includes("page") ? vitest?.nearEnd : vitest?.end);
    const playwright = chromium ? await runPlaywright(tally, dir, chromium) : undefined;
    await Promise.all([vitest?.end, playwright?.end]);
    tally.conclude((performance.now() - startedAt) / 1000);
    process.exitCode = tally.failed === 0 ? 0 : 1;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

const runVitest = (tally: Tally, suites: string[]): Run => {
  // As for what comes before and after a test, in vitest.config.ts.
  const limits = ["--testTimeout=180000"];
  const reporters = ["--reporter=dot", "--reporter=./scripts/suite/progress.ts"];
  return new Run(tally, "Vitest", "vitest", ["run", ...limits, ...reporters, ...suites.map((it) => `--project=${it}`)]);
};

const runPlaywright = async (tally: Tally, dir: string, chromium: string): Promise<Run> => {
  const [app, worker, simulator] = await Promise.all([freePort(), freePort(), freePort()]);
  return new Run(tally, "Playwright", "playwright", ["test", "--reporter=dot,./scripts/suite/progress-playwright.ts"], {
    CHROMIUM_PATH: chromium,
    HEADLESS_SHELL_PATH: findHeadlessShell(),
    APP_PORT: String(app),
    WORKER_PORT: String(worker),
    GEMINI_SIMULATOR_PORT: String(simulator),
    STATE_DIR: join(dir, "state"),
  });
};
