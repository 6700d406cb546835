import { readArguments } from "../arguments.ts";
import { build, generate } from "../product/artifacts.ts";
import { main } from "../product/processes.ts";

main(async () => {
  readArguments({ call: "npm run build", does: "Builds both halves for production, into build/." });
  await generate();
  await build();
});
