import { createHash } from "node:crypto";
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { runTool, say } from "./processes.ts";
import { inTurn } from "./turn.ts";

/** SHA-256 of the names and contents of the files that match, and of `variant`. */
export const hashOf = (patterns: string[], variant = ""): string => {
  const hash = createHash("sha256").update(variant);
  const files = patterns.flatMap((pattern) => globSync(pattern)).filter((it) => statSync(it).isFile());
  for (const file of files.sort()) hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
};

type Made = { stamp: string; inputs: string[]; variant?: string };

/**
 * Runs `make` unless the file `stamp` says that it has already run on these very inputs. Progress is shown either way. Two commands that were
 * started together make it once: the later one waits.
 */
const whenStale = async (what: string, { stamp, inputs, variant = "" }: Made, make: () => Promise<void>): Promise<void> => {
  const hash = hashOf(inputs, variant);
  const isCurrent = () => existsSync(stamp) && readFileSync(stamp, "utf8") === hash;
  if (isCurrent()) return say(what, "current");
  mkdirSync(".wrangler", { recursive: true });
  // Not beside the stamp: a build empties its folder.
  await inTurn(`.wrangler/${what}.making`, what, async () => {
    if (isCurrent()) return say(what, "current");
    await timed(what, make);
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, hash);
  });
};

/** Runs `make`, and prints that it is running and how long it took. */
export const timed = async (what: string, make: () => Promise<unknown>): Promise<void> => {
  say(what, "working…");
  const startedAt = performance.now();
  await make();
  say(what, `done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
};

const bufOf = (...args: string[]) => runTool("buf", args, { cwd: "proto" });

/** Generates the code of the wire and the types of the Worker's runtime. */
export const generate = (): Promise<void> =>
  whenStale(
    "generated",
    {
      stamp: ".wrangler/generated",
      inputs: ["proto/*.proto", "proto/buf*.yaml", "worker/wrangler.toml", "package-lock.json", "scripts/product/artifacts.ts"],
    },
    async () => {
      await bufOf("generate");
      // A deployment's own values are texts like any other.
      const env = ["--env-file", "/dev/null", "--strict-vars=false"];
      await runTool("wrangler", ["types", "worker/worker-configuration.d.ts", "-c", "worker/wrangler.toml", ...env]);
    },
  );

/** The files that go into a build. */
export const sources = [
  "{app,inspector,contract,report,sound,machines,migrations,functions,public}/**/*",
  "proto/**/*.ts",
  "worker/**/*.{ts,cjs,toml}",
  "{package-lock.json,vite.config.ts,remix.config.js,wrangler.toml}",
];

/** Where a build goes (`<root>/build`), and the address of the inspection relay that is built into it, "" for none. */
export type BuildTarget = { root: string; relayUrl: string };
export const production: BuildTarget = { root: ".", relayUrl: "" };
export const watched = (relayUrl: string): BuildTarget => ({ root: "build/watched", relayUrl });

/** The production build of both halves: `build/client` with the Pages function inside, and `build/worker`. */
export const build = ({ root, relayUrl }: BuildTarget = production): Promise<void> =>
  whenStale("build", { stamp: `${root}/build/.stamp`, inputs: sources, variant: relayUrl }, () => make(root, relayUrl));

const make = async (root: string, relayUrl: string): Promise<void> => {
  const out = join(root, "build");
  const env = { ...process.env, NODE_ENV: "production", PREPPAL_BUILD: out, PREPPAL_INSPECTOR: relayUrl };
  const tool = (command: string, args: string[]) => runTool(command, args, { env });
  await tool("remix", ["vite:build"]);
  const functions = join(root, "functions");
  if (root !== ".") imitateRoot(root);
  await tool("wrangler", [
    ...["pages", "functions", "build", functions, "--outdir", `${out}/functions`],
    ...["--output-routes-path", `${out}/functions-routes.json`, "--minify"],
    ...["--compatibility-date=2026-11-02", "--compatibility-flag=nodejs_compat"],
  ]);
  cpSync(join(out, "functions", "index.js"), join(out, "client", "_worker.js"));
  await tool("wrangler", [
    ...["deploy", "--dry-run", "-c", "worker/wrangler.toml", "--outdir", resolve(out, "worker")],
    ...forWorker,
    ...defineInspector(relayUrl),
  ]);
};

/** Protobuf's code asks whether it runs on Node.js, and to answer workerd would set up all of `process`, a fifth of the start-up time. */
export const withoutProcess = ["--define", "process:undefined"];

/** Wrangler's flags for the Worker, built or deployed. */
export const forWorker = ["--minify", ...withoutProcess];

/** Wrangler's flags that build the relay's address into the Worker. */
export const defineInspector = (relayUrl: string): string[] => ["--define", `globalThis.__INSPECTOR__:${JSON.stringify(relayUrl)}`];

/** The Pages function imports the build and the app by relative paths, so a build elsewhere needs copies beside it. */
const imitateRoot = (root: string): void => {
  rmSync(join(root, "functions"), { recursive: true, force: true });
  cpSync("functions", join(root, "functions"), { recursive: true });
  rmSync(join(root, "app"), { force: true });
  symlinkSync(relative(root, "app"), join(root, "app"));
};
