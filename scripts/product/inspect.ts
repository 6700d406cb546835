import { parseArgs } from "node:util";
import { say } from "./processes.ts";
import { requirePorts } from "./ports.ts";
import { startRelay } from "./relay.ts";
import { SetupError } from "./settings.ts";

/** Where the inspection relay listens, and the inspector that its page shows. */
type Inspection = { port: number; relayUrl: string; inspectorUrl: string };

const statelys = "https://stately.ai/inspect";

/** Reads `--inspect` and `--inspector=<address>` of `npm start` and `npm run dev`; null without them. Throws SetupError. */
export const readInspection = (args: string[], port: number): Inspection | null => {
  const { inspect, inspector } = flags(args);
  if (!inspect && inspector === undefined) return null;
  if (inspector !== undefined && !/^https?:$/.test(URL.parse(inspector)?.protocol ?? "")) {
    throw new SetupError("--inspector: must be the http:// or https:// address of a Stately inspector");
  }
  return { port, relayUrl: `ws://localhost:${port}`, inspectorUrl: inspector ?? statelys };
};

const flags = (args: string[]) => {
  try {
    return parseArgs({ args, options: { inspect: { type: "boolean", default: false }, inspector: { type: "string" } } }).values;
  } catch (error) {
    throw new SetupError(`${error instanceof Error ? error.message : error}\nThe flags are --inspect and --inspector=<address>.`);
  }
};

/** Starts the relay between the machines and whoever watches them, on this machine only. Throws SetupError for a port in use. */
export const startInspector = async ({ port, inspectorUrl }: Inspection): Promise<{ stop(): void }> => {
  await requirePorts({ INSPECTOR_PORT: port });
  const relay = startRelay({ port, inspectorUrl });
  say("inspector", `http://localhost:${port} shows ${inspectorUrl}`);
  return relay;
};

/** The line that says where to watch. */
export const inspectionHint = (appOrigin: string): string => `  Watch the machines at ${appOrigin}/dev/machines, or in the inspector\n`;
