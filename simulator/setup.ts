import * as z from "zod";
import { invalidArgument, modelNotFound, snakeCase, thinkingLevelNotSupported, unknownName, type Close } from "./google-error.ts";
import { profiles, type Profile } from "./profiles.ts";
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

/** The close with which Google rejects a well-formed setup that it does not serve, or null. */
export const objection = (wanted: Setup, version: string): Close | null => {
  const { model, generationConfig: generation = {} } = wanted;
  const profile = profiles.get(model);
  if (!profile) return { code: 1008, reason: modelNotFound(model, version, "bidiGenerateContent") };
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
  if (generation.thinkingConfig?.thinkingLevel !== undefined && profile.thinking !== "level") return thinkingLevelNotSupported;
  return askedInVain(wanted, profile) ? invalidArgument : null;
};

const askedInVain = (
  { generationConfig: generation = {}, sessionResumption, proactivity, tools = [] }: Setup,
  profile: Profile,
): boolean => {
  const { responseSchema, responseJsonSchema, responseMimeType, stopSequences, logprobs, responseLogprobs } = generation;
  const notLive = [responseSchema, responseJsonSchema, responseMimeType, stopSequences, logprobs, responseLogprobs];
  return (
    notLive.some((field) => field !== undefined) ||
    sessionResumption?.transparent !== undefined ||
    (profile.thinking === "none" && generation.thinkingConfig !== undefined) ||
    (!profile.takesAffectiveDialog && generation.enableAffectiveDialog === true) ||
    (!profile.takesSilentProactivity && proactivity?.proactiveAudio === false) ||
    (!profile.takesBlocking && tools.some((one) => one.functionDeclarations?.some(({ behavior }) => behavior === "BLOCKING")))
  );
};

/** The close with which Google rejects a setup that has one of these fields, or null. */
export const unknownField = (wanted: unknown, names: string[], at = "setup"): Close | null => {
  if (typeof wanted !== "object" || wanted === null) return null;
  for (const [name, inner] of Object.entries(wanted)) {
    if (names.includes(name)) return unknownName(name, at);
    const found = unknownField(inner, names, Array.isArray(wanted) ? `${at}[${name}]` : `${at}.${snakeCase(name)}`);
    if (found) return found;
  }
  return null;
};

/** How a declared function runs; undefined if the setup does not declare it. */
export const functionBehaviour = (
  { tools = [] }: Setup,
  { behaviourByDefault }: Profile,
  name: string,
): "BLOCKING" | "NON_BLOCKING" | undefined => {
  const declared = tools.flatMap((one) => one.functionDeclarations ?? []).find((declaration) => declaration.name === name);
  if (!declared) return undefined;
  return declared.behavior === "BLOCKING" || declared.behavior === "NON_BLOCKING" ? declared.behavior : behaviourByDefault;
};
