import { readArguments } from "../arguments.ts";
import { generate, production, watched } from "../product/artifacts.ts";
import { migrate } from "../product/database.ts";
import { inspectionHint, inspectionOptions, readInspection, startInspector } from "../product/inspect.ts";
import { requireOwnPorts } from "../product/ports.ts";
import { main } from "../product/processes.ts";
import { runServices, startSimulator, startSourceApp, startWorker } from "../product/product.ts";
import { readSettings } from "../product/settings.ts";

const line = {
  call: "npm run dev -- [options]",
  does: "Runs the whole product with hot reload of the app and the Worker.",
  options: inspectionOptions,
} as const;

main(async () => {
  const { values: asked } = readArguments(line);
  const settings = readSettings();
  const inspection = readInspection(asked, settings.inspectorPort);
  console.log("PrepPal, with hot reload of the app and the Worker");
  await requireOwnPorts(settings, inspection);
  await runServices(settings, async (services) => {
    await generate();
    await migrate(settings.stateDir);
    if (inspection) await startInspector(inspection);
    await Promise.all([
      startSimulator(services, settings),
      startWorker(services, settings, "source", inspection ? watched(inspection.relayUrl) : production),
      startSourceApp(services, settings, inspection?.relayUrl),
    ]);
    console.log(`\n  Open ${settings.appOrigin}   (Ctrl-C ends it; logs are in ${settings.stateDir}/logs)\n`);
    if (inspection) console.log(inspectionHint(settings.appOrigin));
  });
});
