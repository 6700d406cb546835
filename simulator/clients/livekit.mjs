/**
 * Lets @livekit/agents-plugin-google hold a conversation with the simulator at GEMINI_BASE_URL: once on its default model, and once on
 * gemini-3.8-live with a non-blocking function. Prints the outcome of each and what was missing, and exits with 1 if anything was. Started
 * by `npm run foreign-clients`, which installs the packages.
 */
import { setTimeout } from "node:timers/promises";
import { initializeLogger, llm } from "@livekit/agents";
import { beta } from "@livekit/agents-plugin-google";
import { AudioFrame } from "@livekit/rtc-node";
import * as z from "zod";

initializeLogger({ pretty: false, level: "silent" });

const rate = 16_000;
const frame = (samples, amplitude) =>
  new AudioFrame(
    Int16Array.from({ length: samples }, (_, at) => (at % 40 < 20 ? amplitude : -amplitude)),
    rate,
    1,
    samples,
  );

const speakTo = async (session) => {
  for (const [ms, amplitude] of [
    [2000, 8000],
    [1500, 0],
  ])
    for (let passed = 0; passed < ms; passed += 20) {
      session.pushAudio(frame((rate * 20) / 1000, amplitude));
      await setTimeout(20);
    }
};

const converse = async ({ name, options, tools, turns }) => {
  const model = new beta.realtime.RealtimeModel({ apiKey: "any", httpOptions: { baseUrl: process.env.GEMINI_BASE_URL }, ...options });
  const session = model.session();
  const told = { said: "", heard: [], soundMs: 0, calls: [], errors: [] };
  const generations = new Set();
  session.on("error", (event) => told.errors.push(String(event.error)));
  session.on("input_audio_transcription_completed", ({ transcript, isFinal }) => isFinal && told.heard.push(transcript));
  session.on("generation_created", (generation) => {
    const listening = (async () => {
      const messages = (async () => {
        for await (const message of generation.messageStream) {
          const words = (async () => {
            for await (const text of message.textStream) told.said += typeof text === "string" ? text : text.text;
          })();
          for await (const { samplesPerChannel, sampleRate } of message.audioStream)
            told.soundMs += (samplesPerChannel * 1000) / sampleRate;
          await words;
        }
      })();
      for await (const call of generation.functionStream) {
        told.calls.push(call.name);
        const answered = session.chatCtx.copy();
        answered.insert(llm.FunctionCallOutput.create({ callId: call.callId, name: call.name, output: '"ok"', isError: false }));
        await session.updateChatCtx(answered);
      }
      await messages;
    })();
    generations.add(listening);
  });
  // New tools make the client reconnect, and it loses what is asked meanwhile.
  if (tools) await session.updateTools(new llm.ToolContext(tools)).then(() => setTimeout(1000));
  await session.generateReply("Begin the interview.");
  for (let turn = 1; turn < turns; turn++) {
    await setTimeout(2500);
    await speakTo(session);
  }
  await setTimeout(6000);
  const outcome = structuredClone(told);
  await session.close();
  console.log(name, JSON.stringify(outcome));
  return outcome;
};

const first = await converse({ name: "default model:", options: {}, turns: 2 });
const second = await converse({
  name: "gemini-3.8-live with a function beside the speech:",
  options: { model: "gemini-3.8-live", toolBehavior: "NON_BLOCKING", toolResponseScheduling: "WHEN_IDLE" },
  tools: [
    llm.tool({ name: "end_interview", description: "Ends the interview.", parameters: z.object({}), execute: () => Promise.resolve("ok") }),
  ],
  turns: 3,
});
const missing = (name, { errors, said, heard, soundMs, calls }, { words, isCalled = false }) =>
  [
    ...errors.map((error) => `an end without this error: ${error}`),
    !said.includes(words) && `the interviewer's words "${words}"`,
    heard.length === 0 && "the candidate's words",
    soundMs === 0 && "the interviewer's sound",
    isCalled && !calls.includes("end_interview") && "the call that ends it",
  ].flatMap((it) => (it ? [`Missing with ${name}: ${it}`] : []));

const lines = [
  ...missing("the default model", first, { words: "learned recently" }),
  ...missing("gemini-3.8-live", second, { words: "Goodbye", isCalled: true }),
];
console.log(lines.length === 0 ? "Both conversations went as they should." : lines.join("\n"));
process.exit(lines.length === 0 ? 0 : 1);
