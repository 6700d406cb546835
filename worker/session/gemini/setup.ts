import { type LiveConnectConfig, Modality, StartSensitivity } from "@google/genai";
import { endTool } from "./message.ts";

/** Candidates pause to think: so much silence ends their turn. */
export const silenceDurationMs = 1_500;

/** What a Live session is set up with. */
export const setupOf = ({
  instruction,
  voice,
  handle,
}: {
  instruction: string;
  voice: string;
  handle: string | null;
}): LiveConnectConfig => ({
  responseModalities: [Modality.AUDIO],
  speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: voice } } },
  systemInstruction: instruction,
  inputAudioTranscription: {},
  outputAudioTranscription: {},
  sessionResumption: handle ? { handle } : {},
  contextWindowCompression: { slidingWindow: {} },
  realtimeInputConfig: {
    automaticActivityDetection: {
      silenceDurationMs,
      prefixPaddingMs: 300,
      startOfSpeechSensitivity: StartSensitivity.START_SENSITIVITY_LOW,
    },
  },
  tools: [
    {
      functionDeclarations: [
        {
          name: endTool,
          description: "Ends the interview. Call it once, right after you have said your closing line.",
          parametersJsonSchema: { type: "object", properties: { reason: { type: "string", description: "Why the interview is over." } } },
        },
      ],
    },
  ],
});
