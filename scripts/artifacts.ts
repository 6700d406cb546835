import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runTool, say } from "./processes.ts";

const hashOf = (patterns: string[]): string => {
  const hash = createHash("sha256");
  const files = patterns.flatMap((pattern) => globSync(pattern)).filter((it) => statSync(it).isFile());
  for (const file of files.sort()) hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
};

/** Runs `make` unless the stamp says that it ran on just these inputs; progress is shown either way. */
const whenStale = async (what: string, stamp: string, inputs: string[], make: () => Promise<void>): Promise<void> => {
  const hash = hashOf(inputs);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return say(what, "current");
  say(what, "working…");
  const startedAt = performance.now();
  await make();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  say(what, `done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
};

const bufOf = (...args: string[]) => runTool("buf", args, { cwd: "proto" });

/** Types of the wire and of the Worker's runtime, both generated. */
export const generate = (): Promise<void> =>
  whenStale(
    "generated",
    "node_modules/.preppal-generated",
    ["proto/*.proto", "proto/buf*.yaml", "worker/wrangler.toml", "package-lock.json"],
    async () => {
      await bufOf("generate");
      await runTool("wrangler", ["types", "worker/worker-configuration.d.ts", "-c", "worker/wrangler.toml", "--env-file", "/dev/null"]);
    },
  );

const sources = [
  "{app,machines,migrations,functions,public}/**/*",
  "proto/**/*.ts",
  "worker/**/*.{ts,toml}",
  "{package-lock.json,vite.config.ts,remix.config.js,wrangler.toml}",
];

/** The production build of both halves: `build/client` with the Pages function inside, and `build/worker`. */
export const build = (): Promise<void> =>
  whenStale("build", "build/.stamp", sources, async () => {
    await runTool("remix", ["vite:build"], { env: { ...process.env, NODE_ENV: "production" } });
    await runTool("wrangler", [
      "pages",
      "functions",
      "build",
      "functions",
      "--outdir",
      "build/client/_worker.js",
      "--output-routes-path",
      "build/client/_routes.json",
      "--minify",
    ]);
    await runTool("wrangler", ["deploy", "--dry-run", "-c", "worker/wrangler.toml", "--outdir", "build/worker", "--minify"]);
  });

/** Brings the local D1 in `stateDir` up to the newest migration. */
export const migrate = (stateDir: string): Promise<void> =>
  whenStale("database", join(stateDir, ".migrated"), ["migrations/*.sql"], async () => {
    await runTool("wrangler", ["d1", "migrations", "apply", "preppal", "--local", "--persist-to", stateDir], {
      env: { ...process.env, CI: "1" },
    });
  });
