import {
  type AutomaticActivityDetection,
  Behavior,
  EndSensitivity,
  type LiveConnectConfig,
  Modality,
  StartSensitivity,
} from "@google/genai";
import { endTool, noteTool } from "./message.ts";
import type { Patience, TurnTaking } from "../../../contract/vocabulary.ts";
import { pauseMs } from "../../../machines/interview/limits.ts";
import type { Profile } from "./profile.ts";

/** Ms of silence that end the candidate's turn, where Gemini decides. It does not know hold-to-talk, which gets the longest pause. */
export const silenceMsOf = (turnTaking: TurnTaking, patience: Patience): number => {
  if (turnTaking === "automatic") return pauseMs(patience === "HOLD_TO_TALK" ? "PATIENT" : patience);
  return turnTaking === "gated" ? 700 : 0;
};

const detectionOf = (turnTaking: TurnTaking, patience: Patience): AutomaticActivityDetection => ({
  ...detection[turnTaking],
  ...(turnTaking !== "manual" && { silenceDurationMs: silenceMsOf(turnTaking, patience) }),
});

const detection: Record<TurnTaking, AutomaticActivityDetection> = {
  manual: { disabled: true },
  gated: {
    endOfSpeechSensitivity: EndSensitivity.END_SENSITIVITY_HIGH,
    startOfSpeechSensitivity: StartSensitivity.START_SENSITIVITY_LOW,
  },
  // Candidates pause to think, and their microphone may hear the interviewer.
  automatic: {
    prefixPaddingMs: 300,
    endOfSpeechSensitivity: EndSensitivity.END_SENSITIVITY_LOW,
    startOfSpeechSensitivity: StartSensitivity.START_SENSITIVITY_LOW,
  },
};

const reason = {
  type: "string",
  enum: ["plan_done", "candidate_asked", "candidate_silent"],
  description:
    "plan_done: the questions are used up. candidate_asked: the candidate wants to stop. candidate_silent: nobody answers any more.",
};

/**
 * The tool with which the interviewer notes which question it asks, only for models whose tool answers can be silent. `questions` are the
 * planned ids.
 */
const noteOf = (questions: string[]) => ({
  name: noteTool,
  description:
    "Notes which of your planned questions you ask. Call it with the question's id right before you ask that question, each time, and never mention it.",
  parametersJsonSchema: { type: "object", properties: { id: { type: "string", enum: questions } }, required: ["id"] },
});

/** What a session is told, the voice it speaks in, and what is likely to be said in it. */
export type Instructions = {
  instruction: string;
  voice: string;
  /** The language (BCP 47) and names that a recogniser would not know. Both are sent only if the profile takes them. */
  language: string | null;
  vocabulary: string[];
  /** Ids of the planned questions. */
  questions: string[];
};

type Asked = Instructions & {
  profile: Profile;
  turnTaking: TurnTaking;
  patience: Patience;
  handle: string | null;
  /** The model has refused what its profile asks for: nothing is asked for that some model may not know. */
  isPlain: boolean;
};

const plain = { contextWindowCompression: { slidingWindow: {} }, realtimeInputConfig: {} } satisfies LiveConnectConfig;

/** The configuration of a Live session. */
export const setupOf = ({
  profile,
  turnTaking,
  patience,
  instruction,
  voice,
  language,
  vocabulary,
  questions,
  handle,
  isPlain,
}: Asked): LiveConnectConfig => {
  const behavior = profile.behavior && { behavior: Behavior[profile.behavior] };
  const languages = profile.languageCodes && language !== null ? { languageCodes: [language] } : {};
  return {
    responseModalities: [Modality.AUDIO],
    speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: voice } } },
    systemInstruction: instruction,
    inputAudioTranscription: { ...languages, ...(profile.customVocabulary && vocabulary.length > 0 && { customVocabulary: vocabulary }) },
    outputAudioTranscription: languages,
    sessionResumption: handle ? { handle } : {},
    // Every turn is billed with all of the context before it.
    contextWindowCompression: { triggerTokens: "32000", slidingWindow: { targetTokens: "16000" } },
    realtimeInputConfig: { automaticActivityDetection: detectionOf(turnTaking, patience) },
    ...(isPlain && plain),
    tools: [
      {
        functionDeclarations: [
          {
            name: endTool,
            description:
              "Asks to end the interview. Call it before you say goodbye; its answer tells you whether to say goodbye or to go on.",
            parametersJsonSchema: { type: "object", properties: { reason }, required: ["reason"] },
            ...behavior,
          },
          ...(profile.scheduling && questions.length > 0 ? [{ ...noteOf(questions), ...behavior }] : []),
        ],
      },
    ],
  };
};
