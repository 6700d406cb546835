import { expect, it, vi } from "vitest";
import { type InterviewSetup, knownSetup } from "../../contract/setup.ts";
import { fullSetup } from "../../contract/testing/full-setup.ts";
import { type Candidate, concat } from "../../harness/candidate.ts";
import { bankPlan } from "../plan/bank-plan.ts";
import { generalSetup, instructStart } from "./gemini/prompt.ts";
import { everyFrame, type Prepared, prepareInterview, say } from "../testing/interview.ts";

const hear = (text: string) => ({ send: { serverContent: { inputTranscription: { text } } } });
const noise = (bytes: number) => Uint8Array.from({ length: bytes }, (_, at) => (at * 31 + (at >> 5)) & 0xff);
const sha256 = async (bytes: Uint8Array<ArrayBuffer>) => Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex");

it("holds an interview from the greeting to the stored transcript", async () => {
  const beganAtUnixMs = Date.now();
  const interview = await prepareInterview();
  const client = await interview.join();
  const { endsAtUnixMs } = await client.until("sessionStarted");
  expect(endsAtUnixMs - 3_600_000).toBeGreaterThanOrEqual(beganAtUnixMs);
  expect(endsAtUnixMs - 3_600_000).toBeLessThanOrEqual(Date.now());
  await interview.became("IN_PROGRESS");
  await interview.act(say("Hello, tell me about yourself."));
  await interview.act(hear("I work"));
  await interview.act(hear(" on databases."));
  await interview.act(say("Which ones?"));
  await client.until("transcriptUpdate", 7);
  client.requestEnd();
  expect(await client.until("sessionEnded")).toEqual({ reason: 1 });
  expect((await client.closes()).code).toBe(1000);
  expect(client.captions()).toEqual([
    "AI… Hello, tell me about yourself.",
    "AI. Hello, tell me about yourself.",
    "USER… I work",
    "USER… I work on databases.",
    "USER. I work on databases.",
    "AI… Which ones?",
    "AI. Which ones?",
  ]);
  expect(client.happenings().filter((it) => it !== "audioResponse" && it !== "transcriptUpdate")).toEqual([
    "sessionStarted",
    "sessionEnded",
  ]);
  const { interview: stored, transcript, calls } = await interview.became("COMPLETED");
  expect(stored).toMatchObject({ status: "COMPLETED", endReason: "USER_INITIATED" });
  expect(transcript.map(({ speaker, content }) => `${speaker} ${content}`)).toEqual([
    "AI Hello, tell me about yourself.",
    "USER I work on databases.",
    "AI Which ones?",
  ]);
  const times = transcript.map(({ timestamp }) => timestamp);
  expect([...new Set(times)].sort()).toEqual(times);
  expect(calls.map(({ route, authorization }) => [route, authorization])).toEqual(
    ["read", "status", "transcript"].map((route) => [route, "Bearer a shared secret of the tests, 32 characters"]),
  );
  expect((await interview.recorded(1, ({ closeCode }) => closeCode !== null)).closeCode).toBe(1000);
});

it("asks Gemini for speech, both transcriptions, resumption, a sliding window and its two tools, and to speak first", async () => {
  const interview = await prepareInterview({ interview: { company: "Acme" } });
  await (await interview.join()).until("sessionStarted");
  const { setup, clientContents, path } = await interview.recorded(1, (it) => it.clientContents.length > 0);
  expect(path).toContain(".v1beta.");
  expect(setup).toMatchObject({
    model: "models/gemini-3.8-live",
    generationConfig: { responseModalities: ["AUDIO"] },
    inputAudioTranscription: {},
    outputAudioTranscription: {},
    sessionResumption: {},
    contextWindowCompression: { triggerTokens: "32000", slidingWindow: { targetTokens: "16000" } },
    tools: [{ functionDeclarations: [{ name: "end_interview" }, { name: "note_question" }] }],
  });
  expect(JSON.stringify(setup)).toContain("<<<company\\nAcme\\ncompany>>>");
  expect(JSON.stringify(setup)).not.toContain("thinkingConfig");
  expect(clientContents).toHaveLength(1);
});

