import { expect, it, vi } from "vitest";
import { until } from "../../../harness/wait.ts";
import { Briefing } from "../app/briefing.ts";
import { type Prepared, prepareInterview } from "../../testing/interview.ts";
import { loggedCount } from "../../testing/log-lines.ts";

/** A candidate joins, and the pauses before further attempts (half a second, then a second) pass at once. */
const joinBeyond = async (interview: Prepared, pauses: number) => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const client = await interview.join();
  for (let pause = 0; pause < pauses; pause++) {
    await until(`pause ${pause + 1}`, () => interview.phases().filter((it) => it === "PENDING.starting.waiting").length > pause);
    await interview.pass(500 * 2 ** pause);
  }
  vi.useRealTimers();
  return client;
};

const fails = async (interview: Prepared, message: RegExp, pauses = 0) => {
  const client = await joinBeyond(interview, pauses);
  expect(await client.until("error")).toMatchObject({ code: 4002, message: expect.stringMatching(message) as string });
  expect((await client.closes()).code).toBe(4002);
  expect(client.kinds()).toEqual(["error"]);
  const { interview: stored, transcript, calls } = await interview.became("ERROR");
  expect([stored.endReason, transcript, calls.map(({ route }) => route)]).toEqual(["GEMINI_FAILED", [], ["read", "status"]]);
};

it.each([
  ["too many sessions", { closeAtSetup: { code: 1011, reason: "RESOURCE_EXHAUSTED: max concurrent sessions" } }],
  ["a used-up quota", { closeAtSetup: { code: 1011, reason: "You exceeded your current quota, please check your plan" } }],
])("gives up at once on %s, and says that trying later helps", async (_, scenario) => {
  const interview = await prepareInterview({ scenario });
  await fails(interview, /fully booked/);
  expect(loggedCount(interview.id, "gemini.opening")).toBe(1);
});

it.each([
  ["an upgrade refused with 403", { refuse: { status: 403 } }],
  ["an upgrade refused with 401", { refuse: { status: 401 } }],
  ["a bad setup", { closeAtSetup: { code: 1007, reason: "Request contains an invalid argument." } }],
  ["spent credits", { closeAtSetup: { code: 1011, reason: "Your prepayment credits are depleted." } }],
  [
    "an unknown model",
    { closeAtSetup: { code: 1008, reason: "models/x is not found for API version v1beta, or is not supported for bidiGenerateContent." } },
  ],
  ["a region", { closeAtSetup: { code: 1007, reason: "User location is not supported for the API use" } }],
  ["a bad key", { closeAtSetup: { code: 1007, reason: "API key not valid. Please pass a valid API key." } }],
])("gives up at once on %s, and says that only the operator can fix it", async (_, scenario) => {
  const interview = await prepareInterview({ scenario });
  await fails(interview, /not set up .* whoever runs it/);
  expect(loggedCount(interview.id, "gemini.opening")).toBe(1);
  expect((await interview.sessions()).length).toBeLessThanOrEqual(1);
});

it.each([
  ["an upgrade refused with 503", { refuse: { status: 503 } }],
  ["a connection reset", { reset: true }],
  ["a connection dropped at setup", { terminateAtSetup: true }],
  ["an internal error at setup", { closeAtSetup: { code: 1011, reason: "Internal error encountered." } }],
])("tries three times on %s, then gives up", async (_, scenario) => {
  const interview = await prepareInterview({ scenario });
  await fails(interview, /could not be reached/, 2);
  expect(loggedCount(interview.id, "gemini.opening")).toBe(3);
});

it("counts an attempt whose briefing throws as failed, and tries again", async () => {
  const interview = await prepareInterview();
  const instruct = vi.spyOn(Briefing.prototype, "instruct").mockImplementationOnce(() => {
    throw new Error("no prompt");
  });
  await (await joinBeyond(interview, 1)).until("sessionStarted");
  instruct.mockRestore();
  expect(["gemini.unopened", "gemini.ended"].map((event) => loggedCount(interview.id, event))).toEqual([1, 1]);
  expect(interview.phases()).toContain("PENDING.starting.waiting");
});

it("succeeds when only the first attempts fail", async () => {
  const interview = await prepareInterview({ scenario: { attempts: [{ refuse: { status: 503 } }, { terminateAtSetup: true }] } });
  await (await joinBeyond(interview, 2)).until("sessionStarted");
  await interview.became("IN_PROGRESS");
});

