import { GoogleGenAI, type LiveServerMessage, Modality } from "@google/genai";
import { describe, expect, test } from "vitest";
import { type Frame, captionOf, heardOf, quiet, soundOf, voice } from "../testing/caller.ts";
import { useStage } from "../testing/stage.ts";

const stage = useStage();
/** Each with the number of turns in the conversation. Where the call comes first, the goodbye is a turn of its own. */
const models = [
  { model: "gemini-3.8-live", turns: 4 },
  { model: "gemini-3.1-flash-live-preview", turns: 4 },
  { model: "gemini-2.5-flash-native-audio-preview-12-2025", turns: 3 },
];

/** google-gemini/gemini-live-api-examples, gemini-live-ephemeral-tokens-websocket/frontend/geminilive.js. */
describe("Google's example for the browser", () => {
  const constrained =
    "/ws/google.ai.generativelanguage.v1alpha.GenerativeService.BidiGenerateContentConstrained?access_token=auth_tokens/x";

  /** The setup with everything that the example can turn on. */
  const setup = (model: string, key: string) => ({
    model: `models/${model}`,
    generationConfig: {
      responseModalities: ["AUDIO"],
      temperature: 1,
      speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: "Puck" } } },
    },
    systemInstruction: { parts: [{ text: key }] },
    tools: [
      {
        functionDeclarations: [{ name: "end_interview", description: "d", parameters: { required: [], type: "OBJECT", properties: {} } }],
      },
    ],
    realtimeInputConfig: {
      automaticActivityDetection: {
        disabled: false,
        silenceDurationMs: 2000,
        prefixPaddingMs: 500,
        endOfSpeechSensitivity: "END_SENSITIVITY_UNSPECIFIED",
        startOfSpeechSensitivity: "START_SENSITIVITY_UNSPECIFIED",
      },
      activityHandling: "ACTIVITY_HANDLING_UNSPECIFIED",
      turnCoverage: "TURN_INCLUDES_ONLY_ACTIVITY",
    },
    inputAudioTranscription: {},
    outputAudioTranscription: {},
  });

  /** The types that the example reads from a message. One with setupComplete or a toolCall is read for nothing else. */
  const typesOf = ({ setupComplete, toolCall, serverContent = {} }: Frame["message"]): string[] => {
    if (setupComplete) return ["SETUP COMPLETE"];
    if (toolCall) return ["TOOL_CALL"];
    const parts = serverContent.modelTurn?.parts ?? [];
    return [
      ...parts.flatMap((part) => (part.inlineData ? ["AUDIO"] : part.text ? ["TEXT"] : [])),
      ...(serverContent.inputTranscription ? ["INPUT_TRANSCRIPTION"] : []),
      ...(serverContent.outputTranscription ? ["OUTPUT_TRANSCRIPTION"] : []),
      ...(serverContent.interrupted ? ["INTERRUPTED"] : []),
      ...(serverContent.turnComplete ? ["TURN COMPLETE"] : []),
    ];
  };

  test.each(models)("holds a conversation on $model, and knows every message", async ({ model, turns }) => {
    const { key } = await stage.script({ turns: ["greeting", "learning", ["closing", { callEnd: true }]] });
    const caller = await stage.call(constrained);
    await caller.setUp(setup(model, key));

    caller.send({ realtimeInput: { text: "Hello!" } });
    await caller.untilCount("turnComplete");
    const say = (pcm: Buffer) => caller.send({ realtimeInput: { audio: { mimeType: "audio/pcm", data: pcm.toString("base64") } } });
    caller.send({ realtimeInput: { video: { mimeType: "image/jpeg", data: "AAAA" } } });
    say(Buffer.concat([voice(1500), quiet(2100)]));
    await caller.untilCount("turnComplete", 2);
    say(Buffer.concat([voice(1500), quiet(2100)]));
    await caller.untilCount("toolCall");
    const calls = caller.messages().flatMap((message) => message.toolCall?.functionCalls ?? []);
    caller.send({ toolResponse: { functionResponses: calls.map(({ id, name }) => ({ id, name, response: { result: "ok" } })) } });
    await caller.untilCount("turnComplete", turns);

    expect(captionOf(caller.frames)).toMatch(/^Hello, and welcome\..*learned recently.*Goodbye\.$/);
    expect(heardOf(caller.frames)).toMatch(/\[spoke for 1\.5 s\]\[spoke for 1\.5 s\]$/);
    expect(soundOf(caller.frames).length).toBeGreaterThan(48_000);
    const types = caller.messages().flatMap(typesOf);
    expect(types).toEqual(expect.arrayContaining(["SETUP COMPLETE", "AUDIO", "INPUT_TRANSCRIPTION", "OUTPUT_TRANSCRIPTION", "TOOL_CALL"]));
    expect([types.filter((type) => type === "TURN COMPLETE").length, types.includes("TEXT")]).toEqual([turns, false]);
    caller.socket.close();
  });
});

/**
 * google-gemini/gemini-live-api-examples, command-line/node/main.mts: the SDK, no setting but the transcriptions, a microphone that never
 * stops.
 */
describe("Google's example for the command line", () => {
  test.each(models)("holds a conversation on $model, and is interrupted", async ({ model }) => {
    const long = { say: { text: "A very long story, told without a pause.", ms: 100, lagMs: 3_000_000 } };
    const { key } = await stage.script({ pace: 0.02, turns: ["learning", long, "closing"] });
    const ai = new GoogleGenAI({ apiKey: "k", httpOptions: { baseUrl: `http://127.0.0.1:${stage.port}` } });
    const queue: LiveServerMessage[] = [];
    const session = await ai.live.connect({
      model,
      config: { responseModalities: [Modality.AUDIO], systemInstruction: key, outputAudioTranscription: {}, inputAudioTranscription: {} },
      callbacks: { onmessage: (message) => queue.push(message) },
    });
    let toPlay = Buffer.alloc(0);
    const [said, heard]: [string[], string[]] = [[], []];
    let interruptions = 0;
    const listenUntil = (isDone: () => boolean) =>
      expect
        .poll(() => {
          for (const { serverContent } of queue.splice(0)) {
            if (serverContent?.interrupted) {
              interruptions += 1;
              toPlay = Buffer.alloc(0);
              continue;
            }
            const sound = serverContent?.modelTurn?.parts?.map(({ inlineData }) => Buffer.from(inlineData?.data ?? "", "base64")) ?? [];
            toPlay = Buffer.concat([toPlay, ...sound]);
            said.push(serverContent?.outputTranscription?.text ?? "");
            heard.push(serverContent?.inputTranscription?.text ?? "");
          }
          return isDone();
        })
        .toBe(true);
    const speak = (pcm: Buffer) => session.sendRealtimeInput({ audio: { data: pcm.toString("base64"), mimeType: "audio/pcm;rate=16000" } });

    speak(Buffer.concat([voice(2000), quiet(1200)]));
    await listenUntil(() => said.join("").includes("learned recently"));
    expect(toPlay.length).toBeGreaterThan(0);
    await listenUntil(() => said.join("").endsWith("?"));
    speak(Buffer.concat([voice(2000), quiet(1200)]));
    await listenUntil(() => said.join("").includes("long story"));
    speak(voice(1000));
    await listenUntil(() => interruptions === 1);
    speak(quiet(1200));
    await listenUntil(() => said.join("").endsWith("Goodbye."));
    expect(heard.join("")).toMatch(/^\[spoke for 2\.0 s\]\[spoke for 2\.0 s\]\[spoke for 1\.0 s\]$/);
    session.close();
  });
});
