import * as z from "zod/mini";
import type { InterviewInput } from "../../../machines/interview/events.ts";
import { type RecordedEvent, sanitized } from "../../../machines/recording/recordable.ts";
import type { Recording } from "../../../machines/recording/recording.ts";

const prefix = "flight.";
const safeField = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const recorded = z.catchall(z.object({ atMs: z.number(), type: z.string() }), safeField);
const shape = z.object({
  isLife: z.boolean(),
  input: z.record(z.string(), safeField),
  lead: z.array(recorded),
  beganAtUnixMs: z.number(),
  events: z.array(recorded),
  endsAtMs: z.number(),
  endsIn: z.unknown(),
});

/**
 * A stored piece of a recording. It begins with a life of the object (`isLife`), or wherever else a replay can begin: `lead` takes a chart
 * from `input` to the state in which the segment began. Its times are in ms since its beginning.
 */
export type Segment = z.output<typeof shape>;

/** The interview chart's input, without its id and limits. */
export type StartFacts = Omit<InterviewInput, "interviewId" | "limits">;

type Beginning = { isLife: boolean; facts: StartFacts; lead: Segment["lead"]; atUnixMs: number };

/** A new segment without events. Of `facts` it keeps the fields that a recording may hold. */
export const beginSegment = ({ isLife, facts, lead, atUnixMs }: Beginning): Segment => {
  const safe = Object.entries(sanitized({ ...facts, type: "host.woke" }));
  const input = Object.fromEntries(safe.filter(([name]) => name !== "type"));
  return { isLife, input, lead, beganAtUnixMs: atUnixMs, events: [], endsAtMs: 0, endsIn: undefined };
};

/** The storage key of a segment. Keys sort by number. */
export const segmentKey = (number: number): string => prefix + String(number).padStart(9, "0");

/**
 * All stored segments, oldest first, with their numbers. One that cannot be read is left out: a recorder must not make an interview fail.
 */
export const readSegments = (storage: DurableObjectStorage): { number: number; segment: Segment }[] =>
  [...storage.kv.list({ prefix })].flatMap(([key, value]) => {
    const { data } = shape.safeParse(value);
    return data ? [{ number: Number(key.slice(prefix.length)), segment: data }] : [];
  });

/** The flight recorder's file of what an object has stored; null if it has nothing. */
export const readRecording = (storage: DurableObjectStorage): Recording | null => {
  const segments = readSegments(storage).map(({ segment }) => segment);
  const [first] = segments;
  const last = segments.at(-1);
  if (!first || !last) return null;
  let latestMs = 0;
  const sinceFirst = (unixMs: number): number => (latestMs = Math.max(latestMs, unixMs - first.beganAtUnixMs));
  const events = segments.flatMap(({ isLife, input, lead, beganAtUnixMs, events: own }, index): RecordedEvent[] => {
    const woken = isLife ? [{ ...input, atMs: 0, type: "host.woke" }] : [];
    return [...(index === 0 ? lead : woken), ...own].map((event) => ({ ...event, atMs: sinceFirst(beganAtUnixMs + event.atMs) }));
  });
  const endsAtMs = sinceFirst(last.beganAtUnixMs + last.endsAtMs);
  const { endsIn } = last;
  return { version: 1, machine: "interview", input: first.input, events, endsAtMs, ...(endsIn !== undefined && { endsIn }) };
};
