import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readArguments } from "../arguments.ts";
import { temporaryFolder } from "../product/apart.ts";
import { build, generate } from "../product/artifacts.ts";
import { main, runTool, say } from "../product/processes.ts";
import { SetupError } from "../product/settings.ts";

const wireIsCurrent = async () => {
  const dir = temporaryFolder("wire");
  await runTool("buf", ["generate", "-o", dir], { cwd: "proto" });
  for (const file of readdirSync("proto/gen")) {
    if (readFileSync(join("proto/gen", file), "utf8") !== readFileSync(join(dir, "gen", file), "utf8")) {
      throw new SetupError(`proto/gen/${file} is stale: run \`npm run generate\` and commit it.`);
    }
  }
};

/** The longest first: with one of them last, a core has nothing to do. */
const steps: [string, () => Promise<unknown>][] = [
  ["types", () => runTool("tsc", ["-b"])],
  ["lint", () => runTool("eslint", [".", "--max-warnings=0"])],
  // The build runs the very commands that a deployment does: `wrangler pages functions build` and `wrangler deploy --dry-run`.
  ["deployable", build],
  ["format", () => runTool("prettier", ["--check", "--log-level=warn", "."])],
  ["documents", () => runTool("node", ["scripts/commands/documents.ts", "--check"])],
  ["dependencies", () => runTool("node", ["scripts/commands/dependencies.ts"])],
  ["wire", () => runTool("buf", ["lint"], { cwd: "proto" })],
  ["breaking", () => runTool("buf", ["breaking", "--against", "baseline.binpb"], { cwd: "proto" })],
  ["generated", wireIsCurrent],
];

main(async () => {
  readArguments({ call: "npm run check", does: "Checks types, lint, format, wire schema, generated documents, dependencies and bundles." });
  await generate();
  const failures: string[] = [];
  const left = [...steps];
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [name, step] = next;
      try {
        await step();
        say(name, "ok");
      } catch (error) {
        say(name, "failed");
        failures.push(error instanceof Error ? error.message : String(error));
      }
    }
  };
  // Most of them keep one core busy, and none reads what another writes.
  await Promise.all([work(), work()]);
  if (failures.length > 0) throw new SetupError(failures.join("\n\n"));
});
