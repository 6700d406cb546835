import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type BuildTarget, defineInspector, production } from "./artifacts.ts";
import { localHost } from "./ports.ts";
import { endBy, Services, say } from "./processes.ts";
import { type Settings } from "./settings.ts";
import { takeState } from "./state.ts";
import { devVarsOf, envFileOf } from "./vars.ts";

/** Writes a file that only its owner can read; this is how secrets are passed, because a command line is public. */
const writePrivate = (file: string, text: string): string => {
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  writeFileSync(file, text, { mode: 0o600 });
  return file;
};

const writeVars = (settings: Settings, name: string, vars: Record<string, string>): string =>
  writePrivate(join(settings.stateDir, "vars", `${name}.env`), envFileOf(vars));

/** Copies a build. Wrangler reloads what it serves when it changes, and a reload would end the interviews that are live. */
const copyBuilt = (from: string, to: string): string => {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
  return to;
};

/**
 * Makes the folder from which `wrangler pages dev` serves the built app. Wrangler takes bindings only from a `.dev.vars` beside its
 * configuration, and there the developer's own `.dev.vars` would win over the environment. The package.json keeps Wrangler from looking
 * for its project further up.
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
 * Splits the function into two modules, so that Wrangler bundles and watches only the small one. Wrangler bundles what it serves twice, and
 * esbuild keeps reading a file that was new at the time to see whether it has changed: a tenth of a core for as long as the app ran. The
 * name of the large module is computed, so esbuild leaves it for workerd to find beside the small one.
 */
const takeApart = (script: string, folder: string): void => {
  const whole = join(folder, "app.js");
  renameSync(script, whole);
  mkdirSync(script);
  renameSync(whole, join(script, "app.js"));
  writeFileSync(join(script, "index.js"), 'const { default: app } = await import(["./app", "js"].join("."));\nexport default app;\n');
};

/** For a cron trigger Wrangler opens a route that any page could call, and locally no cron runs: the Worker is served without it. */
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

/** What Wrangler serves: the build, or the source, reloaded when it changes. */
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

/** Starts the app from its source, which Vite reloads when it changes. */
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

/** Runs the services of one command: they all end with the command, and the command ends with the first of them. */
export const runServices = async (settings: Settings, start: (services: Services) => Promise<void>): Promise<void> => {
  takeState(settings.stateDir, settings.appOrigin);
  const services = new Services(join(settings.stateDir, "logs"));
  endBy(() => void services.stop().then(() => process.exit(0)));
  try {
    await start(services);
    await services.ended;
  } finally {
    await services.stop();
  }
};