it.each([
  ["that never completes the setup", { neverSetupComplete: true }],
  ["that never answers the upgrade", { neverAnswer: true }],
])("gives a Gemini %s 10 s per attempt and 15 s in all, and never reports a start", async (_, scenario) => {
  const interview = await prepareInterview({ scenario });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const client = await interview.join();
  await interview.phase("PENDING.starting.attempting");
  await interview.pass(10_000);
  await interview.pass(500);
  await interview.pass(4_000);
  expect(client.payloads).toEqual([]);
  await interview.pass(1_000);
  vi.useRealTimers();
  await client.until("error");
  const { calls } = await interview.became("ERROR");
  expect(calls.map(({ route, body }) => [route, (body as { status?: string } | null)?.status])).toEqual([
    ["read", undefined],
    ["status", "ERROR"],
  ]);
  await vi.waitFor(async () => expect((await interview.sessions()).filter(({ closedAtUnixMs }) => closedAtUnixMs === null)).toEqual([]));
});

it("falls back once to a plain set-up when the service rejects a field of the profile's, and logs it", async () => {
  const reason = "Invalid JSON payload received. Unknown name \"behavior\" at 'setup.tools[0]': Cannot find field.";
  const lines: string[] = [];
  const spy = vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
  const interview = await prepareInterview({ scenario: { attempts: [{ closeAtSetup: { code: 1007, reason } }] } });
  await (await interview.join()).until("sessionStarted");
  const setups = (await interview.sessions()).map(({ setup }) => JSON.stringify(setup));
  expect(setups.map((it) => it.includes("NON_BLOCKING"))).toEqual([true, false]);
  expect(lines).toContain(JSON.stringify({ event: "gemini.plain", interviewId: interview.id, reason }));
  spy.mockRestore();
});

it("gives up when even the plain set-up is refused", async () => {
  const closeAtSetup = { code: 1007, reason: "Invalid JSON payload received. Unknown name \"x\" at 'setup': Cannot find field." };
  await fails(await prepareInterview({ scenario: { closeAtSetup } }), /not set up/);
});

it("fails for good when nothing can be opened any more: reports ERROR first, then what was said", async () => {
  const interview = await prepareInterview({ scenario: { handles: false, attempts: [{}, { refuse: { status: 403 } }] } });
  const client = await interview.join();
  await client.until("sessionStarted");
  await interview.act({ send: { serverContent: { outputTranscription: { text: "Tell me" } } } });
  await client.until("transcriptUpdate");
  await interview.act({ close: { code: 1011, reason: "Internal error encountered." } });
  expect((await client.closes()).code).toBe(4002);
  expect(client.kinds().at(-1)).toBe("error");
  await vi.waitFor(async () => expect((await interview.app()).transcript.map(({ content }) => content)).toEqual(["Tell me"]));
  const { interview: stored, calls } = await interview.app();
  expect([stored.status, calls.map(({ route }) => route)]).toEqual(["ERROR", ["read", "status", "status", "transcript"]]);
});

it("skips frames that are not JSON or not Gemini's, and drops the connection after six of them", async () => {
  const interview = await prepareInterview();
  const client = await interview.join();
  await client.until("sessionStarted");
  const bad = [{ sendText: "{" }, { raw: btoa("not json") }, { send: { serverContent: 7 } }, { sendText: "null" }, { raw: "" }];
  for (const it of bad) await interview.act(it);
  await interview.act({ say: { text: "Still here.", ms: 40, fragments: 1 } });
  await client.until("transcriptUpdate", 2);
  expect(await interview.sessions()).toHaveLength(1);
  await interview.act({ sendText: "}" });
  await interview.session(2);
  expect(client.of("error")).toEqual([]);
});

it("ends the turn of a message whose sound is not base64", async () => {
  const interview = await prepareInterview();
  const client = await interview.join();
  await client.until("sessionStarted");
  const parts = [{ inlineData: { mimeType: "audio/pcm;rate=24000", data: "***" } }];
  await interview.act({ send: { serverContent: { outputTranscription: { text: "Why?" }, modelTurn: { parts }, turnComplete: true } } });
  await client.until("transcriptUpdate", 2);
  expect(client.captions()).toEqual(["AI… Why?", "AI. Why?"]);
  expect(loggedCount(interview.id, "gemini.malformed")).toBe(1);
});

