import { build, generate } from "../product/artifacts.ts";
import { main } from "../product/processes.ts";

main(async () => {
  await generate();
  await build();
});
