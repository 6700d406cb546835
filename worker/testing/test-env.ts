import { env } from "cloudflare:workers";
import * as z from "zod";

/** The addresses of the other sides of the Worker under test. */
export const testEnv = z
  .object({ SIMULATOR_CONTROL_URL: z.string(), APP_URL: z.string(), JWT_SECRET: z.string(), WORKER_SHARED_SECRET: z.string() })
  .parse(env);
