import { setTimeout } from "node:timers/promises";
import type { TestProject } from "vitest/node";
import { startRig } from "./rig.ts";
import { startSimulator } from "../../simulator/server.ts";
import { startFakeApp } from "../../worker/testing/fake-app.ts";

/** A peer that does not hang up must not prolong a finished run. */
const patienceMs = 10_000;

/** Starts the surroundings of the Worker under test on free ports: a simulator, a scripted app, and the built app behind proxies. */
export default async function setup(project: TestProject) {
  const [simulator, app] = await Promise.all([startSimulator({ port: 0 }), startFakeApp({ port: 0 })]);
  const rig = await startRig({ simulatorPort: simulator.port });
  project.provide("rigPort", rig.port);
  project.provide("appProxyPort", rig.appPort);
  project.provide("geminiProxyPort", rig.geminiPort);
  project.provide("simulatorPort", simulator.port);
  project.provide("fakeAppPort", app.port);
  project.provide("fuzzShare", Number(process.env["FUZZ_SHARE"] ?? 0.1));
  return () =>
    Promise.race([Promise.all([simulator.close(), app.close(), rig.close()]), setTimeout(patienceMs, undefined, { ref: false })]);
}
