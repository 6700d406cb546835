import { runInDurableObject } from "cloudflare:test";
import { expect, it, vi } from "vitest";
import { until } from "../../harness/wait.ts";
import { prepareInterview, say } from "../testing/interview.ts";
import { loggedCount } from "../testing/log-lines.ts";
import { Facts } from "./storage/facts.ts";

const reasons = { user: 1, gemini: 2, timeout: 3 };
const send = (interview: Awaited<ReturnType<typeof prepareInterview>>, serverContent: object) => interview.act({ send: { serverContent } });

it("ends before going live when the candidate asks: drops the attempt, and is COMPLETED with an empty transcript", async () => {
  const interview = await prepareInterview({ scenario: { neverSetupComplete: true } });
  const client = await interview.join();
  await interview.session();
  client.requestEnd();
  expect(await client.until("sessionEnded")).toEqual({ reason: reasons.user });
  expect((await client.closes()).code).toBe(1000);
  const { transcript, calls } = await interview.became("COMPLETED");
  expect([transcript, calls.map(({ route }) => route)]).toEqual([[], ["read", "transcript"]]);
  await interview.recorded(1, ({ closedAtUnixMs }) => closedAtUnixMs !== null);
});

it.each([
  ["what was heard of the interviewer's last words, where the client says what it plays", true, ["One two…"]],
  ["all of the interviewer's last words, where the client says nothing of what it plays", false, ["One two three four."]],
])("keeps %s, when the candidate ends in the middle of them", async (_, isMarking, expected) => {
  const interview = await prepareInterview();
  const client = await interview.join({ rate: 24_000 });
  await client.until("sessionStarted");
  const sound = (ms: number) => ({
    parts: [{ inlineData: { mimeType: "audio/pcm;rate=24000", data: new Uint8Array(48 * ms).toBase64() } }],
  });
  await send(interview, { modelTurn: sound(1_000), outputTranscription: { text: "One two" } });
  await send(interview, { modelTurn: sound(3_000), outputTranscription: { text: " three four." } });
  await until("the words", () => client.captions().includes("AI… One two three four."));
  if (isMarking) client.mark(true);
  client.speak(new Uint8Array(32 * 1_000));
  client.requestEnd();
  const { transcript } = await interview.became("COMPLETED");
  expect(transcript.map(({ content }) => content)).toEqual(expected);
});

it("ends when Gemini closes 1000 without a warning or a handle", async () => {
  const interview = await prepareInterview({ scenario: { handles: false } });
  const client = await interview.join();
  await client.until("sessionStarted");
  await send(interview, { outputTranscription: { text: "And so" } });
  await client.until("transcriptUpdate");
  await interview.act({ close: { code: 1000 } });
  expect(await client.until("sessionEnded")).toEqual({ reason: reasons.gemini });
  expect((await client.closes()).code).toBe(1000);
  const { interview: stored, transcript } = await interview.became("COMPLETED");
  expect([stored.endReason, transcript.map(({ content }) => content)]).toEqual(["GEMINI_ENDED", ["And so"]]);
});

/** Lets most of the interview's time be over. */
const pass = (interview: Awaited<ReturnType<typeof prepareInterview>>) =>
  runInDurableObject(interview.stub(), (_, { storage }) => {
    const facts = new Facts(storage.sql);
    facts.write("endsAtUnixMs", (facts.read("startedAtUnixMs") ?? 0) + 1);
  });

it("refuses the end tool while much time is left, says what to continue with, and grants the third call", async () => {
  const interview = await prepareInterview({ interview: { minutes: 20 } });
  const client = await interview.join();
  await client.until("sessionStarted");
  // The simulated model insists.
  await interview.act({ callEnd: true });
  const { toolResponses } = await interview.recorded(1, (it) => it.toolResponses.length === 3);
  expect(toolResponses).toMatchObject([
    { scheduling: "WHEN_IDLE", response: { status: "refused", minutes_left: 19 } },
    { response: { status: "refused" } },
    { response: { status: "granted" } },
  ]);
  await send(interview, { turnComplete: true });
  await send(interview, { outputTranscription: { text: "Goodbye." } });
  await client.until("transcriptUpdate");
  expect(client.of("sessionEnded")).toEqual([]);
  await send(interview, { turnComplete: true });
  expect(await client.until("sessionEnded")).toEqual({ reason: reasons.gemini });
});

