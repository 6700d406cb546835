import * as z from "zod";
import { invalidArgument, snakeCase, unknownName, type Close } from "./google-error.ts";
import { setup } from "./setup.ts";

const blob = z.strictObject({ data: z.base64(), mimeType: z.string() });
const content = z.strictObject({
  role: z.string().optional(),
  parts: z.array(z.strictObject({ text: z.string().optional(), inlineData: blob.optional() })),
});

const clientMessage = z
  .strictObject({
    setup,
    realtimeInput: z
      .strictObject({
        audio: blob,
        video: blob,
        text: z.string(),
        audioStreamEnd: z.boolean(),
        activityStart: z.strictObject({}),
        activityEnd: z.strictObject({}),
        mediaChunks: z.array(blob),
      })
      .partial(),
    clientContent: z.strictObject({ turns: z.array(content).default([]), turnComplete: z.boolean().default(false) }),
    toolResponse: z.strictObject({
      functionResponses: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string().optional(),
          response: z.record(z.string(), z.json()),
          scheduling: z.enum(["SILENT", "WHEN_IDLE", "INTERRUPT"]).optional(),
          willContinue: z.boolean().optional(),
        }),
      ),
    }),
    contextUpdate: z.strictObject({ systemInstruction: content.optional(), tools: z.array(z.json()).optional() }),
  })
  .partial();

export type ClientMessage = z.output<typeof clientMessage>;
export type RealtimeInput = NonNullable<ClientMessage["realtimeInput"]>;

/**
 * Parses a frame as Google's JSON parser does: camelCase or snake_case, exactly one member, no unknown name. Gives the message, or the
 * close that it earns.
 */
export const parseClientMessage = (text: string): ClientMessage | Close => {
  const json = parseJson(text);
  if (json === undefined) return { code: 1007, reason: "Invalid JSON payload received. Unexpected token." };
  if (typeof json !== "object" || json === null || Array.isArray(json)) return invalidArgument;
  const message = camelise(json);
  const [first, second] = Object.keys(message ?? {});
  if (first === undefined) return invalidArgument;
  if (second !== undefined && second in clientMessage.shape)
    return { code: 1007, reason: `Invalid value (oneof), oneof field 'message_type' is already set. Cannot set '${snakeCase(second)}'` };
  const parsed = clientMessage.safeParse(message);
  return parsed.success ? parsed.data : complaint(parsed.error);
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const freeForm = new Set(["response", "args", "parameters", "parametersJsonSchema", "responseJsonSchema", "labels"]);

/** Turns the field names of a message into camelCase, but not inside free-form fields. */
export const camelise = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(camelise);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const camel = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      return [camel, freeForm.has(camel) ? inner : camelise(inner)];
    }),
  );
};

/** The close with which Google rejects an invalid message, for its first error. */
export const complaint = (error: z.ZodError): Close => {
  const issue = error.issues[0];
  const path = (issue?.path ?? []).reduce<string>(
    (at, name) => (typeof name === "number" ? `${at}[${name}]` : `${at}${at && "."}${snakeCase(String(name))}`),
    "",
  );
  if (issue?.code === "unrecognized_keys") return unknownName(String(issue.keys[0]), path);
  return { code: 1007, reason: `Invalid value at '${path}'` };
};
