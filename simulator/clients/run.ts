/**
 * Clients of the Live API that others wrote hold a conversation with the simulator: `node simulator/clients/run.ts`. Their packages
 * (132 of them, 320 MB) are installed beside the project's own, so that nobody else pays for them; this needs the network once.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { startSimulator } from "../server.ts";

const packages = { "@livekit/agents": "1.9.0", "@livekit/agents-plugin-google": "1.9.0", "@livekit/rtc-node": "^0.13.34", zod: "^4.6.7" };
const client = "livekit.mjs";

const folder = fileURLToPath(new URL("../../node_modules/.cache/simulator-clients/", import.meta.url));

const run = async (command: string, args: string[], env: Record<string, string> = {}): Promise<number> => {
  const child = spawn(command, args, { cwd: folder, stdio: "inherit", env: { ...process.env, ...env } });
  const [code] = await once(child, "exit");
  return Number(code ?? 1);
};

mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}package.json`, JSON.stringify({ private: true, type: "module", dependencies: packages }));
copyFileSync(new URL(client, import.meta.url), `${folder}${client}`);

process.exitCode = await run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"]);
if (process.exitCode === 0) {
  const simulator = await startSimulator({ port: 0, scenario: "short", ways: "observed" });
  process.exitCode = await run(process.execPath, [client], { GEMINI_BASE_URL: `http://127.0.0.1:${simulator.port}` });
  await simulator.close();
}