/** However late the app answers, its set-up is in time. */
const waitForSetup = () => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });

it("follows the set-up of the interview, also after a crash", async () => {
  waitForSetup();
  const options: Partial<InterviewSetup> = { ...fullSetup };
  delete options.role;
  const interview = await prepareInterview({ interview: options });
  await (await interview.join()).until("sessionStarted");
  const { setup } = await interview.recorded(1, ({ setup }) => setup !== null);
  expect(JSON.stringify(setup)).toContain("Speak German (Deutsch)");
  expect(setup).toMatchObject({ generationConfig: { speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: "Puck" } } } } });
  expect(await interview.fact("setup")).toEqual({ ...options, role: (await interview.app()).interview.role });
});

it("asks the planned questions, also after a crash, and the bank's where there is no plan", async () => {
  waitForSetup();
  const plan = {
    questions: [
      { id: "q1", kind: "SKILL", topic: "Landing", question: "How do you land?", probes: ["In snow?"], minutes: 2, source: "jd" },
    ],
  };
  const planned = await prepareInterview();
  const { interview } = await planned.app();
  await planned.replan({ plan: { read: [{ body: JSON.stringify({ interview, transcript: [], plan }) }] } });
  await (await planned.join()).until("sessionStarted");
  const { setup } = await planned.session();
  expect(JSON.stringify(setup)).toContain("<<<plan\\nq1: How do you land?\\n  follow up: In snow?\\nplan>>>");
  expect(await planned.fact("plan")).toEqual(plan);
  const unplanned = await prepareInterview();
  await (await unplanned.join()).until("sessionStarted");
  expect(await unplanned.fact("plan")).toEqual(bankPlan(knownSetup.parse((await unplanned.app()).interview), unplanned.id));
});

it("speaks in the voice that suits the interviewer when none was chosen", async () => {
  const interview = await prepareInterview({ interview: { interviewer: "SCEPTICAL" } });
  await (await interview.join()).until("sessionStarted");
  const { setup } = await interview.recorded(1, ({ setup }) => setup !== null);
  expect(setup).toMatchObject({ generationConfig: { speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: "Gacrux" } } } } });
});

/** Gemini completes its set-up, once the object has read what the client sent. */
const becomesReady = async (interview: Prepared, client: Candidate) => {
  client.send({ $case: "ping", value: { nonce: "1" } });
  await client.until("pong");
  await interview.session();
  await interview.act({ completeSetup: true });
  await client.until("sessionStarted");
};

it("forwards the candidate's sound byte for byte, odd lengths included, starting with what came before Gemini was ready", async () => {
  const interview = await prepareInterview({ scenario: { neverSetupComplete: true, hears: false }, env: everyFrame });
  const client = await interview.join();
  const frames = [noise(1280), noise(3), noise(1281), new Uint8Array(), noise(1280), noise(5), noise(7)];
  frames.slice(0, 3).forEach((it) => client.speak(it));
  await becomesReady(interview, client);
  frames.slice(3).forEach((it) => client.speak(it));
  const sent = concat(frames);
  const { audioSha256 } = await interview.recorded(1, ({ audioBytes }) => audioBytes === sent.length);
  expect(audioSha256).toBe(await sha256(Uint8Array.from(sent)));
});

it("keeps the last five seconds that arrive before Gemini is ready", async () => {
  const interview = await prepareInterview({ scenario: { neverSetupComplete: true, hears: false }, env: everyFrame });
  const client = await interview.join();
  for (let second = 0; second < 8; second++) client.speak(new Uint8Array(32_000).fill(second));
  await becomesReady(interview, client);
  const { id } = await interview.recorded(1, ({ audioBytes }) => audioBytes >= 160_000);
  const heard = await interview.heard(id);
  expect([heard.length, heard[0], heard.at(-1)]).toEqual([160_000, 3, 7]);
});

