import { readArguments } from "../arguments.ts";
import { build, forWorker, generate } from "../product/artifacts.ts";
import { main, runShown, say } from "../product/processes.ts";
import { SetupError } from "../product/settings.ts";

const steps: [string, string[]][] = [
  ["database", ["d1", "migrations", "apply", "preppal", "--remote"]],
  ["worker", ["deploy", "-c", "worker/wrangler.toml", ...forWorker]],
  // By default Wrangler takes the branch that is checked out, and treats any but this one as a preview.
  ["app", ["pages", "deploy", "build/client", "--project-name=preppal", "--branch=main"]],
];

main(async () => {
  readArguments({ call: "npm run deploy", does: "Deploys both halves to Cloudflare." });
  await generate();
  await build();
  for (const [what, args] of steps) {
    say(what, `wrangler ${args.join(" ")}`);
    if ((await runShown("wrangler", args, { stdin: "inherit" })) !== 0) {
      throw new SetupError(
        `The ${what} was not deployed: see Wrangler's message above and "Deploy" in the README, then run \`npm run deploy\` again.`,
      );
    }
  }
});
