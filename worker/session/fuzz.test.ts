import fc from "fast-check";
import { expect, it } from "vitest";
import { ClientToServerMessage } from "../../proto/gen/interview.ts";
import { translate } from "./gemini/message.ts";
import { readFrame } from "./client/wire.ts";
import { msOf, runs } from "../../harness/fuzz.ts";

/** A parser that backtracks would take far longer. */
const longestMs = 1_000;

/** Runs `read` on so many inputs: none may throw or take long. */
const survives = <Input>(inputs: fc.Arbitrary<Input>, numRuns: number, read: (input: Input) => unknown) => {
  let slowest = 0;
  fc.assert(
    fc.property(inputs, (input) => {
      slowest = Math.max(
        slowest,
        msOf(() => read(input), longestMs),
      );
    }),
    { numRuns: runs(numRuns) },
  );
  expect(slowest).toBeLessThan(longestMs);
};

const bufferOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

/** A valid frame with some bytes changed, cut off or added. */
const mutatedFrames = fc
  .record({
    message: fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((audioContent) => ({ $case: "audioChunk", value: { audioContent } }) as const),
      fc.constant({ $case: "endRequest", value: {} } as const),
      fc.boolean().map((isAudible) => ({ $case: "playbackMark", value: { capturedSamples: 640, isAudible } }) as const),
    ),
    flips: fc.array(fc.tuple(fc.nat(210), fc.nat(255)), { maxLength: 4 }),
    end: fc.integer({ min: -20, max: 0 }),
    tail: fc.uint8Array({ maxLength: 20 }),
  })
  .map(({ message, flips, end, tail }) => {
    const bytes = [...ClientToServerMessage.encode({ payload: message }).finish()];
    for (const [at, value] of flips) if (at < bytes.length) bytes[at] = value;
    return Uint8Array.from([...bytes.slice(0, end || undefined), ...tail]);
  });

it("reads 40,000 frames of any bytes, every one to a kind that is known", () => {
  const kinds = new Set<string>();
  const read = (bytes: Uint8Array) => kinds.add(readFrame(bufferOf(bytes)).type);
  survives(fc.uint8Array({ maxLength: 120 }), 15_000, read);
  survives(mutatedFrames, 24_000, read);
  survives(fc.string({ unit: "binary" }), 1_000, (text) => kinds.add(readFrame(text).type));
  expect([...kinds].sort()).toEqual(expect.arrayContaining(["audio", "end", "mark", "unreadable"]));
});

const recorded = [
  { setupComplete: { sessionId: "s" } },
  { serverContent: { inputTranscription: { text: "I worked", languageCode: "en-US" } } },
  {
    serverContent: {
      outputTranscription: { text: " Hello" },
      modelTurn: { parts: [{ inlineData: { mimeType: "audio/pcm", data: "AAAA" } }] },
    },
  },
  { serverContent: { interrupted: true, turnComplete: true, generationComplete: true }, usageMetadata: { totalTokenCount: 564 } },
  { toolCall: { functionCalls: [{ id: "1", name: "end_interview", args: {} }] } },
  { toolCall: { functionCalls: [{ id: "2", name: "look_up", args: { of: "boilers" } }] } },
  { toolCallCancellation: { ids: ["1"] } },
  { goAway: { timeLeft: "50s" } },
  { sessionResumptionUpdate: { newHandle: "h", resumable: true } },
];

/** Replaces the value at every path by what `change` makes of it, or leaves it. */
const mutate = (value: unknown, at: number, by: unknown): unknown => {
  let place = 0;
  const walk = (it: unknown): unknown => {
    if (place++ === at) return by;
    if (Array.isArray(it)) return it.map(walk);
    if (typeof it !== "object" || it === null) return it;
    return Object.fromEntries(Object.entries(it).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(value);
};

const mutatedMessages = fc
  .tuple(fc.constantFrom(...recorded), fc.nat(10), fc.oneof(fc.jsonValue(), fc.anything({ maxDepth: 2 })))
  .map(([message, at, by]) => mutate(message, at, by));
const namedMessages = fc.dictionary(
  fc.constantFrom("serverContent", "toolCall", "toolCallCancellation", "goAway", "sessionResumptionUpdate", "__proto__", "constructor"),
  fc.jsonValue({ maxDepth: 3 }),
);

it("translates 40,000 messages of any shape into a list of news, or calls them none of Gemini's", () => {
  const outcomes = new Set<string>();
  const read = (message: unknown) => {
    const news = translate(message);
    outcomes.add(news === null ? "none" : "news");
    for (const it of news ?? []) {
      outcomes.add(it.type);
      if (it.type === "gemini.goingAway") expect(it.timeLeftMs).toBeGreaterThanOrEqual(0);
    }
  };
  survives(mutatedMessages, 20_000, read);
  survives(namedMessages, 10_000, read);
  survives(fc.anything({ maxDepth: 3, withBigInt: true, withDate: true, withMap: true, withSet: true }), 10_000, read);
  expect([...outcomes].sort()).toEqual([
    "foreignCall",
    "gemini.endCalled",
    "gemini.goingAway",
    "gemini.handleIssued",
    "gemini.interrupted",
    "gemini.transcribed",
    "gemini.turnEnded",
    "generated",
    "news",
    "none",
    "sound",
    "toolsCancelled",
    "used",
  ]);
});