it("speaks at 24 kHz untouched on request, and at 16 kHz otherwise", async () => {
  const pcm = noise(9_600);
  const sound = {
    send: { serverContent: { modelTurn: { parts: [{ inlineData: { mimeType: "audio/pcm;rate=24000", data: pcm.toBase64() } }] } } },
  };
  const done = { send: { serverContent: { turnComplete: true } } };
  const bytesAt = async (rate?: number) => {
    const interview = await prepareInterview();
    const client = await interview.join(rate ? { rate } : {});
    await client.until("sessionStarted");
    await interview.act(sound);
    await interview.act(done);
    await client.until("audioResponse", rate === 24_000 ? 1 : 2);
    return client.sound();
  };
  expect(await bytesAt(24_000)).toEqual(pcm);
  expect((await bytesAt()).length).toBe(6_400 + 24);
});

it("silences the client when the candidate speaks over the interviewer, and drops the rest of that turn", async () => {
  const interview = await prepareInterview();
  const client = await interview.join({ rate: 24_000 });
  await client.until("sessionStarted");
  const sound = (byte: number) => ({
    modelTurn: { parts: [{ inlineData: { mimeType: "audio/pcm;rate=24000", data: new Uint8Array(480).fill(byte).toBase64() } }] },
  });
  const send = (serverContent: object) => interview.act({ send: { serverContent } });
  await send({ ...sound(1), outputTranscription: { text: "So what I would" } });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 100 });
  await send({ interrupted: true });
  await send(sound(2));
  await send({ turnComplete: true });
  await send({ ...sound(3), outputTranscription: { text: "Go on." } });
  await send({ turnComplete: true });
  await client.until("audioResponse", 2);
  expect([...new Set(client.sound())]).toEqual([1, 3]);
  expect(client.happenings().filter((it) => it !== "transcriptUpdate")).toEqual([
    "sessionStarted",
    "audioResponse",
    "interrupted",
    "audioResponse",
  ]);
  client.requestEnd();
  const { transcript } = await interview.became("COMPLETED");
  expect(transcript.map(({ content }) => content)).toEqual(["So what I would…", "Go on."]);
});

it("ignores a phantom interruption between turns: the next turn is heard", async () => {
  const interview = await prepareInterview();
  const client = await interview.join({ rate: 24_000 });
  await client.until("sessionStarted");
  await interview.act({ send: { serverContent: { interrupted: true } } });
  await interview.act(say("Still here.", 40));
  await client.until("audioResponse");
  expect(client.sound().length).toBe(40 * 48);
});

it("joins pieces into utterances by the contract, and stores no empty one", async () => {
  const interview = await prepareInterview();
  const client = await interview.join();
  await client.until("sessionStarted");
  const send = (serverContent: object) => interview.act({ send: { serverContent } });
  await send({ inputTranscription: { text: "" } });
  await send({ inputTranscription: { text: "  " } });
  await send({ outputTranscription: { text: " One" } });
  await send({ inputTranscription: { text: "late" } });
  await send({ outputTranscription: { text: " two." }, generationComplete: true });
  await send({ turnComplete: true });
  await send({ inputTranscription: { text: " and more" } });
  await send({ outputTranscription: { text: "Unfinished" } });
  await client.until("transcriptUpdate", 7);
  client.requestEnd();
  const { transcript } = await interview.became("COMPLETED");
  expect(transcript.map(({ speaker, content }) => `${speaker} ${content}`)).toEqual([
    "USER late",
    "AI One two.",
    "USER and more",
    "AI Unfinished",
  ]);
});

it("uses a general instruction when the app gives no good answer, without waiting for the app to hold the interview", async () => {
  const interview = await prepareInterview({
    plan: { always: { read: { status: 500 }, status: { hangs: true } } },
  });
  const client = await interview.join();
  await client.until("sessionStarted");
  expect((await interview.app()).calls.map(({ route }) => route)).toEqual(["read", "status"]);
  const { setup } = await interview.session();
  expect(setup?.["systemInstruction"]).toMatchObject({
    parts: [{ text: instructStart({ setup: generalSetup, plan: bankPlan(generalSetup, interview.id) }) }],
  });
});