it("counts each message with sound that is no PCM at 24 kHz as malformed, however much of it, and reads the words beside it", async () => {
  const interview = await prepareInterview();
  const client = await interview.join();
  await client.until("sessionStarted");
  const parts = ["audio/mp3", "audio/pcm;rate=48000"].map((mimeType) => ({ inlineData: { mimeType, data: "AAAA" } }));
  const say = (text: string) => interview.act({ send: { serverContent: { outputTranscription: { text }, modelTurn: { parts } } } });
  await say("Why?");
  await client.until("transcriptUpdate");
  expect(client.captions()).toEqual(["AI… Why?"]);
  expect(loggedCount(interview.id, "gemini.malformed")).toBe(1);
  for (let more = 0; more < 5; more += 1) await say(" Why?");
  await interview.session(2);
  expect(loggedCount(interview.id, "gemini.malformed")).toBe(6);
});

it.each([
  ["no id", {}],
  ["an id that is null", { id: null }],
])("answers a call of an unknown tool with %s by a text, unless the interviewer has spoken since", async (_, named) => {
  const interview = await prepareInterview();
  const client = await interview.join();
  await client.until("sessionStarted");
  const call = (it: object) => interview.act({ send: { toolCall: { functionCalls: [{ name: "search", ...it }] } } });
  await call(named);
  const { clientContents } = await interview.recorded(1, (it) => it.clientContents.length > 1);
  expect(JSON.stringify(clientContents[1])).toContain("There is no such tool. Yours: end_interview, note_question.");
  await interview.act({ send: { serverContent: { outputTranscription: { text: "Why us?" } } } });
  await client.until("transcriptUpdate");
  await call(named);
  await call({ id: "1" });
  const session = await interview.recorded(1, (it) => it.toolResponses.length > 0);
  expect([session.clientContents.length, session.toolResponses.length, session.closeCode]).toEqual([2, 1, null]);
});

it("accepts text frames as well as binary ones", async () => {
  const interview = await prepareInterview({ scenario: { frames: "text" } });
  const client = await interview.join();
  await client.until("sessionStarted");
  await interview.act({ say: { text: "Hello.", ms: 40, fragments: 1 } });
  await client.until("audioResponse");
});

it("splits a message of two megabytes into frames of at most a second", async () => {
  const interview = await prepareInterview();
  const client = await interview.join({ rate: 24_000 });
  await client.until("sessionStarted");
  const pcm = new Uint8Array(1_440_000);
  await interview.act({
    send: { serverContent: { modelTurn: { parts: [{ inlineData: { mimeType: "audio/pcm;rate=24000", data: pcm.toBase64() } }] } } },
  });
  await vi.waitFor(() => expect(client.sound().length).toBe(pcm.length));
  expect(Math.max(...client.of("audioResponse").map(({ audioContent }) => audioContent.length))).toBe(48_000);
});

it("fails on a model that answers nothing for a minute: another plan for the third session, then 4002 with what was said kept", async () => {
  const interview = await prepareInterview({ scenario: { hears: false }, env: { GEMINI_TURN_TAKING: "manual" } });
  const client = await interview.join();
  await client.until("sessionStarted");
  await interview.act({ send: { serverContent: { outputTranscription: { text: "Why us?" }, turnComplete: true } } });
  await client.until("transcriptUpdate", 2);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  client.send({ $case: "textAnswer", value: { text: "Hello?", clientId: "a1" } });
  await interview.recorded(1, ({ clientContents }) => JSON.stringify(clientContents).includes("Hello?"));
  for (let session = 2; session <= 4; session++) {
    await interview.pass(15_000);
    await interview.recorded(session, ({ clientContents }) => clientContents.length > 0);
    await interview.phase("IN_PROGRESS.gemini.conversing client.present");
  }
  await interview.pass(15_000);
  vi.useRealTimers();
  expect((await client.closes()).code).toBe(4002);
  const isManual = (await interview.sessions()).map(({ setup }) => JSON.stringify(setup).includes('"disabled":true'));
  expect(isManual).toEqual([true, true, false, false]);
  const { interview: stored } = await interview.became("ERROR");
  expect(stored.endReason).toBe("GEMINI_FAILED");
  await vi.waitFor(async () => expect((await interview.app()).transcript.map(({ content }) => content)).toEqual(["Why us?", "Hello?"]));
});

it("asks a model that does not greet for it once more, on the other channel that it takes", async () => {
  const interview = await prepareInterview({ scenario: { hears: false } });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const client = await interview.join();
  await client.until("sessionStarted");
  const [opening] = (await interview.recorded(1, ({ clientContents }) => clientContents.length > 0)).clientContents;
  await interview.pass(8_000);
  const { texts, clientContents } = await interview.recorded(1, (it) => it.texts.length > 0);
  expect(clientContents).toEqual([opening]);
  expect(texts).toEqual([expect.stringContaining("[PLATFORM] ")]);
});
