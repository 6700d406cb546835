import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulator } from "../../simulator/server.ts";
import { spawnHeld } from "../product/held.ts";
import { main, runTool, say, takeNoArguments } from "../product/processes.ts";
import { SetupError } from "../product/settings.ts";

const packages = { "@livekit/agents": "1.9.0", "@livekit/agents-plugin-google": "1.9.0", "@livekit/rtc-node": "^0.13.34", zod: "^4.6.7" };
const client = "livekit.mjs";

const install = async (folder: string) => {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module", dependencies: packages }));
  copyFileSync(new URL(`../../simulator/clients/${client}`, import.meta.url), join(folder, client));
  await runTool("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder }).catch((cause: Error) => {
    throw new SetupError(
      `LiveKit's packages could not be installed, so nothing was tried. Is the npm registry within reach?\n${cause.message}`,
    );
  });
};

const converse = (folder: string, port: number) =>
  new Promise<void>((resolve, reject) => {
    const env = { ...process.env, GEMINI_BASE_URL: `http://127.0.0.1:${port}` };
    const child = spawnHeld(process.execPath, [client], { cwd: folder, stdio: ["ignore", "inherit", "inherit"], env });
    child.on("error", reject);
    child.on("exit", (code) =>
      code === 0
        ? resolve()
        : reject(new SetupError("LiveKit's client could not hold its conversations with the simulator: see above what was missing.")),
    );
  });

/**
 * `npm run foreign-clients`: a client of the Live API that others wrote holds two conversations with the simulator. Its packages (132 of
 * them, 320 MB, with native modules) are installed into a temporary folder and taken away again, so that nobody else pays for them.
 */
main(async () => {
  takeNoArguments();
  const folder = mkdtempSync(join(tmpdir(), "preppal-foreign-clients-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  say("livekit", "installing its packages, a minute or so…");
  await install(folder);
  const simulator = await startSimulator({ port: 0, scenario: "short" });
  say("livekit", "two conversations, half a minute…");
  await converse(folder, simulator.port).finally(() => simulator.close());
});
