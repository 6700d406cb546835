import * as z from "zod/mini";
import type { Speaker } from "../../../contract/vocabulary.ts";
import type { Usage } from "../../../contract/app-api.ts";
import type { EndCallReason } from "../../../machines/interview/events.ts";
import { isForeignSound } from "./sound-message.ts";
import { usageMetadata } from "./usage.ts";

/** The names of the tools that the interviewer may call. */
export const endTool = "end_interview";
export const noteTool = "note_question";

/** One piece of news in a Gemini message, which may bring several at once. */
export type GeminiNews =
  | { type: "gemini.transcribed"; speaker: Speaker; text: string }
  | { type: "sound"; base64: string }
  | { type: "foreignSound" }
  | { type: "generated" }
  | { type: "gemini.interrupted" }
  | { type: "gemini.turnEnded" }
  | { type: "gemini.endCalled"; callId: string; reason: EndCallReason }
  | { type: "noted"; callId: string; question: string }
  | { type: "foreignCall"; callId: string; name: string }
  | { type: "toolsCancelled"; callIds: string[] }
  | { type: "used"; usage: Usage }
  | { type: "gemini.goingAway"; timeLeftMs: number }
  | { type: "gemini.handleIssued"; handle: string };

/** How a schema treats a field, which Gemini leaves out or sets to null when it is unset. */
type Field = <Schema extends z.ZodMiniType>(schema: Schema) => z.ZodMiniType<z.output<Schema> | null | undefined>;

const partOf = (field: Field) =>
  z.object({
    executableCode: field(z.object({ code: field(z.string()) })),
    text: field(z.string()),
    thought: field(z.boolean()),
    inlineData: field(z.object({ data: field(z.string()), mimeType: field(z.string()) })),
  });
type Part = z.output<ReturnType<typeof partOf>>;

const messageOf = (field: Field) => {
  const words = field(z.object({ text: field(z.string()) }));
  const call = z.object({ id: field(z.string()), name: z.string(), args: z.optional(z.unknown()) });
  return z.object({
    serverContent: field(
      z.object({
        inputTranscription: words,
        outputTranscription: words,
        modelTurn: field(z.object({ parts: field(z.array(field(partOf(field)))) })),
        generationComplete: field(z.boolean()),
        interrupted: field(z.boolean()),
        turnComplete: field(z.boolean()),
      }),
    ),
    toolCall: field(z.object({ functionCalls: field(z.array(field(call))) })),
    toolCallCancellation: field(z.object({ ids: z._default(z.array(z.string()), []) })),
    usageMetadata: z.catch(z.optional(usageMetadata), undefined),
    goAway: field(z.object({ timeLeft: z._default(z.coerce.string(), "0s") })),
    sessionResumptionUpdate: field(z.object({ newHandle: field(z.string()), resumable: field(z.boolean()) })),
  });
};

const whole = messageOf((schema) => z.nullish(schema));
/** A field that cannot be read counts as unset, so that the rest of the message still counts. */
const readable = messageOf((schema) => z.catch(z.nullish(schema), null));

/** The news of a message, in the order in which they take effect; null if nothing of it can be read, so that it is not one of Gemini's. */
export const translate = (received: unknown): GeminiNews[] | null => {
  const { data } = readable.safeParse(received);
  const news = data ? newsIn(data) : [];
  if (news.length === 0) return whole.safeParse(received).success ? news : null;
  return news.every(({ type }) => type === "foreignSound") ? null : news;
};

const newsIn = ({
  serverContent: content,
  toolCall,
  toolCallCancellation,
  goAway,
  usageMetadata: usage,
  sessionResumptionUpdate: resumption,
}: z.output<typeof readable>): GeminiNews[] => {
  const news: GeminiNews[] = [];
  const parts = (content?.modelTurn?.parts ?? []).filter((it) => !!it);
  const blobs = parts.flatMap(({ inlineData: it }) => (it ? [{ data: it.data, mimeType: it.mimeType ?? "audio/pcm" }] : []));
  const sounds = blobs.flatMap(({ data, mimeType: type }) => (data && type.startsWith("audio/") && !isForeignSound(type) ? [data] : []));
  const [heard, spoken] = [content?.inputTranscription?.text, content?.outputTranscription?.text];

  if (heard) news.push({ type: "gemini.transcribed", speaker: "USER", text: heard });
  if (spoken) news.push({ type: "gemini.transcribed", speaker: "AI", text: spoken });
  for (const base64 of sounds) news.push({ type: "sound", base64 });
  for (const call of toolCall?.functionCalls ?? []) if (call) news.push(calledIn(call));
  const written = parts.find(callsEnd);
  if (written) news.push({ type: "gemini.endCalled", callId: "", reason: reasonIn(JSON.stringify(written)) });
  if (toolCallCancellation) news.push({ type: "toolsCancelled", callIds: toolCallCancellation.ids });
  if (content?.generationComplete) news.push({ type: "generated" });
  if (content?.interrupted) news.push({ type: "gemini.interrupted" });
  if (usage) news.push({ type: "used", usage });
  // The handle comes first, because the chart may leave the session at the end of a turn or at a warning, and resumes it by the newest
  // handle.
  if (resumption?.newHandle && resumption.resumable) news.push({ type: "gemini.handleIssued", handle: resumption.newHandle });
  if (content?.turnComplete) news.push({ type: "gemini.turnEnded" });
  if (goAway) news.push({ type: "gemini.goingAway", timeLeftMs: secondsOf(goAway.timeLeft) * 1000 });
  if (blobs.some(({ mimeType }) => isForeignSound(mimeType))) news.push({ type: "foreignSound" });
  return news;
};

const calledIn = ({ id, name, args }: { id?: string | null | undefined; name: string; args?: unknown }): GeminiNews => {
  const callId = id ?? "";
  if (isEndTool(name)) return { type: "gemini.endCalled", callId, reason: reasonIn(JSON.stringify(args)) };
  return isNoteTool(name) ? { type: "noted", callId, question: questionIn(args) } : { type: "foreignCall", callId, name };
};

const isNoteTool = (name: string): boolean => /(^|[^a-z])note[^a-z]*question$/i.test(name.trim());

const noteArgs = z.catch(z.record(z.string(), z.pipe(z.union([z.string(), z.number()]), z.transform(String))), {});

/** The question's id, whatever the argument is called. */
const questionIn = (args: unknown): string => {
  const { id, ...others } = noteArgs.parse(args);
  return id ?? Object.values(others)[0] ?? "";
};

/** Models also write endInterview, end-interview, default_api.end_interview. */
const isEndTool = (name: string): boolean => /(^|[^a-z])end[^a-z]*interview$/i.test(name.trim());

/**
 * Whether a part has the call written as code: `print(default_api.end_interview(reason="plan_done"))`. A thought about it does not count.
 */
const callsEnd = ({ executableCode, text, thought }: Part): boolean =>
  thought !== true && /\bend[_-]?interview\s*\(/i.test(executableCode?.code ?? text ?? "");

/** Older models leave the arguments out. */
const reasonIn = (args: string | undefined): EndCallReason =>
  (/candidate_asked|candidate_silent/.exec(args ?? "")?.[0] as EndCallReason | undefined) ?? "plan_done";

/** No connection lives longer than an hour. */
const longestSeconds = 3_600;

/** Seconds of a protobuf Duration ("50s", "1.5s"), an hour at most; 0 for anything else. */
const secondsOf = (duration: string): number => Math.min(longestSeconds, Math.max(0, Number.parseFloat(duration) || 0));
