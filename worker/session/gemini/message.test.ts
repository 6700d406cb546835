import fc from "fast-check";
import { expect, it } from "vitest";
import { translate } from "./message.ts";

const audio = (data: string) => ({ inlineData: { mimeType: "audio/pcm;rate=24000", data } });

it.each([
  ["setup complete", { setupComplete: { sessionId: "s" } }, []],
  [
    "the candidate's words",
    { serverContent: { inputTranscription: { text: "I worked" } } },
    [{ type: "gemini.transcribed", speaker: "USER", text: "I worked" }],
  ],
  [
    "the interviewer's words, leading space and all",
    { serverContent: { outputTranscription: { text: " Hello" } } },
    [{ type: "gemini.transcribed", speaker: "AI", text: " Hello" }],
  ],
  [
    "sound in several parts, and a thought beside it",
    { serverContent: { modelTurn: { role: "model", parts: [{ text: "hm", thought: true }, audio("AAAA"), audio("BBBB")] } } },
    [
      { type: "sound", base64: "AAAA" },
      { type: "sound", base64: "BBBB" },
    ],
  ],
  ["a thought alone", { serverContent: { modelTurn: { parts: [{ text: "hm", thought: true }] } } }, []],
  [
    "words, sound, a barge-in and the turn's end in one message",
    {
      serverContent: {
        inputTranscription: { text: "wait" },
        outputTranscription: { text: "so" },
        modelTurn: { parts: [audio("AAAA")] },
        interrupted: true,
        turnComplete: true,
      },
      usageMetadata: { promptTokenCount: 522, responseTokenCount: 42, totalTokenCount: 564 },
    },
    [
      { type: "gemini.transcribed", speaker: "USER", text: "wait" },
      { type: "gemini.transcribed", speaker: "AI", text: "so" },
      { type: "sound", base64: "AAAA" },
      { type: "gemini.interrupted" },
      {
        type: "used",
        usage: { inputTextTokens: 0, inputAudioTokens: 522, outputTextTokens: 0, outputAudioTokens: 42, thoughtTokens: 0 },
      },
      { type: "gemini.turnEnded" },
    ],
  ],
  ["a usage that is none as nothing", { usageMetadata: "many" }, []],
  ["empty pieces as nothing", { serverContent: { inputTranscription: { text: "" }, outputTranscription: {} } }, []],
  ["interim words as nothing", { serverContent: { interimInputTranscription: { text: "I wor" } } }, []],
  ["generation complete", { serverContent: { generationComplete: true } }, [{ type: "generated" }]],
  [
    "the end tool, and a call of another that waits for its answer",
    {
      toolCall: {
        functionCalls: [
          { id: "1", name: "other" },
          { id: "2", name: "end_interview", args: {} },
        ],
      },
    },
    [
      { type: "foreignCall", callId: "1", name: "other" },
      { type: "gemini.endCalled", callId: "2", reason: "plan_done" },
    ],
  ],
  [
    "the note of a question, whatever its argument is called",
    {
      toolCall: {
        functionCalls: [
          { id: "1", name: "note_question", args: { id: "q3" } },
          { id: "2", name: "default_api.noteQuestion", args: { question: 4 } },
          { id: "3", name: "note_question", args: ["q5"] },
        ],
      },
    },
    [
      { type: "noted", callId: "1", question: "q3" },
      { type: "noted", callId: "2", question: "4" },
      { type: "noted", callId: "3", question: "" },
    ],
  ],
  ...["endInterview", "end-interview", "EndInterview", "default_api.end_interview", "functions:end_interview", " end_interview "].map(
    (name): [string, unknown, unknown[]] => [
      `a call of ${name}`,
      { toolCall: { functionCalls: [{ id: "3", name }] } },
      [{ type: "gemini.endCalled", callId: "3", reason: "plan_done" }],
    ],
  ),
  ...["bend_interview", "end_interviews", "send_interview", "interview_end"].map((name): [string, unknown, unknown[]] => [
    `a call of ${name}`,
    { toolCall: { functionCalls: [{ id: "3", name }] } },
    [{ type: "foreignCall", callId: "3", name }],
  ]),
  [
    "the end tool called as code",
    {
      serverContent: {
        modelTurn: { parts: [{ executableCode: { language: "PYTHON", code: 'print(default_api.end_interview(reason="x"))' } }] },
      },
    },
    [{ type: "gemini.endCalled", callId: "", reason: "plan_done" }],
  ],
  [
    "the end tool called as text",
    { serverContent: { modelTurn: { parts: [{ text: "```tool_code\nend_interview()\n```" }] } } },
    [{ type: "gemini.endCalled", callId: "", reason: "plan_done" }],
  ],
  [
    "the end tool with its reason",
    { toolCall: { functionCalls: [{ id: "4", name: "end_interview", args: { reason: "candidate_asked" } }] } },
    [{ type: "gemini.endCalled", callId: "4", reason: "candidate_asked" }],
  ],
  [
    "the end tool's reason in code",
    {
      serverContent: {
        modelTurn: { parts: [{ executableCode: { code: "print(default_api.end_interview(reason='candidate_silent'))" } }] },
      },
    },
    [{ type: "gemini.endCalled", callId: "", reason: "candidate_silent" }],
  ],
  ["a thought about the end tool", { serverContent: { modelTurn: { parts: [{ text: "end_interview()", thought: true }] } } }, []],
  ["cancelled tools", { toolCallCancellation: { ids: ["2"] } }, [{ type: "toolsCancelled", callIds: ["2"] }]],
  ["going away", { goAway: { timeLeft: "50s" } }, [{ type: "gemini.goingAway", timeLeftMs: 50_000 }]],
  ["going away at once", { goAway: {} }, [{ type: "gemini.goingAway", timeLeftMs: 0 }]],
  ["going away in words", { goAway: { timeLeft: "soon" } }, [{ type: "gemini.goingAway", timeLeftMs: 0 }]],
  ["going away in seconds", { goAway: { timeLeft: 50 } }, [{ type: "gemini.goingAway", timeLeftMs: 50_000 }]],
  ["going away never", { goAway: { timeLeft: null } }, [{ type: "gemini.goingAway", timeLeftMs: 0 }]],
  ["going away in a century", { goAway: { timeLeft: "3e9s" } }, [{ type: "gemini.goingAway", timeLeftMs: 3_600_000 }]],
  ["a handle", { sessionResumptionUpdate: { newHandle: "h", resumable: true } }, [{ type: "gemini.handleIssued", handle: "h" }]],
  [
    "a handle before the end and the warning beside it, either of which may be where the session is left",
    {
      serverContent: { outputTranscription: { text: "so" }, turnComplete: true },
      goAway: { timeLeft: "50s" },
      sessionResumptionUpdate: { newHandle: "h", resumable: true },
    },
    [
      { type: "gemini.transcribed", speaker: "AI", text: "so" },
      { type: "gemini.handleIssued", handle: "h" },
      { type: "gemini.turnEnded" },
      { type: "gemini.goingAway", timeLeftMs: 50_000 },
    ],
  ],
  ["no handle", { sessionResumptionUpdate: {} }, []],
  ["a handle that resumes nothing", { sessionResumptionUpdate: { newHandle: "h", resumable: false } }, []],
  ["no handle, written as null", { sessionResumptionUpdate: { newHandle: null, resumable: false } }, []],
  [
    "words beside fields that are null, as an unset one may be written",
    {
      serverContent: { inputTranscription: null, outputTranscription: { text: "so" }, modelTurn: null, interrupted: null },
      toolCall: null,
      toolCallCancellation: null,
      goAway: null,
      sessionResumptionUpdate: null,
    },
    [{ type: "gemini.transcribed", speaker: "AI", text: "so" }],
  ],
  [
    "sound that is empty, which is not written at all",
    { serverContent: { modelTurn: { parts: [{ inlineData: { mimeType: "audio/pcm" } }] } } },
    [],
  ],
  ...[
    ["sound", { modelTurn: { parts: "x" } }],
    ["a part", { modelTurn: { parts: [7, { executableCode: "x" }] } }],
    ["the other side's words", { inputTranscription: ["I", "worked"] }],
    ["an interruption", { interrupted: "no" }],
  ].map(([what, odd]): [string, unknown, unknown[]] => [
    `words and a turn's end beside ${JSON.stringify(what)} that cannot be read`,
    { serverContent: { outputTranscription: { text: "so" }, turnComplete: true, ...(odd as object) } },
    [{ type: "gemini.transcribed", speaker: "AI", text: "so" }, { type: "gemini.turnEnded" }],
  ]),
  [
    "a call beside one that has no name",
    { toolCall: { functionCalls: [{ id: "1" }, { id: "2", name: "end_interview" }] } },
    [{ type: "gemini.endCalled", callId: "2", reason: "plan_done" }],
  ],
  [
    "a call whose id is null, and sound whose type is, as an unset one may be written",
    {
      serverContent: { modelTurn: { parts: [{ inlineData: { mimeType: null, data: "AAAA" } }] } },
      toolCall: {
        functionCalls: [
          { id: null, name: "end_interview" },
          { id: 7, name: "other" },
        ],
      },
    },
    [
      { type: "sound", base64: "AAAA" },
      { type: "gemini.endCalled", callId: "", reason: "plan_done" },
      { type: "foreignCall", callId: "", name: "other" },
    ],
  ],
  ...["audio/pcm", "audio/pcm; rate=24000", "audio/L16;codec=pcm;rate=24000"].map((mimeType): [string, unknown, unknown[]] => [
    `sound whose type is ${mimeType}`,
    { serverContent: { modelTurn: { parts: [{ inlineData: { mimeType, data: "AAAA" } }] } } },
    [{ type: "sound", base64: "AAAA" }],
  ]),
  [
    "words and our sound beside sound that would play at the wrong speed",
    {
      serverContent: {
        outputTranscription: { text: "so" },
        modelTurn: { parts: [{ inlineData: { mimeType: "audio/pcm;rate=48000", data: "BBBB" } }, audio("AAAA")] },
      },
    },
    [{ type: "gemini.transcribed", speaker: "AI", text: "so" }, { type: "sound", base64: "AAAA" }, { type: "foreignSound" }],
  ],
  ["a picture as nothing", { serverContent: { modelTurn: { parts: [{ inlineData: { mimeType: "image/png", data: "AAAA" } }] } } }, []],
  ["fields it does not know", { voiceActivity: { voiceActivityType: "ACTIVITY_START" } }, []],
])("reads %s", (_, message, news) => {
  expect(translate(message)).toEqual(news);
});

it.each<[unknown]>([
  [null],
  ["text"],
  [7],
  [{ serverContent: 7 }],
  [{ serverContent: { modelTurn: { parts: "x" } } }],
  [{ toolCall: { functionCalls: [{}] } }],
  ...["audio/pcm;rate=48000", "audio/pcm;rate=240000", "audio/mp3", "audio/pcm;rate=16000;channels=1"].map((mimeType): [unknown] => [
    { serverContent: { modelTurn: { parts: [{ inlineData: { mimeType, data: "AAAA" } }] } } },
  ]),
])("rejects %j as not one of Gemini's messages", (message) => {
  expect(translate(message)).toBeNull();
});

it("never throws, whatever the JSON is", () => {
  const keys = fc.constantFrom(
    "serverContent",
    "toolCall",
    "goAway",
    "modelTurn",
    "parts",
    "inlineData",
    "data",
    "interrupted",
    "timeLeft",
    "ids",
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(keys, tie("tree"), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(tree, (message) => void translate(message)),
    { numRuns: 5_000 },
  );
});
