import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { build, generate } from "../product/artifacts.ts";
import { requireBrowser } from "../product/browser.ts";
import { main } from "../product/processes.ts";

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** Far above what either runner takes: one that hangs fails instead. */
const limitMs = 20 * 60_000;

const run = (command: string, args: string[], env: NodeJS.ProcessEnv): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...env }, timeout: limitMs });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** Files that never got to their tests (a broken import, say) count as one failure each. */
const readVitest = (file: string) => {
  const report = VitestReport.parse(JSON.parse(readFileSync(file, "utf8")));
  const broken = report.testResults.filter((it) => it.status === "failed" && it.assertionResults.length === 0).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken, skipped: report.numPendingTests };
};

const readPlaywright = (file: string) => {
  const { stats } = PlaywrightReport.parse(JSON.parse(readFileSync(file, "utf8")));
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
};

const read = (part: string, code: number, reader: () => { passed: number; failed: number; skipped: number }) => {
  try {
    const counts = reader();
    return { ...counts, failed: code === 0 ? counts.failed : Math.max(1, counts.failed) };
  } catch {
    console.error(`${part} left no report: it did not run to its end.`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
};

main(async () => {
  const startedAt = performance.now();
  const chromium = requireBrowser();
  await generate();
  await build();
  const dir = mkdtempSync(join(tmpdir(), "preppal-test-"));
  try {
    const units = join(dir, "vitest.json");
    // A test waits for what it awaits, not for the machine: the limit only ends one that hangs.
    const vitest = ["run", "--testTimeout=60000", "--reporter=dot", "--reporter=json", `--outputFile.json=${units}`];
    const unitsCode = await run("vitest", vitest, { NO_COLOR: "1" });
    const paths = join(dir, "playwright.json");
    const [app, worker, simulator] = await Promise.all([freePort(), freePort(), freePort()]);
    const pathsCode = await run("playwright", ["test"], {
      PLAYWRIGHT_JSON_OUTPUT_NAME: paths,
      CHROMIUM_PATH: chromium,
      APP_PORT: String(app),
      WORKER_PORT: String(worker),
      GEMINI_SIMULATOR_PORT: String(simulator),
      STATE_DIR: join(dir, "state"),
    });
    const counts = [read("Vitest", unitsCode, () => readVitest(units)), read("Playwright", pathsCode, () => readPlaywright(paths))];
    const sum = (key: "passed" | "failed" | "skipped") => counts.reduce((total, it) => total + it[key], 0);
    console.log(`\nAll tests took ${((performance.now() - startedAt) / 1000).toFixed(0)} s.`);
    console.log(`${sum("passed")} passed, ${sum("failed")} failed${sum("skipped") > 0 ? `, ${sum("skipped")} skipped` : ""}`);
    process.exitCode = sum("failed") === 0 ? 0 : 1;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
