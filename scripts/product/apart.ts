import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, type BuildTarget, generate, production } from "./artifacts.ts";
import { migrate } from "./database.ts";
import { freePort } from "./ports.ts";
import { killGroups } from "./process-group.ts";
import { endBy, runTool, type Services } from "./processes.ts";
import { runServices, startApp, startSimulator, startWorker } from "./product.ts";
import { readSettings, type Settings, SetupError } from "./settings.ts";

/** Makes a temporary folder, which is deleted when the process exits, a signal included. */
export const temporaryFolder = (name: string): string => {
  const folder = mkdtempSync(join(tmpdir(), `preppal-${name}-`));
  process.once("exit", () => {
    // What still runs may write there.
    killGroups();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  endBy(() => process.exit(1));
  return folder;
};

/** Installs packages that are no dependencies of the repository into a folder. Throws a SetupError that begins with `failure`. */
export const installInto = async (folder: string, dependencies: Record<string, string>, failure: string): Promise<void> => {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module", dependencies }));
  await runTool("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder }).catch((cause: Error) => {
    throw new SetupError(`${failure} Is the npm registry within reach?\n${cause.message}`);
  });
};

type Apart = {
  target?: BuildTarget;
  /** Variables that override the environment's. */
  variables?: NodeJS.ProcessEnv;
};

/**
 * Runs the whole built product with the simulator, apart from whatever else is running: on free ports, with its data in `folder`. When
 * `work` is done it stops the product and ends the process.
 */
export const runApart = async (
  folder: string,
  work: (settings: Settings, services: Services) => Promise<void>,
  { target = production, variables = {} }: Apart = {},
) => {
  const ports = { APP_PORT: await freePort(), WORKER_PORT: await freePort(), GEMINI_SIMULATOR_PORT: await freePort() };
  const own = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));
  const elsewhere = { GEMINI_API_KEY: "", APP_ORIGIN: "", APP_URL: "", WORKER_URL: "", RATE_LIMIT_SCALE: "100" };
  const settings = readSettings({ ...process.env, ...elsewhere, ...variables, ...own, STATE_DIR: join(folder, "state") });
  await generate();
  await build(target);
  await migrate(settings.stateDir);
  await runServices(settings, async (services) => {
    await Promise.all([
      startSimulator(services, settings),
      startWorker(services, settings, "built", target),
      startApp(services, settings, target),
    ]);
    await work(settings, services);
    await services.stop();
    process.exit(0);
  });
};
