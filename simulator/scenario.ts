import * as z from "zod";
import { overrides } from "./profiles.ts";
import { hasClip } from "./speech.ts";

const ms = z.number().min(0);
const close = z.strictObject({ code: z.number().int().min(1000).max(4999), reason: z.string().default("") });

/** A stretch of speech: a rendered clip of speech/, or a plain tone of `ms` milliseconds that stands for `text`. */
const speech = z.strictObject({
  text: z.string().optional(),
  clip: z.string().refine(hasClip, "No clip has this name").optional(),
  ms: ms.optional(),
  thought: z.string().optional(),
  /**
   * The number of outputTranscription deltas that the text is cut into; by default one for every `wordsPerCaption` words of the profile.
   */
  fragments: z.number().int().min(1).optional(),
  /** The length of every audio part; by default uneven, 40 to 720 ms. */
  partMs: z.number().min(1).optional(),
  /** Time from generationComplete to turnComplete; by default what playback still needs. */
  lagMs: ms.optional(),
});

export type Saying = z.output<typeof speech>;

const call = z.strictObject({ name: z.string(), args: z.record(z.string(), z.json()).default({}) });

export type Call = z.output<typeof call>;

/** A bare string says the clip of that name. */
const step = z.union([
  z
    .string()
    .refine(hasClip, "No clip has this name")
    .transform((clip) => ({ say: { clip } satisfies Saying })),
  z.strictObject({ say: speech }),
  z.strictObject({ call }),
  z.strictObject({ callEnd: z.literal(true) }),
  z.strictObject({ cancelCalls: z.literal(true) }),
  z.strictObject({ interrupted: z.literal(true) }),
  z.strictObject({ send: z.json() }),
  z.strictObject({ sendText: z.string() }),
  z.strictObject({ raw: z.base64() }),
  z.strictObject({ close }),
  z.strictObject({ terminate: z.literal(true) }),
  /** Closes with 1011 when the time is up. `closeAfterMs` changes that time; null leaves the close out. */
  z.strictObject({ goAway: z.strictObject({ timeLeft: z.string().regex(/^\d+(\.\d+)?s$/), closeAfterMs: ms.nullable().optional() }) }),
  z.strictObject({ flood: z.strictObject({ ms, overMs: ms }) }),
  /** Half-open: from now on nothing is read, answered or sent. */
  z.strictObject({ stall: z.literal(true) }),
  z.strictObject({ wait: ms }),
  /**
   * On a model with an interactionStatus: completes what was said so far IN_PROGRESS, and goes on unasked after so many ms. Others just go
   * on.
   */
  z.strictObject({ thinks: ms }),
  /**
   * How the turn ends abnormally. generation: nothing after generationComplete. never: not even that. rejected: turnComplete with the
   * reason RESPONSE_REJECTED.
   */
  z.strictObject({ finish: z.enum(["generation", "never", "rejected"]) }),
]);

/** What /control can make a session do: a step, a handle out of turn, or the setupComplete that a scenario withholds. */
export const command = z.union([
  step,
  z.strictObject({ issueHandle: z.literal(true) }),
  z.strictObject({ completeSetup: z.literal(true) }),
]);

/** The answer to one REST request; content by default. */
export const restAnswer = z.strictObject({
  /** 0: the connection breaks. */
  status: z.union([z.literal(0), z.number().int().min(200).max(599)]).default(200),
  message: z.string().default(""),
  /** The details of a Google error. */
  details: z.array(z.json()).optional(),
  text: z.string().optional(),
  finishReason: z.string().default("STOP"),
  /** The answer has no candidate, for this reason. */
  blockReason: z.string().optional(),
  delayMs: ms.default(0),
  /** Waits until /control says how to answer. */
  isHeld: z.boolean().default(false),
});
export type RestAnswer = z.output<typeof restAnswer>;

