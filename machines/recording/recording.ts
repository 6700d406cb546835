import { statuses } from "../../contract/vocabulary.ts";
import { type RecordedEvent, type SafeField, recordableTypes } from "./recordable.ts";

type RecordedChart = "interview" | "call";

/**
 * A flight-recorder file: one chart, the facts that it was started from, and what happened to it, in order. `endsAtMs`, if known, is the
 * time until which nothing more happened: delays elapse until then. `endsIn` is the state in which it must end.
 */
export type Recording = {
  readonly version: 1;
  readonly machine: RecordedChart;
  readonly input: Readonly<Record<string, SafeField>>;
  readonly events: readonly RecordedEvent[];
  readonly endsAtMs?: number;
  readonly endsIn?: unknown;
};

/** Thrown for a file that is not a flight recorder's, or that this version cannot play. The message names the place. */
export class MalformedRecordingError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "MalformedRecordingError";
  }
}

/** Reads a parsed JSON file as a recording. Throws {@link MalformedRecordingError}. */
export const parseRecording = (json: unknown): Recording => {
  const file = asRecord(json, "the file");
  if (file.version !== 1) refuse(`version must be 1, not ${shown(file.version)}`);
  const { machine } = file;
  if (machine !== "interview" && machine !== "call") return refuse(`machine must be "interview" or "call", not ${shown(machine)}`);
  if (!Array.isArray(file.events)) return refuse(`events must be a list, not ${shown(file.events)}`);
  const events = file.events.map(asEvent);
  events.reduce((before, { atMs }, index) => (atMs < before ? refuse(`events[${index}] is earlier than the one before it`) : atMs), 0);
  const input = asFacts(machine, asRecord(file.input, "input"), "input");
  const endsAtMs = file.endsAtMs === undefined ? null : asTime(file.endsAtMs, "endsAtMs");
  return { version: 1, machine, input, events, ...(endsAtMs !== null && { endsAtMs }), ...("endsIn" in file && { endsIn: file.endsIn }) };
};

const factTypes: Record<RecordedChart, Readonly<Record<string, string>>> = {
  interview: { status: "string", isResumable: "boolean", isDelivered: "boolean", hasClient: "boolean" },
  call: { hasResumeToken: "boolean" },
};

const asFacts = (machine: RecordedChart, record: Record<string, unknown>, place: string): Record<string, SafeField> => {
  for (const [name, type] of Object.entries(factTypes[machine])) {
    if (typeof record[name] !== type) refuse(`${place}.${name} must be a ${type}, not ${shown(record[name])}`);
  }
  if (machine === "interview" && !statuses.some((status) => status === record.status))
    refuse(`${place}.status must be one of ${statuses.join(", ")}`);
  return asFields(record, place);
};

const asEvent = (json: unknown, index: number): RecordedEvent => {
  const place = `events[${index}]`;
  const { atMs: givenMs, type, ...rest } = asRecord(json, place);
  const atMs = asTime(givenMs, `${place}.atMs`);
  if (typeof type !== "string" || !recordableTypes.includes(type))
    return refuse(`${place}.type is no event that a recording may hold: ${shown(type)}`);
  if (type === "host.woke") return { ...asFacts("interview", rest, place), atMs, type };
  return { ...asFields(rest, place), atMs, type };
};

const asTime = (ms: unknown, place: string): number =>
  typeof ms === "number" && Number.isFinite(ms) && ms >= 0 ? ms : refuse(`${place} must be a number of ms, not ${shown(ms)}`);

const asFields = (record: Record<string, unknown>, place: string): Record<string, SafeField> =>
  Object.fromEntries(
    Object.entries(record).map(([name, value]) => {
      if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") return [name, value];
      return refuse(`${place}.${name} must be a plain value, not ${shown(value)}`);
    }),
  );

const asRecord = (json: unknown, place: string): Record<string, unknown> =>
  typeof json === "object" && json !== null && !Array.isArray(json)
    ? Object.fromEntries(Object.entries(json))
    : refuse(`${place} must be an object, not ${shown(json)}`);

const shown = (value: unknown): string => JSON.stringify(value) ?? "missing";

const refuse = (message: string): never => {
  throw new MalformedRecordingError(message);
};
