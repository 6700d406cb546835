import { inspectionHint, readInspection } from "./inspect.ts";
import { main } from "./processes.ts";
import { startProduct } from "./product.ts";

main(async () => {
  console.log("PrepPal");
  const { settings, inspection } = await startProduct(({ inspectorPort }) => readInspection(process.argv.slice(2), inspectorPort));
  console.log(`\n  Open ${settings.appOrigin}   (Ctrl-C ends it; logs are in ${settings.stateDir}/logs)\n`);
  if (inspection) console.log(inspectionHint(settings.appOrigin));
});
