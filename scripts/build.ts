import { build, generate } from "./artifacts.ts";
import { main } from "./processes.ts";

main(async () => {
  await generate();
  await build();
});
