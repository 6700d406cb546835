import { env } from "cloudflare:workers";
import * as z from "zod";

/** The addresses and secrets of everything around the Worker under test. */
export const testEnv = z
  .object({ SIMULATOR_CONTROL_URL: z.string(), APP_URL: z.string(), JWT_SECRET: z.string(), WORKER_SHARED_SECRET: z.string() })
  .parse(env);
