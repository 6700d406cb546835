import { join } from "node:path";
import { readArguments } from "../arguments.ts";
import { temporaryFolder } from "../product/apart.ts";
import { build, generate } from "../product/artifacts.ts";
import { findHeadlessShell, requireBrowser } from "../product/browser.ts";
import { emptyDatabase } from "../product/database.ts";
import { freePort } from "../product/ports.ts";
import { main } from "../product/processes.ts";
import { SetupError } from "../product/settings.ts";
import { Run } from "../suite/run.ts";
import { Tally } from "../suite/tally.ts";

/** The projects of vitest.config.ts: those that wait for much of their time and those that never do, and the browser's suite. */
const waiting = ["node", "worker", "faults", "storms", "fault-processes"];
const busy = ["page", "app"];
const browser = "e2e";
const suites = [...waiting, ...busy, browser];

/**
 * How many files of a run may be left when the next run begins. Of the waiting suites the Worker's come last: beside them and the longest
 * of the others the machine has time. The pages' come last of the busy ones, and are done before the browser's product has started.
 */
const filesBesideBusy = 105;
const filesBesideStart = 40;

const line = {
  call: "npm test -- [suite…]",
  does: `Runs every test, or only those of the suites that are named: ${suites.join(", ")}.`,
  takesNames: true,
} as const;

main(async () => {
  const { names: asked } = readArguments(line);
  const unknown = asked.filter((it) => !suites.includes(it));
  if (unknown.length > 0) throw new SetupError(`There is no suite ${unknown.join(", ")}: ${suites.join(", ")}.`);
  const chosen = asked.length === 0 ? suites : asked;
  const startedAt = performance.now();
  const chromium = chosen.includes(browser) ? requireBrowser() : "";
  await generate();
  await Promise.all([build(), emptyDatabase()]);
  const dir = temporaryFolder("test");
  const tally = new Tally();
  const first = runVitest(
    tally,
    waiting.filter((it) => chosen.includes(it)),
    filesBesideBusy,
  );
  await first?.nearEnd;
  const second = runVitest(
    tally,
    busy.filter((it) => chosen.includes(it)),
    filesBesideStart,
  );
  // The browser's tests gain nothing by running beside the others, and would see events in real time come late. Only their product starts.
  await Promise.all([first?.end, second?.nearEnd]);
  const playwright = chromium ? await runPlaywright(tally, dir, chromium) : undefined;
  await Promise.all([second?.end, playwright?.end]);
  tally.conclude((performance.now() - startedAt) / 1000);
  process.exitCode = tally.failed === 0 ? 0 : 1;
});

const runVitest = (tally: Tally, projects: string[], lastFiles: number): Run | undefined => {
  if (projects.length === 0) return undefined;
  const reporters = ["--reporter=dot", "--reporter=./scripts/suite/progress.ts"];
  const args = ["run", ...reporters, ...projects.map((it) => `--project=${it}`)];
  return new Run(tally, { name: `Vitest (${projects.join(", ")})`, command: "vitest", args, lastFiles });
};

const runPlaywright = async (tally: Tally, dir: string, chromium: string): Promise<Run> => {
  const [app, worker, simulator] = await Promise.all([freePort(), freePort(), freePort()]);
  const args = ["test", "--reporter=dot,./scripts/suite/progress-playwright.ts"];
  const env = {
    CHROMIUM_PATH: chromium,
    HEADLESS_SHELL_PATH: findHeadlessShell(),
    APP_PORT: String(app),
    WORKER_PORT: String(worker),
    GEMINI_SIMULATOR_PORT: String(simulator),
    STATE_DIR: join(dir, "state"),
  };
  return new Run(tally, { name: "Playwright", command: "playwright", args, env });
};
