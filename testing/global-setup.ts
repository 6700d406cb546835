import type { TestProject } from "vitest/node";
import { startSimulator } from "../simulator/server.ts";
import { startFakeApp } from "../worker/testing/fake-app.ts";

declare module "vitest" {
  interface ProvidedContext {
    simulatorPort: number;
    fakeAppPort: number;
  }
}

/** The other side of the Worker under test: one simulator and one scripted app for the whole run, on free ports. */
export default async function setup(project: TestProject) {
  const [simulator, app] = await Promise.all([startSimulator({ port: 0 }), startFakeApp({ port: 0 })]);
  project.provide("simulatorPort", simulator.port);
  project.provide("fakeAppPort", app.port);
  return () => Promise.all([simulator.close(), app.close()]);
}
