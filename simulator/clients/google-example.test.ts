import { expect, test } from "vitest";
import { captionOf, heardOf, quiet, soundOf, story, voice } from "../testing/caller.ts";
import { useStage } from "../testing/stage.ts";

const stage = useStage();
const constrained = "/ws/google.ai.generativelanguage.v1alpha.GenerativeService.BidiGenerateContentConstrained?access_token=auth_tokens/x";

/** The setup that Google's own browser example sends (google-gemini/gemini-live-api-examples, geminilive.js), with all that it can turn on. */
const setup = (model: string, key: string) => ({
  model: `models/${model}`,
  generationConfig: {
    responseModalities: ["AUDIO"],
    temperature: 1,
    speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: "Puck" } } },
  },
  systemInstruction: { parts: [{ text: key }] },
  tools: [
    { functionDeclarations: [{ name: "end_interview", description: "d", parameters: { required: [], type: "OBJECT", properties: {} } }] },
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

test.each(["gemini-3.8-live", "gemini-3.1-flash-live-preview"])("Google's example client holds a conversation on %s", async (model) => {
  const { key } = await stage.script({ turns: ["greeting", "learning", [{ callEnd: true }], "closing"] });
  const caller = await stage.call(constrained);
  await caller.setUp(setup(model, key));

  caller.send({ realtimeInput: { text: "Hello!" } });
  await caller.untilCount("turnComplete");
  const say = (pcm: Buffer) => caller.send({ realtimeInput: { audio: { mimeType: "audio/pcm", data: pcm.toString("base64") } } });
  say(Buffer.concat([voice(1500), quiet(2100)]));
  await caller.untilCount("turnComplete", 2);
  say(Buffer.concat([voice(1500), quiet(2100)]));
  await caller.untilCount("toolCall");
  const calls = caller.messages().flatMap((message) => message.toolCall?.functionCalls ?? []);
  caller.send({ toolResponse: { functionResponses: calls.map(({ id, name }) => ({ id, name, response: { result: "ok" } })) } });
  await caller.untilCount("turnComplete", 4);

  expect(captionOf(caller.frames)).toMatch(/^Hello, and welcome\..*learned recently.*Goodbye\.$/);
  expect(heardOf(caller.frames)).toMatch(/\[spoke for 1\.5 s\]\[spoke for 1\.5 s\]$/);
  expect(soundOf(caller.frames).length).toBeGreaterThan(48_000);
  expect(story(caller.frames)).not.toContain("thought");
  caller.socket.close();
});