const behaviourShape = {
  /** Multiplies every delay of the scenario; 0 is instant. */
  pace: z.number().min(0).default(1),
  frames: z.enum(["binary", "text", "mixed"]).default("binary"),
  /** What the model does at each of its turns, in order. Empty: it is silent until /control says otherwise. */
  turns: z.array(z.union([z.array(step), step.transform((one) => [one])])).default([]),
  /** The turn to continue from when all turns have been used; null means silence. */
  repeatFrom: z.number().int().min(0).nullable().default(null),
  /** false: records the candidate's sound, but never reacts to it. */
  hears: z.boolean().default(true),
  /** Overrides of the model's profile. */
  profile: overrides.default({}),
  /** The transcriptions of the candidate's answers, in order. Later answers are transcribed as their duration. */
  heardAs: z.array(z.string()).default([]),
  /** For transcription in deltas: the last piece of every n-th answer comes after the model has begun to speak; 0 is never. */
  lateEvery: z.number().int().min(0).default(0),
  /** Every n-th answer is transcribed but gets no turn; 0 is never. */
  swallowEvery: z.number().int().min(0).default(0),
  /** Calls end_interview again after an answer that refuses it. */
  insists: z.boolean().default(true),
  /** Calls note_question, if the setup declares it, with the id of the planned question that a turn asks. */
  notes: z.boolean().default(false),
  /** The first n realtime texts of a connection give the model no turn. */
  ignoresTexts: z.number().int().min(0).default(0),
  captions: z.boolean().default(true),
  usage: z.enum(["turn", "part", "never"]).default("turn"),
  slowPongsMs: ms.default(0),

  refuse: z.strictObject({ status: z.number().int().min(300).max(599), body: z.string().default("") }).optional(),
  neverAnswer: z.boolean().default(false),
  reset: z.boolean().default(false),

  /** Never by itself; /control may still complete the setup. */
  neverSetupComplete: z.boolean().default(false),
  setupDelayMs: ms.default(0),
  closeAtSetup: close.optional(),
  /** Setup fields that this server rejects as unknown. */
  unknownFields: z.array(z.string()).default([]),
  terminateAtSetup: z.boolean().default(false),

  /** The age limit of the connection, in real milliseconds. goAwayMs null: no warning. */
  lifetime: z
    .strictObject({
      ms,
      goAwayMs: ms.nullable().default(null),
      end: z.union([close, z.literal("terminate")]).default({ code: 1011, reason: "Deadline expired before operation could complete." }),
    })
    .optional(),

  handles: z.boolean().default(true),
  handleTtlMs: ms.default(2 * 60 * 60 * 1000),
  refuseResume: close.optional(),
  /** A resumed connection sends the last line of transcription again. */
  replayLast: z.boolean().default(false),
  /** A resumed connection transcribes the candidate but never speaks. */
  poisoned: z.boolean().default(false),

  /** REST answers in place of content: always this one, or these in order and then content. */
  rest: z.union([restAnswer, z.array(restAnswer)]).optional(),
};

/**
 * What the model does. `attempts[n]` overrides it for the n-th connection that plays this scenario (0 is the first). Later connections
 * follow the scenario itself, or start over in `attempts` if `attemptsRepeat` is set.
 */
const scenario = z.strictObject({
  ...behaviourShape,
  description: z.string().default(""),
  attempts: z.array(z.record(z.string(), z.json())).default([]),
  attemptsRepeat: z.boolean().default(false),
});

export type Step = z.output<typeof step>;
export type Command = z.output<typeof command>;
export type Behaviour = z.output<typeof scenario>;
export type ScenarioInput = z.input<typeof scenario>;

/** The behaviour of one connection. Throws a ZodError if the scenario or the override of this attempt is invalid. */
export const behave = (input: ScenarioInput, attempt: number): Behaviour => {
  const { attempts = [], attemptsRepeat = false } = input;
  const override = attempts[attemptsRepeat && attempts.length > 0 ? attempt % attempts.length : attempt];
  return scenario.parse({ ...input, attempts: [], ...override });
};

/** The behaviour of each attempt that has overrides, then that of all later ones. */
export const behaviours = (input: ScenarioInput): Behaviour[] => [
  ...(input.attempts ?? []).map((_, attempt) => behave(input, attempt)),
  behave({ ...input, attempts: [] }, 0),
];

/** Checks a scenario with all its attempts. Throws a ZodError if one of them is invalid. */
export const parseScenario = (input: unknown): ScenarioInput => {
  scenario.parse(input);
  const checked = z.custom<ScenarioInput>().parse(input);
  behaviours(checked);
  return checked;
};
