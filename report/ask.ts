import { type ApiError, type GenerateContentResponse, type Models, ThinkingLevel } from "@google/genai";
import type { ModelUse } from "../contract/report.ts";
import type { Prompt } from "./prompt.ts";

const timeoutMs = 120_000;
const mostOutputTokens = 32_768;
const longestFinish = 60;

/** A text model: its name, and the SDK's `models` through which it is called. */
export type TextModel = { models: Pick<Models, "generateContent">; model: string };

export type Question = {
  purpose: ModelUse["purpose"];
  prompt: Prompt;
  schema: object;
  /** Puts the schema into the prompt as text, after the service has refused it as `responseJsonSchema`. */
  isPlain: boolean;
};

/**
 * The outcome of a request. `written`: a JSON object, of whatever shape. `cut`: text that is not a JSON object, cut short or not.
 * `strayed`: nothing usable, for no lasting reason. `busy`: worth a retry, after `afterMs` if the service names a delay. The others are
 * permanent.
 */
export type Outcome =
  | { kind: "written"; draft: object }
  | { kind: "cut" | "strayed" | "misunderstood" | "blocked" | "exhausted" | "misconfigured" | "refused" }
  | { kind: "busy"; afterMs: number | null };

export type Reply = Outcome & { use: ModelUse; modelVersion: string | null };

/** Sends one request to the text model. Rejects only if `stopped`. Every reply tells the tokens used, failed ones too. */
export const askModel = async ({ models, model }: TextModel, question: Question, stopped: AbortSignal): Promise<Reply> => {
  const at = new Date().toISOString();
  const use = (finish: string, { usageMetadata }: Pick<GenerateContentResponse, "usageMetadata"> = {}): ModelUse => ({
    purpose: question.purpose,
    model,
    at,
    inputTokens: usageMetadata?.promptTokenCount ?? 0,
    outputTokens: usageMetadata?.candidatesTokenCount ?? 0,
    thoughtTokens: usageMetadata?.thoughtsTokenCount ?? 0,
    finish: finish.slice(0, longestFinish),
  });
  try {
    const response = await request({ models, model }, question, stopped);
    const finish = response.promptFeedback?.blockReason ?? response.candidates?.[0]?.finishReason ?? "none";
    return { ...outcomeOf(response), use: use(finish, response), modelVersion: response.modelVersion ?? null };
  } catch (cause) {
    if (stopped.aborted) throw cause;
    if (!isApiError(cause)) return { kind: "busy", afterMs: null, use: use("unanswered"), modelVersion: null };
    return { ...refusalOf(cause), use: use(String(cause.status)), modelVersion: null };
  }
};

const request = (
  { models, model }: TextModel,
  { prompt, schema, isPlain }: Question,
  stopped: AbortSignal,
): Promise<GenerateContentResponse> => {
  const text = isPlain ? `${prompt.text}\nAnswer with one JSON object of this JSON Schema:\n${JSON.stringify(schema)}` : prompt.text;
  return models.generateContent({
    model,
    contents: [{ role: "user", parts: [{ text }] }],
    config: {
      systemInstruction: prompt.system,
      responseMimeType: "application/json",
      ...(!isPlain && { responseJsonSchema: schema }),
      maxOutputTokens: mostOutputTokens,
      thinkingConfig: { thinkingLevel: ThinkingLevel.LOW },
      store: false,
      automaticContinuation: false,
      abortSignal: stopped,
      httpOptions: { timeout: timeoutMs },
    },
  });
};

const blocking = ["SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "LANGUAGE"];
const straying = ["RECITATION", "OTHER", "MALFORMED_RESPONSE"];

const outcomeOf = ({ promptFeedback, candidates }: GenerateContentResponse): Outcome => {
  const [candidate] = candidates ?? [];
  if (promptFeedback?.blockReason || blocking.includes(candidate?.finishReason ?? "")) return { kind: "blocked" };
  const text = (candidate?.content?.parts ?? []).map((part) => (part.thought ? "" : (part.text ?? ""))).join("");
  if (straying.includes(candidate?.finishReason ?? "") || text.trim() === "")
    return { kind: text === "" && candidate?.finishReason === "MAX_TOKENS" ? "cut" : "strayed" };
  const draft = parsed(text);
  return typeof draft === "object" && draft !== null && !Array.isArray(draft) ? { kind: "written", draft } : { kind: "cut" };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Told by its name, because each entry point of the SDK has an ApiError class of its own. */
const isApiError = (cause: unknown): cause is ApiError => cause instanceof Error && cause.name === "ApiError";

const refusalOf = ({ status, message }: ApiError): Outcome => {
  if (status === 408 || status >= 500) return { kind: "busy", afterMs: null };
  if (status === 429) {
    // A daily quota, a quota of zero, or credit that is used up: waiting a minute helps none of them.
    if (/PerDay|limit: 0\b|credits? (is|are) depleted|prepayment/i.test(message)) return { kind: "exhausted" };
    const [, seconds] =
      /"retryDelay":\s*"(\d+(?:\.\d+)?)s"|retry in (\d+(?:\.\d+)?)s/i.exec(message)?.filter((it) => it !== undefined) ?? [];
    return { kind: "busy", afterMs: seconds === undefined ? null : Math.ceil(1000 * Number(seconds)) };
  }
  if (status === 401 || status === 403 || status === 404) return { kind: "misconfigured" };
  if (status === 400)
    return { kind: /location is not supported|API key|FAILED_PRECONDITION/i.test(message) ? "misconfigured" : "misunderstood" };
  return { kind: "refused" };
};
