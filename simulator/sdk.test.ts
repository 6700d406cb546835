import { EndSensitivity, GoogleGenAI, Modality, type LiveConnectConfig, type LiveServerMessage } from "@google/genai";
import { describe, expect, test } from "vitest";
import { quiet, voice } from "./testing/caller.ts";
import { useStage } from "./testing/stage.ts";

const stage = useStage();

const config = (key: string): LiveConnectConfig => ({
  responseModalities: [Modality.AUDIO],
  speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: "Puck" } } },
  systemInstruction: key,
  temperature: 0.5,
  inputAudioTranscription: {},
  outputAudioTranscription: {},
  sessionResumption: {},
  contextWindowCompression: { triggerTokens: "1000", slidingWindow: {} },
  realtimeInputConfig: {
    automaticActivityDetection: {
      silenceDurationMs: 1000,
      prefixPaddingMs: 300,
      endOfSpeechSensitivity: EndSensitivity.END_SENSITIVITY_LOW,
    },
  },
  tools: [
    {
      functionDeclarations: [
        { name: "end_interview", description: "Ends the interview.", parametersJsonSchema: { type: "object", properties: {} } },
      ],
    },
  ],
});

const client = (apiKey = "k") =>
  new GoogleGenAI({ apiKey, apiVersion: "v1beta", httpOptions: { baseUrl: `http://127.0.0.1:${stage.port}` } });

/** The unmodified SDK connected to the simulator, and what its callbacks were told, in order. */
const connect = async (
  key: string,
  { more = {}, model = "gemini-3.8-live", apiKey }: { more?: LiveConnectConfig; model?: string; apiKey?: string } = {},
) => {
  const told: LiveServerMessage[] = [];
  const closes: { code: number; reason: string }[] = [];
  const session = await client(apiKey).live.connect({
    model,
    config: { ...config(key), ...more },
    callbacks: { onmessage: (message) => told.push(message), onclose: ({ code, reason }) => closes.push({ code, reason }) },
  });
  return { session, told, closes };
};

describe("the unmodified SDK", () => {
  test("talks through a whole interview: asks, hears, answers the call that ends it", async () => {
    const { key } = await stage.script({ turns: ["greeting", "learning", ["closing", { callEnd: true }]] });
    const { session, told } = await connect(key);
    const turns = () => told.filter((message) => message.serverContent?.turnComplete).length;
    session.sendRealtimeInput({ text: "Begin the interview now." });
    await expect.poll(turns).toBe(1);
    const answer = Buffer.concat([voice(2000), quiet(1200)]).toString("base64");
    for (const turn of [2, 3]) {
      session.sendRealtimeInput({ audio: { data: answer, mimeType: "audio/pcm;rate=16000" } });
      await expect.poll(turns).toBe(turn);
    }
    const [call] = told.flatMap((message) => message.toolCall?.functionCalls ?? []);
    session.sendToolResponse({ functionResponses: { id: call?.id ?? "", name: call?.name ?? "", response: { output: "ok" } } });
    await expect.poll(turns).toBe(4);

    const said = told.map((message) => message.serverContent?.outputTranscription?.text ?? "").join("");
    const heard = told.map((message) => message.serverContent?.inputTranscription?.text ?? "").join("");
    expect(said).toMatch(/^Hello, and welcome\..*learned recently.*Goodbye\.$/);
    expect(heard).toBe("[spoke for 2.0 s][spoke for 2.0 s]");
    expect(told.some((message) => message.sessionResumptionUpdate?.newHandle)).toBe(true);
    session.close();
    await expect.poll(async () => (await stage.sessions(key))[0]?.closeCode).toBe(1005);
  });

  test("resumes with a handle", async () => {
    const { key } = await stage.script({ turns: ["greeting", "learning"], profile: { handleRemembers: "end" } });
    const first = await connect(key);
    first.session.sendRealtimeInput({ text: "Begin the interview now." });
    await expect.poll(() => first.told.some((message) => message.serverContent?.turnComplete)).toBe(true);
    first.session.close();
    await expect.poll(async () => (await stage.sessions(key))[0]?.closedAtUnixMs).not.toBeNull();
    const handle = first.told.flatMap((message) => message.sessionResumptionUpdate?.newHandle ?? []).at(-1) ?? "";
    const second = await connect(key, { more: { sessionResumption: { handle } } });
    second.session.sendRealtimeInput({ text: "Go on." });
    await expect.poll(() => second.told.some((message) => message.serverContent?.turnComplete)).toBe(true);
    expect(second.told.map((message) => message.serverContent?.outputTranscription?.text ?? "").join("")).toContain("learned recently");
    second.session.close();
  });

  test("also reads text frames", async () => {
    const { key } = await stage.script({ frames: "mixed", turns: ["learning"] });
    const { session, told } = await connect(key);
    session.sendClientContent({ turns: "Begin." });
    await expect.poll(() => told.some((message) => message.serverContent?.turnComplete)).toBe(true);
    session.close();
  });

  test.each([
    ["a model that is not there", { model: "gemini-9" }, /code 1008\): models\/gemini-9 is not found/],
    ["a key that is not valid", { apiKey: "invalid-key" }, /code 1007\): API key not valid/],
    [
      "a voice that is not there",
      { more: { speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: "Nobody" } } } } },
      /code 1007\)/,
    ],
    ["two modalities", { more: { responseModalities: [Modality.AUDIO, Modality.TEXT] } }, /code 1007\): At most one response modality/],
  ])("is refused %s", async (_, options, error) => {
    await expect(connect("nobody", options)).rejects.toThrow(error);
  });

  test("receives goAway and the close after it", async () => {
    const { key } = await stage.script({ lifetime: { ms: 60, goAwayMs: 20 } });
    const { told, closes } = await connect(key);
    await expect.poll(() => closes).toEqual([{ code: 1011, reason: "Deadline expired before operation could complete." }]);
    expect(told.flatMap((message) => message.goAway ?? [])).toEqual([{ timeLeft: "0.04s" }]);
  });
});

describe("generateContent through the SDK", () => {
  const schema = {
    type: "object",
    properties: { score: { type: "integer", minimum: 1, maximum: 5 }, summary: { type: "string" }, level: { enum: ["low", "high"] } },
    required: ["score"],
  };

  test("returns JSON of the requested schema", async () => {
    const answer = await client().models.generateContent({
      model: "gemini-3.8-flash",
      contents: "A transcript.",
      config: { responseMimeType: "application/json", responseJsonSchema: schema, systemInstruction: "Judge.", maxOutputTokens: 4096 },
    });
    expect(JSON.parse(answer.text ?? "")).toEqual({
      score: 3,
      summary: "Written by a local simulator, which judges nothing (summary).",
      level: "low",
    });
    expect(answer.candidates?.[0]?.finishReason).toBe("STOP");
  });

  test("fails with Google's error", async () => {
    const { key } = await stage.script({ rest: { status: 503, message: "The model is overloaded. Please try again later." } });
    await expect(client().models.generateContent({ model: "gemini-3.8-flash", contents: key })).rejects.toMatchObject({
      status: 503,
      message: JSON.stringify({ error: { code: 503, message: "The model is overloaded. Please try again later.", status: "UNAVAILABLE" } }),
    });
  });
});
