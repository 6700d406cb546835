import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as later } from "node:timers/promises";
import * as z from "zod";
import { readBody } from "./body.ts";
import { complaint, camelise } from "./client-message.ts";
import { errorBody, modelNotFound } from "./google-error.ts";
import { type JsonSchema, jsonSchema, sample } from "./json-sample.ts";
import { planFor } from "./question-plan.ts";
import type { Playbook } from "./playbook.ts";
import { writeAssessment, writeCoaching } from "./written-report.ts";

const path = /\/(v1|v1beta|v1alpha)\/(models\/[^/:?]+):generateContent(?:\?|$)/;
const textModels = new Set(["models/gemini-3.8-flash", "models/gemini-3.5-flash-lite", "models/gemini-4-argon", "models/gemini-3.7-flash"]);

const keptRequests = 100;

const generateRequest = z.strictObject({
  contents: z.array(z.strictObject({ role: z.string().optional(), parts: z.array(z.looseObject({ text: z.string().optional() })) })).min(1),
  systemInstruction: z.strictObject({ role: z.string().optional(), parts: z.array(z.strictObject({ text: z.string() })) }).optional(),
  generationConfig: z
    .strictObject({
      responseMimeType: z.enum(["text/plain", "application/json"]),
      responseJsonSchema: jsonSchema,
      responseSchema: jsonSchema,
      maxOutputTokens: z.number().int(),
      temperature: z.number(),
      topP: z.number(),
      topK: z.number(),
      seed: z.number().int(),
      stopSequences: z.array(z.string()),
      thinkingConfig: z.json(),
    })
    .partial()
    .optional(),
  safetySettings: z.json().optional(),
  tools: z.json().optional(),
  toolConfig: z.json().optional(),
  store: z.boolean().optional(),
  labels: z.json().optional(),
});

type GenerateRequest = z.output<typeof generateRequest>;

export const asksForContent = (request: IncomingMessage) => request.method === "POST" && path.test(request.url ?? "");

/** `models.generateContent`: answers with text, or with JSON that fits the requested schema. It judges nothing, and its answer says so. */
export const generateContent = async (playbook: Playbook, requests: string[], request: IncomingMessage, response: ServerResponse) => {
  const text = (await readBody(request)).toString("utf8");
  const [, version = "", model = ""] = path.exec(request.url ?? "") ?? [];
  const fail = (code: number, status: string, message: string, details?: readonly unknown[]) =>
    response.writeHead(code, { "Content-Type": "application/json; charset=UTF-8" }).end(errorBody(code, status, message, details));

  const key =
    [request.headers["x-goog-api-key"]].flat()[0] ?? new URL(request.url ?? "/", "http://simulator").searchParams.get("key") ?? "";
  if (key === "")
    return fail(403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers (callers without established identity).");
  if (key.includes("invalid")) return fail(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.");
  if (!textModels.has(model)) return fail(404, "NOT_FOUND", modelNotFound(model, version, "generateContent"));
  const asked = readRequest(text);
  if (typeof asked === "string") return fail(400, "INVALID_ARGUMENT", asked);
  requests.push(JSON.stringify({ model, request: asked }));
  if (requests.length > keptRequests) requests.shift();

  const rest = await (playbook.find(text) ?? playbook.find(key) ?? playbook.fallback).nextRest();
  if (rest) await later(rest.delayMs);
  if (rest?.status === 0) return void request.socket.destroy();
  if (rest && rest.status !== 200) return fail(rest.status, statusName(rest.status), rest.message, rest.details);
  const words = rest?.text ?? write(asked);
  const promptTokenCount = Math.ceil(text.length / 4);
  const candidatesTokenCount = Math.ceil(words.length / 4);
  const candidate = { content: { role: "model", parts: [{ text: words }] }, finishReason: rest?.finishReason ?? "STOP", index: 0 };
  const said = rest?.blockReason === undefined ? { candidates: [candidate] } : { promptFeedback: { blockReason: rest.blockReason } };
  response.writeHead(200, { "Content-Type": "application/json; charset=UTF-8" }).end(
    JSON.stringify({
      ...said,
      usageMetadata: { promptTokenCount, candidatesTokenCount, totalTokenCount: promptTokenCount + candidatesTokenCount },
      modelVersion: model.replace("models/", ""),
    }),
  );
};

const readRequest = (text: string): GenerateRequest | string => {
  try {
    const parsed = generateRequest.safeParse(camelise(JSON.parse(text)));
    return parsed.success ? parsed.data : complaint(parsed.error).reason;
  } catch {
    return "Invalid JSON payload received. Unexpected token.";
  }
};

/** Whether the answer must be an object with this member: by the schema, or by the words of the prompt if the schema is written there. */
const asksFor = (schema: JsonSchema | undefined, prompt: string, member: string): boolean =>
  schema
    ? jsonSchema.catch({}).parse(schema.properties)[member] !== undefined
    : prompt.includes(`JSON Schema:\n{"type":"object","properties":{"${member}"`);

const write = ({ contents, generationConfig = {} }: GenerateRequest): string => {
  const schema = generationConfig.responseJsonSchema ?? generationConfig.responseSchema;
  const prompt = contents.flatMap(({ parts }) => parts.map((part) => part.text ?? "")).join("\n");
  const plan = planFor(schema ?? {});
  if (plan) return JSON.stringify(plan);
  if (asksFor(schema, prompt, "questions")) return JSON.stringify(writeAssessment(prompt));
  if (asksFor(schema, prompt, "stronger")) return JSON.stringify(writeCoaching(prompt));
  if (generationConfig.responseMimeType === "application/json") return JSON.stringify(sample(schema ?? {}));
  return "This text comes from a local simulator, which read nothing and judges nothing.";
};

const statusName = (status: number) =>
  ({
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
  })[status] ?? "UNKNOWN";
