import { main } from "./processes.ts";
import { startProduct } from "./product.ts";

main(async () => {
  console.log("PrepPal");
  const { settings } = await startProduct();
  console.log(`\n  Open ${settings.appOrigin}   (Ctrl-C ends it; logs are in ${settings.stateDir}/logs)\n`);
});
