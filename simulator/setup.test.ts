import { describe, expect, test } from "vitest";
import { useStage } from "./testing/stage.ts";

const stage = useStage();

const model = "models/gemini-3.8-live";
const voice = (voiceName: string) => ({ speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName } } } });
const invalid = { code: 1007, reason: "Request contains an invalid argument." };
const unknown = (name: string, at: string) => ({
  code: 1007,
  reason: `Invalid JSON payload received. Unknown name "${name}" at '${at}': Cannot find field.`,
});

describe("a setup that Google would reject", () => {
  test.each([
    ["an unknown field", { model, colour: 1 }, unknown("colour", "setup")],
    ["an unknown field deeper down", { model, generationConfig: { colour: 1 } }, unknown("colour", "setup.generation_config")],
    [
      "transcription inside generationConfig",
      { model, generationConfig: { inputAudioTranscription: {} } },
      unknown("inputAudioTranscription", "setup.generation_config"),
    ],
    [
      "an unknown field in a list",
      { model, tools: [{ functionDeclarations: [{ name: "f", colour: 1 }] }] },
      unknown("colour", "setup.tools[0].function_declarations[0]"),
    ],
    ["no model", {}, { code: 1007, reason: "Invalid value at 'setup.model'" }],
    [
      "a wrong type",
      { model, generationConfig: { temperature: "hot" } },
      { code: 1007, reason: "Invalid value at 'setup.generation_config.temperature'" },
    ],
    [
      "an unknown model",
      { model: "models/gemini-9" },
      {
        code: 1008,
        reason:
          "models/gemini-9 is not found for API version v1beta, or is not supported for bidiGenerateContent. Call ListModels to see th",
      },
    ],
    [
      "two modalities",
      { model, generationConfig: { responseModalities: ["AUDIO", "TEXT"] } },
      {
        code: 1007,
        reason:
          "At most one response modality can be specified in the setup request. To enable simultaneous transcription and audio output,",
      },
    ],
    [
      "text instead of sound",
      { model, generationConfig: { responseModalities: ["TEXT"] } },
      { code: 1007, reason: "Cannot extract voices from a non-audio request." },
    ],
    [
      "an unknown voice",
      { model, generationConfig: voice("puck") },
      { code: 1007, reason: "Requested voice api_name 'puck' is not available for model models/gemini-3.8-live" },
    ],
    [
      "a thinking level",
      { model, generationConfig: { thinkingConfig: { thinkingLevel: "LOW" } } },
      { code: 1007, reason: "Thinking level is not supported for this model." },
    ],
    ["any thinkingConfig", { model, generationConfig: { thinkingConfig: { includeThoughts: true } } }, invalid],
    [
      "a function that blocks, on the thinking sibling",
      { model: `${model}-extended-thinking`, tools: [{ functionDeclarations: [{ name: "f", behavior: "BLOCKING" }] }] },
      invalid,
    ],
    [
      "a model that has been shut down",
      { model: "models/gemini-live-2.5-flash-preview" },
      {
        code: 1008,
        reason:
          "models/gemini-live-2.5-flash-preview is not found for API version v1beta, or is not supported for bidiGenerateContent. Call",
      },
    ],
    ["affective dialog", { model, generationConfig: { enableAffectiveDialog: true } }, invalid],
    ["proactive audio turned off", { model, proactivity: { proactiveAudio: false } }, invalid],
    ["a response schema", { model, generationConfig: { responseMimeType: "application/json" } }, invalid],
    ["transparent resumption", { model, sessionResumption: { transparent: true } }, invalid],
    ["an unknown handle", { model, sessionResumption: { handle: "no-such-handle" } }, invalid],
  ])("%s is closed with Google's words", async (_, setup, close) => {
    const caller = await stage.call();
    caller.send({ setup });
    expect(await caller.closed).toEqual(close);
    expect(caller.frames).toEqual([]);
  });

  test("an invalid key is closed with Google's words", async () => {
    const caller = await stage.call("/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent?key=invalid");
    caller.send({ setup: { model } });
    expect(await caller.closed).toEqual({ code: 1007, reason: "API key not valid. Please pass a valid API key." });
  });
});

describe("a setup that Google accepts", () => {
  test.each([
    ["only a model", { model }],
    ["snake_case names", { model, generation_config: { response_modalities: ["AUDIO"] }, session_resumption: {} }],
    ["a known voice", { model, generationConfig: voice("Puck") }],
    ...[model, "models/gemini-3.1-flash-live-preview", "models/gemini-2.5-flash-native-audio-latest"].map((it): [string, object] => [
      `a function that blocks, on ${it}`,
      { model: it, tools: [{ functionDeclarations: [{ name: "f", behavior: "BLOCKING" }] }] },
    ]),
    [
      "everything the interview asks for",
      {
        model,
        generationConfig: { responseModalities: ["AUDIO"], temperature: 0.5, ...voice("Kore") },
        systemInstruction: { role: "user", parts: [{ text: "hi" }] },
        tools: [
          {
            functionDeclarations: [
              { name: "end_interview", description: "d", behavior: "NON_BLOCKING", parametersJsonSchema: { any_name: 1 } },
            ],
          },
        ],
        sessionResumption: {},
        inputAudioTranscription: {},
        outputAudioTranscription: {},
        realtimeInputConfig: { automaticActivityDetection: { silenceDurationMs: 1000, prefixPaddingMs: 300 } },
        contextWindowCompression: { triggerTokens: "1000", slidingWindow: { targetTokens: "500" } },
      },
    ],
    [
      "the previous model with a thinking level",
      { model: "models/gemini-3.1-flash-live-preview", generationConfig: { thinkingConfig: { thinkingLevel: "low" } } },
    ],
    ["affective dialog turned off, as some clients always say", { model, generationConfig: { enableAffectiveDialog: false } }],
    [
      "affective dialog on the models that have it",
      { model: "models/gemini-2.5-flash-native-audio-preview-12-2025", generationConfig: { enableAffectiveDialog: true } },
    ],
    ["the older preview", { model: "models/gemini-2.5-flash-native-audio-preview-09-2025" }],
    ["the newest of the 2.5 family", { model: "models/gemini-2.5-flash-native-audio-latest" }],
  ])("%s is answered with setupComplete in a binary frame", async (_, setup) => {
    const caller = await stage.call();
    caller.send({ setup });
    await caller.untilCount("setupComplete");
    expect(caller.frames[0]).toEqual({ binary: true, message: { setupComplete: {} } });
    caller.socket.terminate();
  });
});
