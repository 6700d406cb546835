import * as z from "zod";

/** Which machine: the candidate's side in the browser, the interview in its Durable Object, or the job that makes its report. */
export const sides = ["interview", "call", "feedback"] as const;
export type Side = (typeof sides)[number];

const Value: z.ZodType<StateValue> = z.lazy(() => z.union([z.string(), z.record(z.string(), Value)]));
export type StateValue = string | { [region: string]: StateValue };

const Fields = z.record(z.string(), z.unknown());
const Snapshot = z.object({
  type: z.literal("@xstate.snapshot"),
  sessionId: z.string(),
  rootId: z.string(),
  createdAt: z.coerce.number(),
  event: Fields.and(z.object({ type: z.string() })),
  snapshot: z.object({ value: Value, context: Fields.default({}) }),
});

/** One event that a machine has dealt with, and where it stands since. `atMs` is Unix time. */
export type Observation = {
  side: Side;
  interviewId: string;
  atMs: number;
  event: string;
  fields: Record<string, unknown>;
  value: StateValue;
  context: Record<string, unknown>;
};

/** Reads one message of the relay; null for those about anything but a machine that has dealt with an event. */
export const readObservation = (text: string): Observation | null => {
  const parsed = Snapshot.safeParse(json(text));
  if (!parsed.success || parsed.data.sessionId !== parsed.data.rootId) return null;
  const { sessionId, createdAt, event, snapshot } = parsed.data;
  const [, name, interviewId] = /^(\w+):([^/]+)\//.exec(sessionId) ?? [];
  const side = sides.find((it) => it === name);
  if (side === undefined || interviewId === undefined) return null;
  const { type, ...fields } = event;
  return { side, interviewId, atMs: createdAt, event: type, fields, ...snapshot };
};

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
