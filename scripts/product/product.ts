import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type BuildTarget, defineInspector, production } from "./artifacts.ts";
import { localHost } from "./ports.ts";
import { Services, say } from "./processes.ts";
import { type Settings } from "./settings.ts";
import { takeState } from "./state.ts";
import { devVarsOf, envFileOf } from "./vars.ts";

/** A file that only its owner reads: secrets never stand on a command line. */
const writePrivate = (file: string, text: string): string => {
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  writeFileSync(file, text, { mode: 0o600 });
  return file;
};

const writeVars = (settings: Settings, name: string, vars: Record<string, string>): string =>
  writePrivate(join(settings.stateDir, "vars", `${name}.env`), envFileOf(vars));

/** A copy of what was built: Wrangler reloads what it serves when it changes, and a reload ends the interviews that are live. */
const copyBuilt = (from: string, to: string): string => {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
  return to;
};

/**
 * A folder from which `wrangler pages dev` serves the built app: it takes its bindings from a `.dev.vars` beside its
 * configuration and from nowhere else, and the person's own `.dev.vars` must not win over the environment. The
 * package.json makes it a project of its own to Wrangler, which else goes up to ours.
 */
const makePagesFolder = (settings: Settings, root: string): string => {
  const folder = join(settings.stateDir, "pages");
  takeApart(join(copyBuilt(join(root, "build/client"), join(folder, "client")), "_worker.js"), folder);
  writePrivate(join(folder, ".dev.vars"), devVarsOf(settings.appVars));
  const output = 'pages_build_output_dir = "client"';
  writeFileSync(join(folder, "wrangler.toml"), readFileSync("wrangler.toml", "utf8").replace(/^pages_build_output_dir = .*$/m, output));
  writeFileSync(join(folder, "package.json"), "{}\n");
  return folder;
};

/**
 * A function in two modules, of which Wrangler bundles and watches the small one: it bundles what it serves twice, and esbuild reads a file
 * that was new then again and again to see whether it has changed, which took a tenth of a core for as long as the app ran. What esbuild
 * cannot see the name of it leaves for workerd to find among the modules beside it.
 */
const takeApart = (script: string, folder: string): void => {
  const whole = join(folder, "app.js");
  renameSync(script, whole);
  mkdirSync(script);
  renameSync(whole, join(script, "app.js"));
  writeFileSync(join(script, "index.js"), 'const { default: app } = await import(["./app", "js"].join("."));\nexport default app;\n');
};

/** Wrangler gives a cron trigger a door that any page could knock at, and no cron runs here: the Worker is served without one. */
const withoutCron = 'import worker from "./index.js";\nexport * from "./index.js";\nexport default { fetch: worker.fetch };\n';

/** The built Worker beside a copy of its configuration. */
const makeWorkerFolder = (settings: Settings, root: string): string => {
  const folder = copyBuilt(join(root, "build/worker"), join(settings.stateDir, "worker"));
  const modules = 'find_additional_modules = true\nrules = [{ type = "ESModule", globs = ["index.js"] }]\n';
  writeFileSync(join(folder, "wrangler.toml"), modules + readFileSync("worker/wrangler.toml", "utf8"));
  writeFileSync(join(folder, "local.js"), withoutCron);
  return folder;
};

const quiet = async (): Promise<string[]> => ["--show-interactive-dev-session=false", "--log-level=log", `--ip=${await localHost()}`];

export const startSimulator = async (services: Services, settings: Settings): Promise<void> => {
  if (!settings.usesSimulator) return say("gemini", "the key is set: interviews talk to Gemini");
  services.start("simulator", process.execPath, ["--disable-warning=ExperimentalWarning", "simulator/cli.ts"], {
    env: { GEMINI_SIMULATOR_PORT: String(settings.simulatorPort) },
  });
  await services.ready("simulator", `http://127.0.0.1:${settings.simulatorPort}/health`);
  say("simulator", `port ${settings.simulatorPort} (no GEMINI_API_KEY is set, so a bundled voice asks the questions)`);
};

/** Where Wrangler gets the Worker from: the build, or its source with reload on change. */
type WorkerEntry = "built" | "source";

export const startWorker = async (
  services: Services,
  settings: Settings,
  entry: WorkerEntry,
  { root, relayUrl }: BuildTarget = production,
): Promise<void> => {
  const folder = entry === "built" ? makeWorkerFolder(settings, root) : resolve("worker");
  const script = entry === "built" ? [join(folder, "local.js"), "--no-bundle"] : defineInspector(relayUrl);
  services.start("worker", "wrangler", [
    ...["dev", ...script, "-c", join(folder, "wrangler.toml"), `--port=${settings.workerPort}`, "--inspector-port=0"],
    ...["--persist-to", settings.stateDir, "--env-file", writeVars(settings, "worker", settings.workerVars), ...(await quiet())],
  ]);
  await services.ready("worker", `http://localhost:${settings.workerPort}/health`);
  say("worker", settings.workerUrl);
};

export const startApp = async (services: Services, settings: Settings, { root }: BuildTarget = production): Promise<void> => {
  const args = ["pages", "dev", `--port=${settings.appPort}`, "--inspector-port=0", "--persist-to", settings.stateDir, ...(await quiet())];
  services.start("app", "wrangler", args, { cwd: makePagesFolder(settings, root) });
  await services.ready("app", `http://localhost:${settings.appPort}/health`);
  say("app", settings.appOrigin);
};

/** The app from its source: Vite reloads what changes. */
export const startSourceApp = async (services: Services, settings: Settings, relayUrl = ""): Promise<void> => {
  services.start("app", "remix", ["vite:dev", `--host=${await localHost()}`], {
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

/** What one command runs: its services end with it, and it ends with the first of them. */
export const runServices = async (settings: Settings, start: (services: Services) => Promise<void>): Promise<void> => {
  takeState(settings.stateDir, settings.appOrigin);
  const services = new Services(join(settings.stateDir, "logs"));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => void services.stop().then(() => process.exit(0)));
  }
  try {
    await start(services);
    await services.ended;
  } finally {
    await services.stop();
  }
};
