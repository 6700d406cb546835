import { join } from "node:path";
import { generate, migrate, production, watched } from "./artifacts.ts";
import { inspectionHint, readInspection, startInspector } from "./inspect.ts";
import { main, Services } from "./processes.ts";
import { startSimulator, startSourceApp, startWorker, stopOnSignals } from "./product.ts";
import { readSettings, requirePorts } from "./settings.ts";

main(async () => {
  console.log("PrepPal, with hot reload of the app and the Worker");
  const settings = readSettings();
  const inspection = readInspection(process.argv.slice(2), settings.inspectorPort);
  await requirePorts({ APP_PORT: settings.appPort, WORKER_PORT: settings.workerPort });
  const services = new Services(join(settings.stateDir, "logs"));
  stopOnSignals(services);
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
