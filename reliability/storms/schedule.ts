import fc from "fast-check";
import * as z from "zod";

/** How the app answers from now on. */
export const moods = ["up", "down", "busy", "refusing", "conflicting", "losing", "hanging", "narrow"] as const;

/** What happens to Gemini's n-th connection; further ones are normal. */
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
] as const;
/** Around every limit: backoff, an attempt, the handshake, the grace, idleness, hours. */
const spans = [400, 1_100, 3_100, 4_100, 10_100, 15_100, 31_000, 61_000, 600_000, 3_700_000] as const;

const step = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("join"), with: z.enum(["fresh", "resume", "stale"]) }),
  z.strictObject({ do: z.literal("speak"), ms: z.number() }),
  z.strictObject({ do: z.literal("garble"), as: z.enum(garbles) }),
  z.strictObject({ do: z.literal("end") }),
  z.strictObject({ do: z.literal("leave") }),
  z.strictObject({ do: z.literal("gemini"), says: z.enum(messages) }),
  z.strictObject({ do: z.literal("goAway"), seconds: z.number() }),
  z.strictObject({ do: z.literal("geminiCloses"), code: z.literal(closeCodes) }),
  z.strictObject({ do: z.literal("geminiDies") }),
  z.strictObject({ do: z.literal("geminiStalls") }),
  z.strictObject({ do: z.literal("app"), is: z.enum(moods) }),
  z.strictObject({ do: z.literal("crash") }),
  z.strictObject({ do: z.literal("alarm") }),
  z.strictObject({ do: z.literal("pass"), ms: z.number() }),
  z.strictObject({ do: z.literal("cancel"), as: z.enum(["COMPLETED", "ERROR"]) }),
  z.strictObject({ do: z.literal("delete") }),
]);
export type Step = z.output<typeof step>;

export const schedule = z.strictObject({ attempts: z.array(z.enum(attempts)), steps: z.array(step) });
export type Schedule = z.output<typeof schedule>;

const constant = (value: Step) => fc.constant(value);
const weighted: [number, fc.Arbitrary<Step>][] = [
  [8, fc.constantFrom("fresh", "fresh", "resume", "resume", "stale").map((it) => ({ do: "join", with: it }) as const)],
  [4, fc.constantFrom(20, 400, 2_000).map((ms) => ({ do: "speak", ms }) as const)],
  [1, fc.constantFrom(...garbles).map((as) => ({ do: "garble", as }) as const)],
  [2, constant({ do: "end" })],
  [3, constant({ do: "leave" })],
  [
    24,
    fc
      .constantFrom(...messages, "turn", "turn", "turn", "userWords", "userWords", "aiWords", "turnComplete")
      .map((says) => ({ do: "gemini", says }) as const),
  ],
  [2, fc.constantFrom(0, 3, 50).map((seconds) => ({ do: "goAway", seconds }) as const)],
  [3, fc.constantFrom(...closeCodes).map((code) => ({ do: "geminiCloses", code }) as const)],
  [2, constant({ do: "geminiDies" })],
  [1, constant({ do: "geminiStalls" })],
  [5, fc.constantFrom(...moods, "up", "up").map((is) => ({ do: "app", is }) as const)],
  [3, constant({ do: "crash" })],
  [2, constant({ do: "alarm" })],
  [6, fc.constantFrom(...spans, ...spans.slice(0, 7)).map((ms) => ({ do: "pass", ms }) as const)],
  [1, fc.constantFrom("COMPLETED", "ERROR").map((as) => ({ do: "cancel", as }) as const)],
  [1, constant({ do: "delete" })],
];

/** A storm of 20 steps or so: it begins with the candidate. */
export const storms: fc.Arbitrary<Schedule> = fc.record({
  attempts: fc.array(fc.constantFrom(...attempts, "normal", "normal", "normal", "normal", "normal"), { maxLength: 4, size: "max" }),
  steps: fc
    .tuple(
      fc.constant<Step[]>([{ do: "join", with: "fresh" }]),
      fc.array(fc.oneof(...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary }))), { maxLength: 40, size: "max" }),
    )
    .map(([first, rest]) => [...first, ...rest]),
});
