import fc from "fast-check";
import * as z from "zod";

/** How the app answers from now on. */
export const moods = ["up", "down", "busy", "refusing", "conflicting", "losing", "hanging", "narrow", "old", "strange"] as const;

/** One model for each way of turn-taking. */
const models = ["gemini-3.8-live", "gemini-3.1-flash-live-preview", "gemini-9-live"] as const;

/** Time limits in s: the contract's, and one whose last minutes come soon. */
const lengths = [3_600, 150] as const;

/** What happens to Gemini's nth connection. Those beyond the list are normal. */
export const attempts = ["normal", "refused", "mute", "closed", "torn", "slow", "forgetful"] as const;

const closeCodes = [1000, 1001, 1007, 1008, 1011] as const;
const garbles = ["text", "empty", "garbage", "unknown"] as const;
const messages = [
  "turn",
  "userWords",
  "aiWords",
  "sound",
  "turnComplete",
  "interrupted",
  "handle",
  "endCall",
  "endCancelled",
  "garbage",
  "generated",
  "usage",
  "askedToEnd",
  "foreignCall",
] as const;

/** What a candidate does in the room besides speaking. */
export const wishes = [
  ...(["typed", "typedAgain", "quick", "normal", "patient", "holdToTalk", "press", "release", "think", "thinkOff"] as const),
  ...(["done", "rephrase", "skip", "moreTime", "endConfirmed", "endDeclined", "mute", "unmute", "ping", "audible", "inaudible"] as const),
  ...(["arrived", "regained"] as const),
] as const;
/** In ms, around every limit: backoff, an attempt, the handshake, the grace period, idleness, hours. */
const spans = [400, 1_100, 3_100, 4_100, 10_100, 15_100, 31_000, 61_000, 600_000, 3_700_000] as const;

const step = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("join"), with: z.enum(["fresh", "resume", "playing", "stale", "twice"]) }),
  z.strictObject({ do: z.literal("speak"), ms: z.number() }),
  /** A voice, in real time. */
  z.strictObject({ do: z.literal("voice"), ms: z.number() }),
  z.strictObject({ do: z.literal("ask"), for: z.enum(wishes) }),
  /** Time passes while the client sends silence. */
  z.strictObject({ do: z.literal("sit"), ms: z.number() }),
  z.strictObject({ do: z.literal("garble"), as: z.enum(garbles) }),
  z.strictObject({ do: z.literal("end") }),
  z.strictObject({ do: z.literal("leave") }),
  z.strictObject({ do: z.literal("gemini"), says: z.enum(messages) }),
  /** A turn of the interviewer, once all is quiet: the candidate has to be shown it. */
  z.strictObject({ do: z.literal("follow") }),
  z.strictObject({ do: z.literal("goAway"), seconds: z.number() }),
  z.strictObject({ do: z.literal("geminiCloses"), code: z.literal(closeCodes) }),
  z.strictObject({ do: z.literal("geminiDies") }),
  z.strictObject({ do: z.literal("geminiStalls") }),
  z.strictObject({ do: z.literal("app"), is: z.enum(moods) }),
  z.strictObject({ do: z.literal("crash") }),
  z.strictObject({ do: z.literal("alarm") }),
  z.strictObject({ do: z.literal("pass"), ms: z.number() }),
  /** Time passes and no alarm runs on the way: what falls due is late. */
  z.strictObject({ do: z.literal("late"), ms: z.number() }),
  /** The machine's clock is set. */
  z.strictObject({ do: z.literal("clock"), byMs: z.number() }),
  z.strictObject({ do: z.literal("cancel"), as: z.enum(["COMPLETED", "ERROR"]) }),
  z.strictObject({ do: z.literal("delete") }),
  z.strictObject({ do: z.literal("revoke") }),
]);
export type Step = z.output<typeof step>;

export const schedule = z.strictObject({
  attempts: z.array(z.enum(attempts)),
  model: z.enum(models).default("gemini-3.8-live"),
  seconds: z.literal(lengths).default(3_600),
  steps: z.array(step),
});
export type Schedule = z.output<typeof schedule>;

const constant = (value: Step) => fc.constant(value);
const weighted: [number, fc.Arbitrary<Step>][] = [
  [
    8,
    fc
      .constantFrom("fresh", "fresh", "resume", "resume", "resume", "playing", "stale", "twice")
      .map((it) => ({ do: "join", with: it }) as const),
  ],
  [4, fc.constantFrom(20, 400, 2_000).map((ms) => ({ do: "speak", ms }) as const)],
  [5, fc.constantFrom(300, 1_000, 2_500).map((ms) => ({ do: "voice", ms }) as const)],
  [10, fc.constantFrom(...wishes, "typed", "typed", "audible", "inaudible").map((it) => ({ do: "ask", for: it }) as const)],
  [4, fc.constantFrom(2_000, 9_000, 30_000, 70_000).map((ms) => ({ do: "sit", ms }) as const)],
  [1, fc.constantFrom(...garbles).map((as) => ({ do: "garble", as }) as const)],
  [2, constant({ do: "end" })],
  [3, constant({ do: "leave" })],
  [
    24,
    fc
      .constantFrom(...messages, "turn", "turn", "turn", "userWords", "userWords", "aiWords", "turnComplete")
      .map((says) => ({ do: "gemini", says }) as const),
  ],
  [4, constant({ do: "follow" })],
  [2, fc.constantFrom(0, 3, 50).map((seconds) => ({ do: "goAway", seconds }) as const)],
  [3, fc.constantFrom(...closeCodes).map((code) => ({ do: "geminiCloses", code }) as const)],
  [2, constant({ do: "geminiDies" })],
  [1, constant({ do: "geminiStalls" })],
  [5, fc.constantFrom(...moods, "up", "up").map((is) => ({ do: "app", is }) as const)],
  [3, constant({ do: "crash" })],
  [2, constant({ do: "alarm" })],
  [6, fc.constantFrom(...spans, ...spans.slice(0, 7)).map((ms) => ({ do: "pass", ms }) as const)],
  [1, fc.constantFrom(15_000, 70_000, 700_000).map((ms) => ({ do: "late", ms }) as const)],
  [1, fc.constantFrom(-60_000, -600_000, 60_000, 600_000).map((byMs) => ({ do: "clock", byMs }) as const)],
  [1, constant({ do: "revoke" })],
  [1, fc.constantFrom("COMPLETED", "ERROR").map((as) => ({ do: "cancel", as }) as const)],
  [1, constant({ do: "delete" })],
];

/** A storm of about 20 steps, which begins with the candidate's joining. */
export const storms: fc.Arbitrary<Schedule> = fc.record({
  attempts: fc.array(fc.constantFrom(...attempts, "normal", "normal", "normal", "normal", "normal"), { maxLength: 4, size: "max" }),
  model: fc.constantFrom(models[0], ...models),
  seconds: fc.constantFrom(lengths[0], ...lengths),
  steps: fc
    .tuple(
      fc.constant<Step[]>([{ do: "join", with: "fresh" }]),
      fc.array(fc.oneof(...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary }))), { maxLength: 40, size: "max" }),
    )
    .map(([first, rest]) => [...first, ...rest]),
});