it.each([
  [10, 2],
  [45, 4.5],
] as const)("wraps up an interview of %d minutes when a tenth is left, but at least two minutes (%d)", async (minutes, leftMinutes) => {
  const interview = await prepareInterview({ interview: { minutes } });
  await (await interview.join()).until("sessionStarted");
  await vi.waitFor(async () => expect(await interview.alarms()).toEqual(["deadline", "pulse", "silence", "wrapUp"]));
  const [deadlineInMs = 0, , , wrapUpInMs = 0] = await interview.dueInMs();
  expect(Math.round((deadlineInMs - wrapUpInMs) / 1_000)).toBe(leftMinutes * 60);
});

it("ends by the requested length, and asks to wrap up before", async () => {
  const interview = await prepareInterview({ interview: { minutes: 30 } });
  const client = await interview.join();
  const { startedAtUnixMs, endsAtUnixMs } = await client.until("sessionStarted");
  expect(endsAtUnixMs - startedAtUnixMs).toBe(30 * 60_000);
  await interview.expire("wrapUp");
  await send(interview, { inputTranscription: { text: "That is how." } });
  const { clientContents } = await interview.recorded(1, (it) => it.clientContents.length > 1);
  expect(JSON.stringify(clientContents[1])).toContain("[PLATFORM] The interview is nearly over");
  expect(await interview.alarms()).not.toContain("wrapUp");
});

it("asks to wrap up after a crash too, as the interviewer may not have been asked before it", async () => {
  const interview = await prepareInterview();
  await (await interview.join()).until("sessionStarted");
  await send(interview, { outputTranscription: { text: "And then?" }, turnComplete: true });
  await interview.handle();
  await interview.expire("wrapUp");
  await interview.crash();
  await (await interview.join()).until("sessionStarted");
  await send(interview, { inputTranscription: { text: "That is how." } });
  await interview.recorded(2, ({ clientContents }) => JSON.stringify(clientContents).includes("The interview is nearly over"));
});

it("answers a call of an unknown tool, so the model does not stay silent waiting", async () => {
  const lines: string[] = [];
  const spy = vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
  const interview = await prepareInterview();
  const client = await interview.join();
  await client.until("sessionStarted");
  await interview.act({ send: { toolCall: { functionCalls: [{ id: "1", name: "google search", args: {} }] } } });
  const { toolResponses } = await interview.recorded(1, (it) => it.toolResponses.length > 0);
  expect(toolResponses).toMatchObject([{ id: "1", name: "google search", response: { error: expect.stringContaining("end_interview") } }]);
  expect(lines).toContain(JSON.stringify({ event: "gemini.foreignCall", interviewId: interview.id, name: "google?search" }));
  expect(client.of("sessionEnded")).toEqual([]);
  spy.mockRestore();
});

it.each([
  ["code", { executableCode: { language: "PYTHON", code: "print(default_api.end_interview(reason='plan_done'))" } }],
  ["text", { text: "```tool_code\nend_interview()\n```" }],
])("ends after the goodbye when the end tool was called as %s", async (_, part) => {
  const interview = await prepareInterview();
  const client = await interview.join();
  await client.until("sessionStarted");
  await pass(interview);
  await send(interview, { modelTurn: { parts: [part] } });
  await send(interview, { outputTranscription: { text: "Goodbye." }, turnComplete: true });
  expect(await client.until("sessionEnded")).toEqual({ reason: reasons.gemini });
});

it("continues when the candidate's interruption cancels the end tool", async () => {
  const interview = await prepareInterview();
  const client = await interview.join();
  await client.until("sessionStarted");
  await pass(interview);
  await interview.act({ send: { toolCall: { functionCalls: [{ id: "7", name: "end_interview", args: {} }] } } });
  await interview.act({ send: { toolCallCancellation: { ids: ["7"] } } });
  await send(interview, { outputTranscription: { text: "Yes?" } });
  await send(interview, { turnComplete: true });
  await interview.act(say("Another one?"));
  await client.until("transcriptUpdate", 4);
  await interview.phase("IN_PROGRESS.gemini.conversing client.present");
  expect(client.of("sessionEnded")).toEqual([]);
});

it("ends at the time limit by alarm", async () => {
  const interview = await prepareInterview();
  const client = await interview.join();
  await client.until("sessionStarted");
  expect(await interview.expire("deadline")).toBe(true);
  expect(await client.until("sessionEnded")).toEqual({ reason: reasons.timeout });
  expect((await client.closes()).code).toBe(1000);
  expect((await interview.became("COMPLETED")).interview.endReason).toBe("TIMEOUT");
});

