import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { build, type BuildTarget, defineInspector, generate, migrate, production, watched } from "./artifacts.ts";
import { type Inspection, startInspector } from "./inspect.ts";
import { Services, say } from "./processes.ts";
import { readSettings, requirePorts, type Settings } from "./settings.ts";

const envFile = (vars: Record<string, string>): string =>
  Object.entries(vars)
    .map(([key, value]) => `${key}=${JSON.stringify(value)}\n`)
    .join("");

/** A file that only its owner reads: secrets never stand on a command line. */
const writePrivate = (file: string, text: string): string => {
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  writeFileSync(file, text, { mode: 0o600 });
  return file;
};

const writeVars = (settings: Settings, name: string, vars: Record<string, string>): string =>
  writePrivate(join(settings.stateDir, "vars", `${name}.env`), envFile(vars));

/**
 * A folder from which `wrangler pages dev` serves the built app: it takes its bindings from a `.dev.vars` beside its
 * configuration and from nowhere else, and the person's own `.dev.vars` must not win over the environment. The
 * package.json makes it a project of its own to Wrangler, which else goes up to ours.
 */
const writePagesFolder = (settings: Settings, client: string): string => {
  const folder = join(settings.stateDir, "pages");
  writePrivate(join(folder, ".dev.vars"), envFile(settings.appVars));
  const output = `pages_build_output_dir = "${relative(folder, client)}"`;
  writeFileSync(join(folder, "wrangler.toml"), readFileSync("wrangler.toml", "utf8").replace(/^pages_build_output_dir = .*$/m, output));
  writeFileSync(join(folder, "package.json"), "{}\n");
  return folder;
};

const quiet = ["--show-interactive-dev-session=false", "--log-level=log", "--ip=localhost"];

export const startSimulator = async (services: Services, settings: Settings): Promise<void> => {
  if (!settings.usesSimulator) return say("gemini", "the key is set: interviews talk to Gemini");
  services.start("simulator", process.execPath, ["--disable-warning=ExperimentalWarning", "simulator/cli.ts"], {
    env: { GEMINI_SIMULATOR_PORT: String(settings.simulatorPort) },
  });
  await services.ready("simulator", `http://127.0.0.1:${settings.simulatorPort}/health`);
  say("simulator", `port ${settings.simulatorPort} (no GEMINI_API_KEY is set, so a bundled voice asks the questions)`);
};

/** Where Wrangler gets the Worker from: the build, or its source with reload on change. */
export type WorkerEntry = "built" | "source";

export const startWorker = async (
  services: Services,
  settings: Settings,
  entry: WorkerEntry,
  { root, relayUrl }: BuildTarget = production,
): Promise<void> => {
  const script = entry === "built" ? [resolve(root, "build/worker/index.js"), "--no-bundle"] : defineInspector(relayUrl);
  services.start("worker", "wrangler", [
    ...["dev", ...script, "-c", "worker/wrangler.toml", `--port=${settings.workerPort}`, "--inspector-port=0"],
    ...["--persist-to", settings.stateDir, "--env-file", writeVars(settings, "worker", settings.workerVars), ...quiet],
  ]);
  await services.ready("worker", `http://localhost:${settings.workerPort}/health`);
  say("worker", settings.workerUrl);
};

export const startApp = async (services: Services, settings: Settings, { root }: BuildTarget = production): Promise<void> => {
  const args = ["pages", "dev", `--port=${settings.appPort}`, "--inspector-port=0", "--persist-to", settings.stateDir, ...quiet];
  services.start("app", "wrangler", args, { cwd: writePagesFolder(settings, resolve(root, "build/client")) });
  await services.ready("app", `http://localhost:${settings.appPort}/health`);
  say("app", settings.appOrigin);
};

/** The app from its source: Vite reloads what changes. */
export const startSourceApp = async (services: Services, settings: Settings, relayUrl = ""): Promise<void> => {
  services.start("app", "remix", ["vite:dev"], {
    env: {
      APP_PORT: String(settings.appPort),
      PREPPAL_STATE: settings.stateDir,
      PREPPAL_INSPECTOR: relayUrl,
      PREPPAL_VARS: writeVars(settings, "app", settings.appVars),
    },
  });
  await services.ready("app", `http://localhost:${settings.appPort}/health`);
  say("app", settings.appOrigin);
};

/** Ends everything on Ctrl-C, SIGTERM or a closed terminal. */
export const stopOnSignals = (services: Services): void => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => void services.stop().then(() => process.exit(0)));
  }
};

/** The whole product from its production build, or from one that can be watched. */
export const startProduct = async (
  readInspection: (settings: Settings) => Inspection | null = () => null,
): Promise<{ services: Services; settings: Settings; inspection: Inspection | null }> => {
  const settings = readSettings();
  const inspection = readInspection(settings);
  const target = inspection ? watched(inspection.relayUrl) : production;
  await requirePorts({
    APP_PORT: settings.appPort,
    WORKER_PORT: settings.workerPort,
    ...(settings.usesSimulator ? { GEMINI_SIMULATOR_PORT: settings.simulatorPort } : {}),
  });
  const services = new Services(join(settings.stateDir, "logs"));
  stopOnSignals(services);
  await generate();
  await build(target);
  await migrate(settings.stateDir);
  try {
    if (inspection) await startInspector(inspection);
    await Promise.all([
      startSimulator(services, settings),
      startWorker(services, settings, "built", target),
      startApp(services, settings, target),
    ]);
  } catch (error) {
    await services.stop();
    throw error;
  }
  return { services, settings, inspection };
};
