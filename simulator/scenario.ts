import * as z from "zod";
import { overrides } from "./profiles.ts";
import { hasClip } from "./speech.ts";

const ms = z.number().min(0);
const close = z.strictObject({ code: z.number().int().min(1000).max(4999), reason: z.string().default("") });

/** One spoken stretch: a rendered clip of speech/, or a plain tone of `ms` milliseconds that stands for `text`. */
const speech = z.strictObject({
  text: z.string().optional(),
  clip: z.string().refine(hasClip, "No clip has this name").optional(),
  ms: ms.optional(),
  thought: z.string().optional(),
  /** How many outputTranscription deltas the text is cut into; by default one for every three words. */
  fragments: z.number().int().min(1).optional(),
  /** Length of every audio part; by default uneven, 40–400 ms. */
  partMs: z.number().min(1).optional(),
  /** From generationComplete to turnComplete; by default what playback still needs. */
  lagMs: ms.optional(),
});

export type Saying = z.output<typeof speech>;

const call = z.strictObject({ name: z.string(), args: z.record(z.string(), z.json()).default({}) });

export type Call = z.output<typeof call>;

/** A bare string says that clip. */
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
  /** Closes with 1011 when the time is up; `closeAfterMs` moves that moment, null leaves it out. */
  z.strictObject({ goAway: z.strictObject({ timeLeft: z.string().regex(/^\d+(\.\d+)?s$/), closeAfterMs: ms.nullable().optional() }) }),
  z.strictObject({ flood: z.strictObject({ ms, overMs: ms }) }),
  /** Half-open: from here on nothing is read, answered or sent. */
  z.strictObject({ stall: z.literal(true) }),
  z.strictObject({ wait: ms }),
  /** How the turn ends if not well: silent after generationComplete, not even that, or complete with the reason RESPONSE_REJECTED. */
  z.strictObject({ finish: z.enum(["generation", "never", "rejected"]) }),
]);

/** What /control can make of a session: a step, a handle out of turn, or the setupComplete that a script withholds. */
export const command = z.union([
  step,
  z.strictObject({ issueHandle: z.literal(true) }),
  z.strictObject({ completeSetup: z.literal(true) }),
]);

/** How REST answers one request; content where nothing else is said. */
export const restAnswer = z.strictObject({
  /** 0: the connection breaks. */
  status: z.union([z.literal(0), z.number().int().min(200).max(599)]).default(200),
  message: z.string().default(""),
  /** Of a Google error. */
  details: z.array(z.json()).optional(),
  text: z.string().optional(),
  finishReason: z.string().default("STOP"),
  /** No candidate at all, for this reason. */
  blockReason: z.string().optional(),
  delayMs: ms.default(0),
  /** Waits for /control to say how it goes on. */
  isHeld: z.boolean().default(false),
});
export type RestAnswer = z.output<typeof restAnswer>;

const behaviourShape = {
  /** Multiplies every wait of the script; 0 is instant. */
  pace: z.number().min(0).default(1),
  frames: z.enum(["binary", "text", "mixed"]).default("binary"),
  /** What the model does at each of its turns, in order. Empty: silent until told over /control. */
  turns: z.array(z.union([z.array(step), step.transform((one) => [one])])).default([]),
  /** Where to go on once the turns are used up; null is silence. */
  repeatFrom: z.number().int().min(0).nullable().default(null),
  /** Deaf, it records the candidate's sound and never reacts to it. */
  hears: z.boolean().default(true),
  /** What this scenario changes about the model's profile. */
  profile: overrides.default({}),
  /** What the candidate's answers are transcribed as, in order; the answers after them as their length. */
  heardAs: z.array(z.string()).default([]),
  /** Of a transcription in deltas: every n-th answer's last piece arrives after the model has begun to speak; 0 is never. */
  lateEvery: z.number().int().min(0).default(0),
  /** Every n-th answer is transcribed and nobody answers it; 0 is never. */
  swallowEvery: z.number().int().min(0).default(0),
  /** A call of end_interview whose answer says that it is refused is made again. */
  insists: z.boolean().default(true),
  /** Calls note_question, where the setup declares it, with the id of the planned question that a turn asks. */
  notes: z.boolean().default(false),
  /** So many realtime texts of a connection, the first ones, give the model no turn. */
  ignoresTexts: z.number().int().min(0).default(0),
  captions: z.boolean().default(true),
  usage: z.enum(["turn", "part", "never"]).default("turn"),
  slowPongsMs: ms.default(0),

  refuse: z.strictObject({ status: z.number().int().min(300).max(599), body: z.string().default("") }).optional(),
  neverAnswer: z.boolean().default(false),
  reset: z.boolean().default(false),

  /** Not by itself: /control may still complete the setup. */
  neverSetupComplete: z.boolean().default(false),
  setupDelayMs: ms.default(0),
  closeAtSetup: close.optional(),
  /** Fields of a setup that this server has never heard of. */
  unknownFields: z.array(z.string()).default([]),
  terminateAtSetup: z.boolean().default(false),

  /** The connection's own age limit in real milliseconds. goAwayMs null: no warning. */
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
  /** A resumed connection sends the last transcription line once more. */
  replayLast: z.boolean().default(false),
  /** A resumed connection transcribes the candidate and never speaks. */
  poisoned: z.boolean().default(false),

  /** What REST answers instead of content: always this, or these in order and then content. */
  rest: z.union([restAnswer, z.array(restAnswer)]).optional(),
};

/**
 * What the model does. `attempts[n]` overrides it for the n-th connection that plays this scenario (0 is the first);
 * further connections follow the scenario itself, or start over in `attempts` when `attemptsRepeat` is set.
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

/** The behaviour of one connection. Throws a ZodError when the scenario or its attempt does not hold. */
export const behave = (input: ScenarioInput, attempt: number): Behaviour => {
  const { attempts = [], attemptsRepeat = false } = input;
  const override = attempts[attemptsRepeat && attempts.length > 0 ? attempt % attempts.length : attempt];
  return scenario.parse({ ...input, attempts: [], ...override });
};

/** The behaviour of every attempt that has its own, then that of all further ones. */
export const behaviours = (input: ScenarioInput): Behaviour[] => [
  ...(input.attempts ?? []).map((_, attempt) => behave(input, attempt)),
  behave({ ...input, attempts: [] }, 0),
];

/** Refuses a scenario one of whose attempts would not play. Throws a ZodError. */
export const parseScenario = (input: unknown): ScenarioInput => {
  scenario.parse(input);
  const checked = z.custom<ScenarioInput>().parse(input);
  behaviours(checked);
  return checked;
};
