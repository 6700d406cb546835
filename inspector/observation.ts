import * as z from "zod";

/** The machines: the candidate's call in the browser, the interview in its Durable Object, and the job that makes its report. */
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

/** One event that a machine has processed, with its state since. `atMs` is Unix time. */
export type Observation = {
  side: Side;
  interviewId: string;
  atMs: number;
  event: string;
  fields: Record<string, unknown>;
  value: StateValue;
  context: Record<string, unknown>;
};

/** Parses a message of the relay. Null for anything but a machine that has processed an event. */
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
