import { readArguments } from "../arguments.ts";
import { generate } from "../product/artifacts.ts";
import { main } from "../product/processes.ts";

main(async () => {
  readArguments({ call: "npm run generate", does: "Writes the code that is made from proto/ and from the Worker’s configuration." });
  await generate();
});
