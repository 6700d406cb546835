import * as z from "zod";

const ms = z.number().min(0);

/** The observed behaviour of one model. A scenario may override any of it. */
const profile = z.strictObject({
  /** whole: one inputTranscription for each utterance, right before the model's turn. deltas: pieces, some of which may come late. */
  transcription: z.enum(["whole", "deltas"]),
  /** Sends the candidate's typed text back as inputTranscription. */
  echoesTexts: z.boolean(),
  /** Sends voiceActivity when speech starts and ends. */
  voiceActivity: z.boolean(),
  /** The silence that ends speech if the setup names none, and the longest that a setup may name, in ms of sound. */
  silenceDurationMs: ms,
  longestSilenceMs: ms.nullable(),
  /** ignored: the turn stays open until more sound comes. */
  audioStreamEnd: z.enum(["ends", "ignored"]),
  /** What becomes of activityStart and activityEnd under automatic detection. */
  activityUnderAutomatic: z.enum(["ignored", "refused"]),
  mediaChunks: z.enum(["heard", "refused"]),
  /** When client content is accepted: at any time, or only as the history that the setup announced. */
  clientContent: z.enum(["any time", "history"]),

  /**
   * once: soon after setupComplete. idle: after every half second of sound in which nobody speaks, and after each turn. turn: after each
   * turn.
   */
  handles: z.enum(["once", "idle", "turn"]),
  /** Whether a handle brings back the moment of its issue, or the end of its session. */
  handleRemembers: z.enum(["issue", "end"]),
  /** Issues handles although the setup did not ask for any. */
  handlesUnasked: z.boolean(),
  /** Sends an empty sessionResumptionUpdate while the session cannot be resumed. */
  handleWithdrawn: z.boolean(),

  /** Time from the end of speech, a text or a function's answer to the first frame of the turn. */
  replyMs: ms,
  /** Seconds of sound sent per second. */
  soundPerSecond: z.number().positive(),
  /**
   * content: two `{"serverContent":{}}` at the start of a turn. everywhere: `{}` and one `{"serverContent":{}}` there, and `{}` before
   * every message of speech.
   */
  emptyFrames: z.enum(["everywhere", "content", "none"]),
  /** Every second spoken turn begins with a part of a single sample, "AAA=". */
  oneSampleFirst: z.boolean(),
  wordsPerCaption: z.number().int().min(1),
  /** beside: a caption may come in a message of its own. */
  captions: z.enum(["with sound", "beside"]),
  /** modelTurn has a role. */
  namesRole: z.boolean(),
  /** turnComplete has an interactionStatus, which tells whether more comes without being asked for. */
  interactionStatus: z.boolean(),
  /** Time from `interrupted` to its turnComplete. */
  interruptionMs: ms,

  /**
   * first: toolCall, generationComplete and turnComplete at once; the words of the turn come after the function's answer. afterwards: the
   * call comes alone, after the turn. in turn: at its place in the scenario, where a blocking function holds the turn.
   */
  calls: z.enum(["first", "afterwards", "in turn"]),
  behaviourByDefault: z.enum(["BLOCKING", "NON_BLOCKING"]),
  takesBlocking: z.boolean(),
  takesScheduling: z.boolean(),
  /** What becomes of a function's answer without its name: accepted, or taken for a failure for which the model apologises. */
  unnamedAnswer: z.enum(["taken", "failed"]),
  /** What follows an answer that will continue: the final answer is spoken, or the model has dropped the call. */
  finalAnswer: z.enum(["spoken", "dropped"]),

  thinking: z.enum(["level", "budget", "none"]),
  takesAffectiveDialog: z.boolean(),
  takesSilentProactivity: z.boolean(),

  /** Tokens that every prompt holds besides what was said. */
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

/** Raw frames of this model have not been published: this follows the documentation and reports of its users. */
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

/** The behaviour of `model` with a scenario's overrides; undefined if there is no such Live model. */
export const profileOf = (model: string, changes: z.output<typeof overrides>): Profile | undefined => {
  const observed = profiles.get(model);
  return observed && profile.parse({ ...observed, ...changes });
};
