import { readArguments } from "../arguments.ts";
import { build, generate, production, watched } from "../product/artifacts.ts";
import { migrate } from "../product/database.ts";
import { inspectionHint, inspectionOptions, readInspection, startInspector } from "../product/inspect.ts";
import { requireOwnPorts } from "../product/ports.ts";
import { main } from "../product/processes.ts";
import { runServices, startApp, startSimulator, startWorker } from "../product/product.ts";
import { readSettings } from "../product/settings.ts";

const line = {
  call: "npm start -- [options]",
  does: "Runs the whole product as built for production, and prints its address.",
  options: inspectionOptions,
} as const;

main(async () => {
  const { values: asked } = readArguments(line);
  const settings = readSettings();
  const inspection = readInspection(asked, settings.inspectorPort);
  console.log("PrepPal");
  const target = inspection ? watched(inspection.relayUrl) : production;
  await requireOwnPorts(settings, inspection);
  await runServices(settings, async (services) => {
    await generate();
    await Promise.all([build(target), migrate(settings.stateDir)]);
    if (inspection) await startInspector(inspection);
    await Promise.all([
      startSimulator(services, settings),
      startWorker(services, settings, "built", target),
      startApp(services, settings, target),
    ]);
    console.log(`\n  Open ${settings.appOrigin}   (Ctrl-C ends it; logs are in ${settings.stateDir}/logs)\n`);
    if (inspection) console.log(inspectionHint(settings.appOrigin));
  });
});
