import { expect, it } from "vitest";
import { patiences, type TurnTaking } from "../../../contract/vocabulary.ts";
import { otherTurnTakingOf, turnTakingOf, type Profile, profileOf } from "./profile.ts";
import { setupOf } from "./setup.ts";

const shortly = (model: string) => {
  const { turnTaking, opening, openingAgain, texts, scheduling, behavior } = profileOf(model);
  return [turnTaking, opening, openingAgain, texts, scheduling, behavior].join(" ");
};

it.each([
  ["gemini-3.8-live", "gated content realtime content true NON_BLOCKING"],
  ["models/gemini-3.8-live", "gated content realtime content true NON_BLOCKING"],
  ["gemini-3.8-live-extended-thinking", "gated content realtime content false "],
  ["gemini-3.1-flash-live-preview", "manual realtime realtime realtime false "],
  ["gemini-2.5-flash-native-audio-latest", "manual content realtime content false NON_BLOCKING"],
  ["gemini-9-live", "automatic realtime realtime realtime false "],
])("knows what %s accepts", (model, taken) => {
  expect(shortly(model)).toBe(taken);
});

it("takes turns as the deployment configures, else as the model needs", () => {
  expect(turnTakingOf(profileOf("gemini-3.8-live"), "manual")).toBe("manual");
  expect(turnTakingOf(profileOf("gemini-3.8-live"), undefined)).toBe("gated");
});

it.each([
  ["gemini-3.8-live", undefined, "automatic"],
  ["gemini-3.8-live", "manual", "gated"],
  ["gemini-3.1-flash-live-preview", undefined, "automatic"],
  ["gemini-3.1-flash-live-preview", "gated", "manual"],
] as const)("switches %s to another plan when it does not answer by the requested one (%s): %s", (model, asked, plan) => {
  expect(otherTurnTakingOf(profileOf(model), asked)).toBe(plan);
});

const asked = {
  profile: profileOf("gemini-3.1-flash-live-preview"),
  turnTaking: "manual" as const,
  patience: "NORMAL" as const,
  instruction: "Be kind.",
  voice: "Kore",
  language: "de",
  vocabulary: [],
  questions: ["q1"],
  handle: null,
  isPlain: false,
} satisfies Parameters<typeof setupOf>[0];

it("sets up detection by the plan, compression for its cost, and what the profile accepts", () => {
  const detections = (["manual", "gated", "automatic"] as const).map(
    (turnTaking) => setupOf({ ...asked, turnTaking }).realtimeInputConfig?.automaticActivityDetection,
  );
  expect(detections).toEqual([
    { disabled: true },
    { silenceDurationMs: 700, endOfSpeechSensitivity: "END_SENSITIVITY_HIGH", startOfSpeechSensitivity: "START_SENSITIVITY_LOW" },
    {
      silenceDurationMs: 1_600,
      prefixPaddingMs: 300,
      endOfSpeechSensitivity: "END_SENSITIVITY_LOW",
      startOfSpeechSensitivity: "START_SENSITIVITY_LOW",
    },
  ]);
  const setup = setupOf({ ...asked, vocabulary: ["Kubernetes"], profile: { ...asked.profile, customVocabulary: true } });
  expect(setup).toMatchObject({
    inputAudioTranscription: { languageCodes: ["de"], customVocabulary: ["Kubernetes"] },
    outputAudioTranscription: { languageCodes: ["de"] },
    contextWindowCompression: { triggerTokens: "32000", slidingWindow: { targetTokens: "16000" } },
    sessionResumption: {},
  });
  const on38 = setupOf({ ...asked, profile: profileOf("gemini-3.8-live"), handle: "h1" });
  expect(JSON.stringify(on38)).toContain('"behavior":"NON_BLOCKING"');
  expect([on38.inputAudioTranscription, on38.sessionResumption]).toEqual([{}, { handle: "h1" }]);
});

it("has Gemini wait by the chosen mode when it decides alone, and longest for a held key it cannot know of", () => {
  const waits = (turnTaking: TurnTaking) =>
    patiences.map(
      (patience) => setupOf({ ...asked, turnTaking, patience }).realtimeInputConfig?.automaticActivityDetection?.silenceDurationMs,
    );
  expect(patiences).toEqual(["QUICK", "NORMAL", "PATIENT", "HOLD_TO_TALK"]);
  expect(waits("automatic")).toEqual([800, 1_600, 4_000, 4_000]);
  expect(waits("gated")).toEqual([700, 700, 700, 700]);
  expect(waits("manual")).toEqual([undefined, undefined, undefined, undefined]);
});

it("declares the note tool, with the plan's questions, where its answer can be silent", () => {
  const toolsOf = (profile: Profile, questions = ["q1", "q2"]) =>
    setupOf({ ...asked, profile, questions }).tools?.flatMap((it) => ("functionDeclarations" in it ? (it.functionDeclarations ?? []) : []));
  expect(toolsOf(profileOf("gemini-3.8-live"))?.map(({ name, behavior }) => [name, behavior])).toEqual([
    ["end_interview", "NON_BLOCKING"],
    ["note_question", "NON_BLOCKING"],
  ]);
  expect(toolsOf(profileOf("gemini-3.8-live"))?.[1]?.parametersJsonSchema).toMatchObject({ properties: { id: { enum: ["q1", "q2"] } } });
  const silentNowhere = ["gemini-3.8-live-extended-thinking", "gemini-3.1-flash-live-preview", "gemini-9-live"].map(profileOf);
  for (const profile of silentNowhere) expect(toolsOf(profile)?.map(({ name }) => name)).toEqual(["end_interview"]);
  expect(toolsOf(profileOf("gemini-3.8-live"), [])?.map(({ name }) => name)).toEqual(["end_interview"]);
});

it("omits whatever a model may not know after the set-up was refused", () => {
  const setup = setupOf({ ...asked, profile: profileOf("gemini-9-live"), isPlain: true });
  expect([setup.realtimeInputConfig, setup.contextWindowCompression, setup.inputAudioTranscription]).toEqual([
    {},
    { slidingWindow: {} },
    {},
  ]);
});
