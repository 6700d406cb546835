import { z } from "zod";
import { invalidArgument, modelNotFound, type Close } from "./google-error.ts";
import { voices } from "./voices.ts";

const int64 = z.union([z.string().regex(/^\d+$/), z.number().int()]);
const transcription = z.strictObject({ languageCodes: z.array(z.string()).optional(), customVocabulary: z.array(z.string()).optional() });
const instruction = z.strictObject({ role: z.string().optional(), parts: z.array(z.strictObject({ text: z.string() })) });

const generationConfig = z
  .strictObject({
    responseModalities: z.array(z.enum(["AUDIO", "TEXT", "IMAGE"])),
    speechConfig: z.strictObject({
      languageCode: z.string().optional(),
      voiceConfig: z.strictObject({ prebuiltVoiceConfig: z.strictObject({ voiceName: z.string() }) }).optional(),
    }),
    temperature: z.number(),
    topP: z.number(),
    topK: z.number(),
    maxOutputTokens: z.number().int(),
    seed: z.number().int(),
    candidateCount: z.number().int(),
    mediaResolution: z.string(),
    thinkingConfig: z.strictObject({ thinkingLevel: z.string(), thinkingBudget: z.number(), includeThoughts: z.boolean() }).partial(),
    enableAffectiveDialog: z.boolean(),
    translationConfig: z.json(),
    responseSchema: z.json(),
    responseJsonSchema: z.json(),
    responseMimeType: z.string(),
    stopSequences: z.array(z.string()),
    logprobs: z.number(),
    responseLogprobs: z.boolean(),
  })
  .partial();

const tool = z
  .strictObject({
    functionDeclarations: z.array(
      z.strictObject({
        name: z.string().regex(/^[A-Za-z_][\w.:-]{0,127}$/),
        description: z.string().optional(),
        parameters: z.json().optional(),
        parametersJsonSchema: z.json().optional(),
        response: z.json().optional(),
        responseJsonSchema: z.json().optional(),
        behavior: z.enum(["UNSPECIFIED", "BLOCKING", "NON_BLOCKING"]).optional(),
      }),
    ),
    googleSearch: z.json(),
  })
  .partial();

const realtimeInputConfig = z
  .strictObject({
    automaticActivityDetection: z
      .strictObject({
        disabled: z.boolean(),
        startOfSpeechSensitivity: z.enum(["START_SENSITIVITY_UNSPECIFIED", "START_SENSITIVITY_HIGH", "START_SENSITIVITY_LOW"]),
        endOfSpeechSensitivity: z.enum(["END_SENSITIVITY_UNSPECIFIED", "END_SENSITIVITY_HIGH", "END_SENSITIVITY_LOW"]),
        prefixPaddingMs: z.number().int().min(0),
        silenceDurationMs: z.number().int().min(0),
      })
      .partial(),
    activityHandling: z.enum(["ACTIVITY_HANDLING_UNSPECIFIED", "START_OF_ACTIVITY_INTERRUPTS", "NO_INTERRUPTION"]),
    turnCoverage: z.enum([
      "TURN_COVERAGE_UNSPECIFIED",
      "TURN_INCLUDES_ONLY_ACTIVITY",
      "TURN_INCLUDES_ALL_INPUT",
      "TURN_INCLUDES_AUDIO_ACTIVITY_AND_ALL_VIDEO",
    ]),
  })
  .partial();

export const setup = z.strictObject({
  model: z.string(),
  generationConfig: generationConfig.optional(),
  systemInstruction: instruction.optional(),
  tools: z.array(tool).optional(),
  realtimeInputConfig: realtimeInputConfig.optional(),
  sessionResumption: z.strictObject({ handle: z.string().optional(), transparent: z.boolean().optional() }).optional(),
  contextWindowCompression: z
    .strictObject({ triggerTokens: int64.optional(), slidingWindow: z.strictObject({ targetTokens: int64.optional() }).optional() })
    .optional(),
  inputAudioTranscription: transcription.optional(),
  outputAudioTranscription: transcription.optional(),
  proactivity: z.strictObject({ proactiveAudio: z.boolean().optional() }).optional(),
  historyConfig: z.strictObject({ initialHistoryInClientContent: z.boolean().optional() }).optional(),
  avatarConfig: z.json().optional(),
  safetySettings: z.json().optional(),
  labels: z.json().optional(),
});

export type Setup = z.output<typeof setup>;

const liveModels = new Set([
  "models/gemini-3.8-live",
  "models/gemini-3.8-live-extended-thinking",
  "models/gemini-3.1-flash-live-preview",
  "models/gemini-2.5-flash-native-audio-latest",
]);

/** The close with which Google answers a well-formed setup that it will not serve, or null. */
export const objection = (wanted: Setup, version: string): Close | null => {
  const { model, generationConfig: generation = {} } = wanted;
  if (!liveModels.has(model)) return { code: 1008, reason: modelNotFound(model, version, "bidiGenerateContent") };
  const modalities = generation.responseModalities ?? ["AUDIO"];
  if (modalities.length > 1)
    return {
      code: 1007,
      reason:
        "At most one response modality can be specified in the setup request. To enable simultaneous transcription and audio output, set output_audio_transcription.",
    };
  if (modalities[0] !== "AUDIO") return { code: 1007, reason: "Cannot extract voices from a non-audio request." };
  const voice = generation.speechConfig?.voiceConfig?.prebuiltVoiceConfig.voiceName;
  if (voice !== undefined && !voices.has(voice))
    return { code: 1007, reason: `Requested voice api_name '${voice}' is not available for model ${model}` };
  return askedInVain(wanted) ? invalidArgument : null;
};

const askedInVain = ({ model, generationConfig: generation = {}, sessionResumption, proactivity, tools = [] }: Setup): boolean => {
  const { responseSchema, responseJsonSchema, responseMimeType, stopSequences, logprobs, responseLogprobs } = generation;
  const notLive = [responseSchema, responseJsonSchema, responseMimeType, stopSequences, logprobs, responseLogprobs];
  const is38 = model.startsWith("models/gemini-3.8");
  return (
    notLive.some((field) => field !== undefined) ||
    sessionResumption?.transparent !== undefined ||
    (model === "models/gemini-3.8-live" && generation.thinkingConfig !== undefined) ||
    (is38 && (generation.enableAffectiveDialog !== undefined || proactivity?.proactiveAudio === false)) ||
    (model.endsWith("extended-thinking") && tools.some((one) => one.functionDeclarations?.some(({ behavior }) => behavior === "BLOCKING")))
  );
};

/** How a declared function runs; undefined when the setup declares none of that name. 3.8 runs functions beside its speech unless told not to. */
export const functionBehaviour = ({ model, tools = [] }: Setup, name: string): "BLOCKING" | "NON_BLOCKING" | undefined => {
  const declared = tools.flatMap((one) => one.functionDeclarations ?? []).find((declaration) => declaration.name === name);
  if (!declared) return undefined;
  if (declared.behavior === "BLOCKING" || declared.behavior === "NON_BLOCKING") return declared.behavior;
  return model.startsWith("models/gemini-3.8") ? "NON_BLOCKING" : "BLOCKING";
};
