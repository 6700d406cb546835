import process from "node:process";
import * as z from "zod";
import { ScenarioError } from "./playbook.ts";
import { startSimulator } from "./server.ts";

const { GEMINI_SIMULATOR_PORT: port, GEMINI_SIMULATOR_SCENARIO: scenario } = z
  .object({
    GEMINI_SIMULATOR_PORT: z.coerce.number().int().min(0).max(65_535).default(8790),
    GEMINI_SIMULATOR_SCENARIO: z.string().default("interview"),
  })
  .parse(process.env);

try {
  const simulator = await startSimulator({ port, scenario });
  console.log(`Gemini Live simulator: http://127.0.0.1:${simulator.port} plays “${scenario}”`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void simulator.close());
} catch (error) {
  if (!(error instanceof ScenarioError)) throw error;
  console.error(`GEMINI_SIMULATOR_SCENARIO: ${error.message}`);
  process.exitCode = 1;
}
