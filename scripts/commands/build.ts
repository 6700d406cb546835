import { build, generate } from "../product/artifacts.ts";
import { main, takeNoArguments } from "../product/processes.ts";

main(async () => {
  takeNoArguments();
  await generate();
  await build();
});
