import { say } from "./processes.ts";
import { requirePorts } from "./ports.ts";
import { startRelay } from "./relay.ts";
import { SetupError } from "./settings.ts";

/** Where the inspection relay listens, and the inspector that its page shows. */
type Inspection = { port: number; relayUrl: string; inspectorUrl: string };

const statelys = "https://stately.ai/inspect";

/** The options of `npm start` and `npm run dev`. */
export const inspectionOptions = {
  inspect: { does: "shows the state machines while they run, in Stately's inspector" },
  inspector: { value: "ADDRESS", does: "the same, in the inspector at this address" },
} as const;

type Asked = { readonly inspect: boolean; readonly inspector?: string | undefined };

/** Whether and where to show the machines; null if nobody asked for it. Throws SetupError. */
export const readInspection = ({ inspect, inspector }: Asked, port: number): Inspection | null => {
  if (!inspect && inspector === undefined) return null;
  if (inspector !== undefined && !/^https?:$/.test(URL.parse(inspector)?.protocol ?? "")) {
    throw new SetupError("--inspector: must be the http:// or https:// address of a Stately inspector");
  }
  return { port, relayUrl: `ws://localhost:${port}`, inspectorUrl: inspector ?? statelys };
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
