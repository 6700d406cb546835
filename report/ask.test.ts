import { expect, it } from "vitest";
import { useStage } from "../simulator/testing/stage.ts";
import { assess } from "./assess.ts";
import { askModel, type Outcome } from "./ask.ts";
import { coach } from "./coach.ts";
import { assessmentDraft, coachingDraft } from "./draft.ts";
import { golden } from "./golden/transcripts.ts";
import { assessmentPrompt, coachingPrompt } from "./prompt.ts";
import { assessmentSchema, coachingSchema } from "./schema.ts";
import { evidenceIn } from "./testing/evidence.ts";
import { simulatedModel } from "./testing/simulated-model.ts";

const stage = useStage();
const going = new AbortController().signal;
const asked = { word: "0a1b2c3d", isShort: false };
const modelWith = (apiKey: string) => simulatedModel(stage.port, apiKey);
const question = { purpose: "assess", prompt: assessmentPrompt(golden.strong, asked), schema: assessmentSchema, isPlain: false } as const;

const askedOf = async (rest: object, over: object = {}) => {
  const { key } = await stage.script({ rest });
  return askModel(modelWith(key), { ...question, ...over }, going);
};
const outcomeOf = ({ use: _use, modelVersion: _version, ...outcome }: Awaited<ReturnType<typeof askModel>>): Outcome => outcome;

it("asks for JSON by the schema, with little thinking, no storage and no temperature", async () => {
  const { key } = await stage.script({});
  await askModel(modelWith(key), { ...question, prompt: { system: "S", text: `T ${key}` } }, going);
  const [kept] = (await (await stage.control(`requests?key=${key}`)).json()) as { request: unknown }[];
  expect(kept?.request).toEqual({
    contents: [{ role: "user", parts: [{ text: `T ${key}` }] }],
    systemInstruction: { role: "user", parts: [{ text: "S" }] },
    generationConfig: {
      responseMimeType: "application/json",
      responseJsonSchema: assessmentSchema,
      maxOutputTokens: 32_768,
      thinkingConfig: { thinkingLevel: "LOW" },
    },
    store: false,
  });
});

it.each([false, true])(
  "gets a report from the simulator that quotes real lines and says that it is simulated (schema as words: %s)",
  async (isPlain) => {
    const reply = await askedOf([], { isPlain });
    if (reply.kind !== "written") throw new Error(reply.kind);
    const { report, checks } = assess(golden.strong, assessmentDraft.parse(reply.draft), { isUnsure: false });
    expect(evidenceIn(report).map(({ quote }) => quote)).toContain("At Northwind our nightly import took nine hours");
    expect([report.strengths.length, report.next?.origin, checks.dropped]).toEqual([2, "model", 0]);
    expect(report.questions.flatMap(({ ratings }) => ratings.map(({ score }) => score))).toEqual([null, null, null, null, null, null]);
    const told = [
      ...report.strengths.map(({ text }) => text),
      report.next?.text,
      ...report.questions.flatMap(({ ratings }) => ratings.map(({ gap }) => gap)),
    ];
    expect(told.every((text) => text?.startsWith("Simulated:"))).toBe(true);
    expect(reply.use).toMatchObject({ purpose: "assess", model: "gemini-3.8-flash", finish: "STOP", thoughtTokens: 0 });
    expect([reply.use.inputTokens > 1_000, reply.modelVersion]).toEqual([true, "gemini-3.8-flash"]);

    const prompt = coachingPrompt(golden.strong, report, asked);
    const second = await askedOf([], { purpose: "coach", prompt, schema: coachingSchema, isPlain });
    if (second.kind !== "written") throw new Error(second.kind);
    const { stronger, drills } = coach(golden.strong, report, coachingDraft.parse(second.draft));
    expect(stronger[0]).toMatchObject({ question: "Q1", facts: [{ quote: "At Northwind our nightly import took nine hours" }] });
    expect(drills).toHaveLength(2);
  },
);

const details = (quotaId: string, retryDelay: string) => [{ "@type": "QuotaFailure", violations: [{ quotaId }] }, { retryDelay }];

