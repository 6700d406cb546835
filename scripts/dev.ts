import { join } from "node:path";
import { generate, migrate } from "./artifacts.ts";
import { main, Services } from "./processes.ts";
import { startSimulator, startSourceApp, startWorker, stopOnSignals } from "./product.ts";
import { readSettings, requirePorts } from "./settings.ts";

main(async () => {
  console.log("PrepPal, with hot reload of the app and the Worker");
  const settings = readSettings();
  await requirePorts({ APP_PORT: settings.appPort, WORKER_PORT: settings.workerPort });
  const services = new Services(join(settings.stateDir, "logs"));
  stopOnSignals(services);
  await generate();
  await migrate(settings.stateDir);
  await Promise.all([startSimulator(services, settings), startWorker(services, settings, "source"), startSourceApp(services, settings)]);
  console.log(`\n  Open ${settings.appOrigin}   (Ctrl-C ends it; logs are in ${settings.stateDir}/logs)\n`);
});
