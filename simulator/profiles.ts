import * as z from "zod";

const ms = z.number().min(0);

/** How one model was seen to behave. A scenario may override any of it. */
const profile = z.strictObject({
  /** Whole: one inputTranscription for each utterance, right before the model's turn. Deltas: pieces that may come late. */
  transcription: z.enum(["whole", "deltas"]),
  /** Sends the candidate's typed text back as inputTranscription. */
  echoesTexts: z.boolean(),
  /** Sends voiceActivity where speech starts and ends. */
  voiceActivity: z.boolean(),
  /** The quiet that ends speech where the setup names none, and the longest that it may name, in ms of sound. */
  silenceDurationMs: ms,
  longestSilenceMs: ms.nullable(),
  /** Ignored, the turn stays open until more sound comes. */
  audioStreamEnd: z.enum(["ends", "ignored"]),
  /** activityStart and activityEnd under automatic detection. */
  activityUnderAutomatic: z.enum(["ignored", "refused"]),
  mediaChunks: z.enum(["heard", "refused"]),
  /** When client content may come: at any time, or as the history that the setup announced. */
  clientContent: z.enum(["any time", "history"]),

  /** Once: soon after setupComplete. Idle: every half second of sound that nobody speaks in, and after each turn. */
  handles: z.enum(["once", "idle", "turn"]),
  /** A handle brings back the moment of its issue, or the end of its session. */
  handleRemembers: z.enum(["issue", "end"]),
  /** Handles come though the setup did not ask for them. */
  handlesUnasked: z.boolean(),
  /** Sends an empty sessionResumptionUpdate while it cannot be resumed. */
  handleWithdrawn: z.boolean(),

  /** From the end of speech, a text or a function's answer to the first frame of the turn. */
  replyMs: ms,
  /** How many seconds of sound are sent in a second. */
  soundPerSecond: z.number().positive(),
  /** Everywhere: `{}` before every sound too. Content: `{"serverContent":{}}` at the start of a turn. */
  emptyFrames: z.enum(["everywhere", "content", "none"]),
  /** Every second turn begins with a part of one sample, "AAA=". */
  oneSampleFirst: z.boolean(),
  wordsPerCaption: z.number().int().min(1),
  /** Beside: a caption may come in a message of its own. */
  captions: z.enum(["with sound", "beside"]),
  /** modelTurn says whose turn it is. */
  namesRole: z.boolean(),
  /** turnComplete says whether more comes by itself. */
  interactionStatus: z.boolean(),
  /** From `interrupted` to its turnComplete. */
  interruptionMs: ms,

  /**
   * First: toolCall, generationComplete and turnComplete at once, and what the turn says once the function is answered. Afterwards: the
   * call comes alone after the turn. In turn: where the scenario has it; a blocking function holds the turn.
   */
  calls: z.enum(["first", "afterwards", "in turn"]),
  behaviourByDefault: z.enum(["BLOCKING", "NON_BLOCKING"]),
  takesBlocking: z.boolean(),
  takesScheduling: z.boolean(),
  /** An answer that does not name its function counts all the same, or as a failure that the model apologises for. */
  unnamedAnswer: z.enum(["taken", "failed"]),
  /** After an answer that will continue: the final one is spoken, or the model has dropped the call. */
  finalAnswer: z.enum(["spoken", "dropped"]),

  thinking: z.enum(["level", "budget", "none"]),
  takesAffectiveDialog: z.boolean(),
  takesSilentProactivity: z.boolean(),

  /** What every prompt holds besides what was said. */
  textTokens: z.number().int().min(0),
  audioTokens: z.number().int().min(0),
  thoughtTokens: z.number().int().min(0),
});

export type Profile = z.output<typeof profile>;

export const overrides = profile.partial();

const live38: Profile = {
  transcription: "whole",
  echoesTexts: false,
  voiceActivity: false,
  silenceDurationMs: 800,
  longestSilenceMs: null,
  audioStreamEnd: "ignored",
  activityUnderAutomatic: "ignored",
  mediaChunks: "refused",
  clientContent: "any time",
  handles: "once",
  handleRemembers: "issue",
  handlesUnasked: true,
  handleWithdrawn: false,
  replyMs: 550,
  soundPerSecond: 4,
  emptyFrames: "everywhere",
  oneSampleFirst: true,
  wordsPerCaption: 4,
  captions: "with sound",
  namesRole: true,
  interactionStatus: false,
  interruptionMs: 340,
  calls: "first",
  behaviourByDefault: "NON_BLOCKING",
  takesBlocking: true,
  takesScheduling: true,
  unnamedAnswer: "taken",
  finalAnswer: "spoken",
  thinking: "none",
  takesAffectiveDialog: false,
  takesSilentProactivity: false,
  textTokens: 327,
  audioTokens: 221,
  thoughtTokens: 44,
};

const live38Thinking: Profile = {
  ...live38,
  replyMs: 1000,
  soundPerSecond: 1,
  interactionStatus: true,
  calls: "afterwards",
  takesBlocking: false,
  takesScheduling: false,
  unnamedAnswer: "failed",
  finalAnswer: "dropped",
  thinking: "level",
  textTokens: 2802,
};

const live31: Profile = {
  ...live38,
  echoesTexts: true,
  voiceActivity: true,
  longestSilenceMs: 2000,
  audioStreamEnd: "ends",
  activityUnderAutomatic: "refused",
  clientContent: "history",
  handles: "idle",
  replyMs: 500,
  soundPerSecond: 8,
  emptyFrames: "content",
  wordsPerCaption: 2,
  namesRole: false,
  behaviourByDefault: "BLOCKING",
  thinking: "level",
  takesSilentProactivity: true,
  textTokens: 147,
  audioTokens: 0,
  thoughtTokens: 0,
};

/** Nobody has published its raw frames: this is what the documentation and its users say. */
const native25: Profile = {
  ...live31,
  transcription: "deltas",
  echoesTexts: false,
  voiceActivity: false,
  longestSilenceMs: null,
  mediaChunks: "heard",
  clientContent: "any time",
  handles: "turn",
  handlesUnasked: false,
  soundPerSecond: 4,
  emptyFrames: "none",
  oneSampleFirst: false,
  wordsPerCaption: 3,
  captions: "beside",
  namesRole: true,
  calls: "in turn",
  thinking: "budget",
  takesAffectiveDialog: true,
};

export const profiles = new Map([
  ["models/gemini-3.8-live", live38],
  ["models/gemini-3.8-live-extended-thinking", live38Thinking],
  ["models/gemini-3.1-flash-live-preview", live31],
  ["models/gemini-2.5-flash-native-audio-latest", native25],
  ["models/gemini-2.5-flash-native-audio-preview-12-2025", native25],
  ["models/gemini-2.5-flash-native-audio-preview-09-2025", native25],
]);

/** How `model` behaves, with what a scenario overrides; undefined when there is no such Live model. */
export const profileOf = (model: string, changes: z.output<typeof overrides>): Profile | undefined => {
  const observed = profiles.get(model);
  return observed && profile.parse({ ...observed, ...changes });
};
