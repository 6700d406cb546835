import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { startSimulator } from "../../simulator/server.ts";
import { readArguments } from "../arguments.ts";
import { installInto, temporaryFolder } from "../product/apart.ts";
import { main, runShown, say } from "../product/processes.ts";
import { SetupError } from "../product/settings.ts";

const packages = { "@livekit/agents": "1.9.0", "@livekit/agents-plugin-google": "1.9.0", "@livekit/rtc-node": "^0.13.34", zod: "^4.6.7" };
const client = "livekit.mjs";

const converse = async (folder: string, port: number) => {
  const env = { ...process.env, GEMINI_BASE_URL: `http://127.0.0.1:${port}` };
  if ((await runShown(process.execPath, [client], { cwd: folder, env })) !== 0)
    throw new SetupError("LiveKit's client could not hold its conversations with the simulator: see above what was missing.");
};

/**
 * `npm run foreign-clients`: lets a client of the Live API that others wrote hold two conversations with the simulator. Its 132 packages
 * (320 MB, with native modules) are installed into a temporary folder and removed again, so that they are no dependencies of ours.
 */
main(async () => {
  readArguments({
    call: "npm run foreign-clients",
    does: "Lets LiveKit’s client of the Live API hold two conversations with the simulator.",
  });
  const folder = temporaryFolder("foreign-clients");
  say("livekit", "installing its packages, a minute or so…");
  copyFileSync(new URL(`../../simulator/clients/${client}`, import.meta.url), join(folder, client));
  await installInto(folder, packages, "LiveKit's packages could not be installed, so nothing was tried.");
  const simulator = await startSimulator({ port: 0, scenario: "short" });
  say("livekit", "two conversations, half a minute…");
  await converse(folder, simulator.port).finally(() => simulator.close());
});
