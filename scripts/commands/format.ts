import { readArguments } from "../arguments.ts";
import { main, runShown } from "../product/processes.ts";

main(async () => {
  readArguments({ call: "npm run format", does: "Formats every file." });
  process.exitCode = await runShown("prettier", ["--write", "--log-level=warn", "."]);
});
