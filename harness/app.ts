import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "../scripts/product/database.ts";
import { Services } from "../scripts/product/processes.ts";
import { freePort } from "../scripts/product/ports.ts";
import { startApp } from "../scripts/product/product.ts";
import { readSettings } from "../scripts/product/settings.ts";
import { secrets } from "./secrets.ts";

/** The built app on a D1 of its own, run as `npm start` runs it. */
export type AppUnderTest = { port: number; stateDir: string; log: () => string; stop: () => Promise<void> };

/** Starts the built app. Throws if there is no build. `workerUrl` is the Worker's address as browsers see it, ws://. */
export const startAppUnderTest = async ({ workerUrl }: { workerUrl: string }): Promise<AppUnderTest> => {
  if (!existsSync("build/.stamp")) throw new Error("build/ holds no app: `npm run build` makes it.");
  const dir = mkdtempSync(join(tmpdir(), "preppal-app-"));
  const port = await freePort();
  const settings = readSettings({
    ...secrets,
    APP_PORT: String(port),
    APP_ORIGIN: "http://localhost:3000",
    WORKER_URL: workerUrl,
    STATE_DIR: join(dir, "state"),
    RATE_LIMIT_SCALE: "1000",
  });
  const services = new Services(join(dir, "logs"));
  await migrate(settings.stateDir);
  await startApp(services, settings);
  const stop = async () => {
    await services.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  return { port, stateDir: settings.stateDir, log: () => readFileSync(join(dir, "logs", "app.log"), "utf8"), stop };
};