it.each<[string, object, Outcome]>([
  ["503", { status: 503 }, { kind: "busy", afterMs: null }],
  ["500", { status: 500 }, { kind: "busy", afterMs: null }],
  ["504", { status: 504 }, { kind: "busy", afterMs: null }],
  ["408", { status: 408 }, { kind: "busy", afterMs: null }],
  ["a connection that breaks", { status: 0 }, { kind: "busy", afterMs: null }],
  [
    "429 of a minute",
    { status: 429, details: details("GenerateRequestsPerMinutePerProjectPerModel", "34.5s") },
    { kind: "busy", afterMs: 34_500 },
  ],
  ["429 without more", { status: 429, message: "Resource has been exhausted" }, { kind: "busy", afterMs: null }],
  ["429 of a day", { status: 429, details: details("GenerateRequestsPerDayPerProjectPerModel-FreeTier", "34s") }, { kind: "exhausted" }],
  ["429 of nothing", { status: 429, message: "Quota exceeded, limit: 0, model: gemini-3.8-flash" }, { kind: "exhausted" }],
  ["429 of credits", { status: 429, message: "Your prepayment credits are depleted." }, { kind: "exhausted" }],
  ["400 of an argument", { status: 400, message: "Request contains an invalid argument." }, { kind: "misunderstood" }],
  ["400 of a place", { status: 400, message: "User location is not supported for the API use." }, { kind: "misconfigured" }],
  ["400 of a key", { status: 400, message: "API key not valid. Please pass a valid API key." }, { kind: "misconfigured" }],
  ["401", { status: 401 }, { kind: "misconfigured" }],
  ["403", { status: 403 }, { kind: "misconfigured" }],
  ["404", { status: 404 }, { kind: "misconfigured" }],
  ["413", { status: 413 }, { kind: "refused" }],
  ["a prompt that is blocked", { blockReason: "PROHIBITED_CONTENT" }, { kind: "blocked" }],
  ["SAFETY", { text: '{"a":', finishReason: "SAFETY" }, { kind: "blocked" }],
  ["LANGUAGE", { text: "", finishReason: "LANGUAGE" }, { kind: "blocked" }],
  ["RECITATION", { text: "{}", finishReason: "RECITATION" }, { kind: "strayed" }],
  ["OTHER", { text: "", finishReason: "OTHER" }, { kind: "strayed" }],
  ["MALFORMED_RESPONSE", { text: "", finishReason: "MALFORMED_RESPONSE" }, { kind: "strayed" }],
  ["nothing", { text: " \n" }, { kind: "strayed" }],
  ["MAX_TOKENS in the middle", { text: '{"questions": [{"kind"', finishReason: "MAX_TOKENS" }, { kind: "cut" }],
  ["MAX_TOKENS before a word", { text: "", finishReason: "MAX_TOKENS" }, { kind: "cut" }],
  ["MAX_TOKENS of what is whole", { text: "{}", finishReason: "MAX_TOKENS" }, { kind: "written", draft: {} }],
  ["CONTINUATION", { text: '{"a": 1', finishReason: "CONTINUATION" }, { kind: "cut" }],
  ["JSON in a fence", { text: "```json\n{}\n```" }, { kind: "cut" }],
  ["two objects", { text: "{} {}" }, { kind: "cut" }],
  ["prose", { text: "Here is your report." }, { kind: "cut" }],
  ["a list", { text: "[]" }, { kind: "cut" }],
  ["null", { text: "null" }, { kind: "cut" }],
])("classifies %s", async (_, rest, outcome) => {
  const reply = await askedOf(rest);
  expect(outcomeOf(reply)).toEqual(outcome);
  expect(reply.use.finish).not.toBe("");
});

it("rejects at once when aborted", async () => {
  const { key } = await stage.script({ rest: { isHeld: true } });
  const stopping = new AbortController();
  const reply = askModel(modelWith(key), question, stopping.signal);
  setTimeout(() => stopping.abort(), 20);
  await expect(reply).rejects.toThrow();
});
