import * as z from "zod";

/** The requests that the Worker makes to the app about one interview. */
const route = z.enum(["read", "status", "transcript", "input", "result"]);

/**
 * A fault of the app towards the Worker: a status; `hang`, no answer; `refuse`, a connection that ends before the request is read;
 * `loseAnswer`, a request that takes effect and whose answer is lost. `times` counts down; without it the fault lasts.
 */
const fault = z.strictObject({
  route,
  answer: z.union([z.number().int(), z.enum(["hang", "refuse", "loseAnswer"])]),
  times: z.number().int().optional(),
});
export const faults = z.array(fault);
export type Fault = z.infer<typeof fault>;

/** One request of the Worker as the app's side saw it. `status` is null if no answer was sent back. */
export const seen = z.object({ route, atUnixMs: z.number(), body: z.unknown(), status: z.number().nullable() });
export type Seen = z.infer<typeof seen>;

const routesByPath = { status: "status", transcript: "transcript", "feedback/input": "input", "feedback/result": "result" } as const;

/** Which interview and route a request is about; null for one that the Worker never makes. */
export const routeOf = (method: string, path: string): { id: string; route: Fault["route"] } | null => {
  const [, id, part] = /^\/api\/interviews\/([^/?]+)(?:\/(status|transcript|feedback\/input|feedback\/result))?(?:\?|$)/.exec(path) ?? [];
  if (id === undefined) return null;
  if (part !== undefined) return { id, route: routesByPath[part as keyof typeof routesByPath] };
  return method === "GET" ? { id, route: "read" } : null;
};

/** A request of the app to the Worker. */
export const workerCall = z.object({
  id: z.number(),
  method: z.string(),
  path: z.string(),
  authorization: z.string().nullable(),
  body: z.string(),
});
export type WorkerCall = z.infer<typeof workerCall>;

const side = z.enum(["client", "server"]);

/** A fault of the connection between the Worker (the client side) and Gemini. */
export const geminiLine = z.union([
  z.strictObject({ weather: z.union([z.enum(["pass", "stall", "refuse"]), z.strictObject({ bytesPerSecond: z.number() })]) }),
  z.strictObject({ reset: side.optional() }),
  z.strictObject({ halfClose: side }),
]);
export type GeminiLine = z.infer<typeof geminiLine>;