it("ends in order: Gemini closed, transcript stored, SessionEnded, 1000", async () => {
  const interview = await prepareInterview({ plan: { transcript: [{ held: true }] } });
  const client = await interview.join();
  await client.until("sessionStarted");
  // If storing took three seconds, the end would be told before it; this clock stands still.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  client.requestEnd();
  await interview.recorded(1, ({ closedAtUnixMs }) => closedAtUnixMs !== null);
  await until("the transcript's submission", async () => (await interview.app()).calls.some(({ route }) => route === "transcript"));
  expect([client.of("sessionEnded"), client.closed]).toEqual([[], null]);
  await interview.replan({ release: {} });
  await client.until("sessionEnded");
  expect((await interview.app()).interview.status).toBe("COMPLETED");
  expect([(await client.closes()).code, client.kinds().at(-1)]).toEqual([1000, "sessionEnded"]);
});

it("tells the candidate after three seconds even if the app does not answer", async () => {
  const interview = await prepareInterview({ plan: { transcript: [{ hangs: true }] } });
  const client = await interview.join();
  await client.until("sessionStarted");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  client.requestEnd();
  await interview.phase("COMPLETED.storing");
  await interview.pass(2_000);
  expect(client.of("sessionEnded")).toEqual([]);
  await interview.pass(1_000);
  vi.useRealTimers();
  await client.until("sessionEnded");
  expect((await interview.app()).interview.status).toBe("IN_PROGRESS");
});

it("ends once, whatever asks for the end at the same time", async () => {
  const interview = await prepareInterview();
  const client = await interview.join();
  await client.until("sessionStarted");
  client.requestEnd();
  client.requestEnd();
  await Promise.all([interview.expire("deadline"), interview.act({ close: { code: 1000 } }).catch(() => {})]);
  await client.closes();
  expect(client.of("sessionEnded")).toHaveLength(1);
  const { calls } = await interview.became("COMPLETED");
  expect(calls.filter(({ route }) => route === "transcript")).toHaveLength(1);
  expect(loggedCount(interview.id, "interview.ended")).toBe(1);
});

it("leaves only the clean-up alarm once everything is delivered, and empties its storage then", async () => {
  const interview = await prepareInterview();
  const client = await interview.join();
  await client.until("sessionStarted");
  client.requestEnd();
  await client.closes();
  await vi.waitFor(async () => expect(await interview.alarms()).toEqual(["cleanup"]));
  await interview.alarm();
  expect(await interview.tables()).toEqual([]);
});

it.each([
  ["COMPLETED", { status: "COMPLETED" as const }],
  ["ERROR", { status: "ERROR" as const }],
])("closes 4004 when the app has the interview %s, without contacting Gemini", async (_, stored) => {
  const interview = await prepareInterview({ interview: stored });
  const client = await interview.join();
  expect((await client.closes()).code).toBe(4004);
  expect([client.payloads, await interview.sessions()]).toEqual([[], []]);
});

it("closes 4004 when the app says of an interview only that it is COMPLETED", async () => {
  const over = { body: JSON.stringify({ interview: { status: "COMPLETED" } }) };
  const interview = await prepareInterview({ plan: { read: [over] } });
  expect((await (await interview.join()).closes()).code).toBe(4004);
  expect(await interview.sessions()).toEqual([]);
});

it("closes 4004 when the app has no such interview, and when this object ended it", async () => {
  const interview = await prepareInterview();
  await interview.forget();
  expect((await (await interview.join()).closes()).code).toBe(4004);
  await interview.replan({});
  const client = await interview.join();
  await client.until("sessionStarted");
  client.requestEnd();
  await client.closes();
  const late = await interview.join();
  expect([(await late.closes()).code, late.payloads]).toEqual([4004, []]);
  expect(await interview.sessions()).toHaveLength(1);
});

it("says why an interview cannot begin when the app has no room for it, and opens it later", async () => {
  const interview = await prepareInterview({ plan: { read: [{ status: 409 }] } });
  const refused = await interview.join();
  const words = "Too many of your interviews are live, or the day’s minutes are used up. This one can begin later.";
  expect(await refused.closes()).toMatchObject({ code: 4004, reason: words });
  expect(refused.payloads).toEqual([{ $case: "error", value: { code: 4004, message: words } }]);
  expect(await interview.sessions()).toEqual([]);
  await (await interview.join()).until("sessionStarted");
});

it("tells the candidate before the end that everything they saw is in the app, once it is", async () => {
  const interview = await prepareInterview();
  const client = await interview.join();
  await client.until("sessionStarted");
  await send(interview, { outputTranscription: { text: "Why us?" }, turnComplete: true });
  await client.until("saved");
  client.requestEnd();
  await client.closes();
  expect(client.of("saved").at(-1)).toMatchObject({ upToSeq: client.of("saved")[0]?.upToSeq, isDelivered: true });
  expect(client.kinds().slice(-2)).toEqual(["saved", "sessionEnded"]);
});
