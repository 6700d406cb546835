import { expect, it, vi } from "vitest";
import type { Candidate } from "../../harness/candidate.ts";
import { everyFrame, type Prepared, prepareInterview, say } from "../testing/interview.ts";

const hear = (text: string) => ({ send: { serverContent: { inputTranscription: { text } } } });
const resumptionOf = ({ setup }: { setup: Record<string, unknown> | null }) => setup?.["sessionResumption"];

/** A moment of the interviewer's sound. */
const data = "A".repeat(1_280);

/** A live interview with one turn spoken and a handle that knows it. */
const converse = async (interview: Prepared): Promise<Candidate> => {
  const client = await interview.join();
  await client.until("sessionStarted");
  await interview.act(say("First question?"));
  await client.until("transcriptUpdate", 2);
  await interview.renewHandle();
  return client;
};

/** No two Live connections of the interview were open at the same moment. */
const expectOneAtATime = async (interview: Prepared) => {
  const sessions = await interview.sessions();
  const ids = sessions.map(({ id }) => id);
  expect(sessions.flatMap(({ openBeside }) => openBeside.filter((id) => ids.includes(id)))).toEqual([]);
};

it.each([
  ["a goAway", { goAway: { timeLeft: "50s", closeAfterMs: null } }],
  ["a goAway that leaves no time", { goAway: { timeLeft: "0s", closeAfterMs: 0 } }],
  ["an internal error", { close: { code: 1011, reason: "Internal error encountered." } }],
  ["a lost connection", { terminate: true }],
  ["a 1001", { close: { code: 1001, reason: "" } }],
])("resumes with the handle after %s, unnoticed by the candidate", async (_, fault) => {
  const interview = await prepareInterview();
  const client = await converse(interview);
  const handle = await interview.fact("handle");
  await interview.act(fault);
  const resumed = await interview.session(2);
  expect(resumptionOf(resumed)).toEqual({ handle });
  expect(resumed.clientContents).toEqual([]);
  await interview.act(say("Second question?"));
  await client.until("transcriptUpdate", 4);
  expect(client.happenings().filter((it) => it !== "audioResponse" && it !== "transcriptUpdate")).toEqual(["sessionStarted"]);
  client.requestEnd();
  const { transcript, calls } = await interview.became("COMPLETED");
  expect(transcript.map(({ content }) => content)).toEqual(["First question?", "Second question?"]);
  expect(calls.find(({ route }) => route === "transcript")?.body).toMatchObject({ handovers: 1 });
  await expectOneAtATime(interview);
});

it("delays a rotation until the turn is over, and gives the new session the last lines when its handle is older", async () => {
  const interview = await prepareInterview();
  const client = await converse(interview);
  const before = await interview.fact("handle");
  const send = (serverContent: object) => interview.act({ send: { serverContent } });
  await send({ outputTranscription: { text: "In the middle" } });
  await interview.act({ goAway: { timeLeft: "50s", closeAfterMs: null } });
  await send({ outputTranscription: { text: " of a sentence." } });
  expect(await interview.sessions()).toHaveLength(1);
  await send({ turnComplete: true });
  const { clientContents, setup } = await interview.recorded(2, (it) => it.clientContents.length > 0);
  expect(resumptionOf({ setup })).toEqual({ handle: before });
  expect(JSON.stringify(clientContents)).toContain("Interviewer: First question?\\nInterviewer: In the middle of a sentence.");
  expect(client.captions().at(-1)).toBe("AI. In the middle of a sentence.");
});

it("keeps the last second of the candidate's speech meanwhile", async () => {
  const interview = await prepareInterview({ scenario: { hears: false, attempts: [{}, { neverSetupComplete: true }] }, env: everyFrame });
  const client = await converse(interview);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await interview.act({ terminate: true });
  await interview.session(2);
  for (let at = 0; at < 50; at++) client.speak(new Uint8Array(1_280).fill(at));
  client.send({ $case: "ping", value: { nonce: "1" } });
  await client.until("pong");
  await interview.act({ completeSetup: true });
  const { id } = await interview.recorded(2, ({ audioBytes }) => audioBytes >= 32_000);
  const heard = await interview.heard(id);
  expect([heard.length, heard[0], heard.at(-1)]).toEqual([32_000, 25, 49]);
});

it.each([
  ["refused", { refuseResume: { code: 1007, reason: "Request contains an invalid argument." } }],
  ["failing twice", {}],
])("tells a fresh session the conversation so far when resuming is %s, without a second greeting", async (_, scenario) => {
  const internal = { closeAtSetup: { code: 1011, reason: "Internal error encountered." } };
  const attempts = "refuseResume" in scenario ? [] : [{}, internal, internal];
  const interview = await prepareInterview({ scenario: { ...scenario, attempts } });
  const client = await converse(interview);
  await interview.act(hear("I run a bakery."));
  await client.until("transcriptUpdate", 3);
  await interview.act({ terminate: true });
  const count = attempts.length === 0 ? 3 : 4;
  const fresh = await interview.session(count);
  expect(resumptionOf(fresh)).toEqual({});
  expect(JSON.stringify(fresh.setup)).toContain("Interviewer: First question?\\nCandidate: I run a bakery.");
  expect(JSON.stringify(fresh.setup)).toContain("Do not greet again");
  await interview.act(say("Which bread?"));
  await client.until("transcriptUpdate", 6);
  expect(JSON.stringify((await interview.session(count)).clientContents)).toContain("[PLATFORM] The connection was renewed");
  expect(client.of("sessionStarted")).toHaveLength(1);
  await expectOneAtATime(interview);
});

it.each([
  ["with its handle", true],
  ["anew", false],
])("opens a session again, %s, when its greeting was cut before the first words", async (_, isIssued) => {
  const interview = await prepareInterview({ scenario: { handles: false } });
  const client = await interview.join();
  await client.until("sessionStarted");
  await interview.act({ send: { serverContent: { modelTurn: { parts: [{ inlineData: { mimeType: "audio/pcm;rate=24000", data } }] } } } });
  await interview.act({ send: { serverContent: { outputTranscription: { text: "<noise>" } } } });
  await client.until("audioResponse");
  if (isIssued) await interview.act({ issueHandle: true });
  if (isIssued) await interview.act({ send: { serverContent: { turnComplete: true } } });
  if (isIssued) await interview.handle();
  await interview.act({ terminate: true });
  const { clientContents } = await interview.recorded(2, (it) => it.clientContents.length > 0);
  expect(JSON.stringify(clientContents)).toContain("Greet them briefly and ask your first question now");
  expect(JSON.stringify(clientContents)).not.toContain("The connection was renewed");
});

it("ends in ERROR after ten seconds in which nothing can be resumed", async () => {
  const interview = await prepareInterview({ scenario: { attempts: [{ neverSetupComplete: false }], neverSetupComplete: true } });
  const client = await converse(interview);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await interview.act({ terminate: true });
  await interview.phase("IN_PROGRESS.gemini.resuming.reopening client.present");
  await interview.pass(4_000);
  await interview.phase("IN_PROGRESS.gemini.resuming.retelling client.present");
  await interview.pass(6_000);
  vi.useRealTimers();
  expect((await client.closes()).code).toBe(4002);
  const { interview: stored } = await interview.became("ERROR");
  expect(stored.endReason).toBe("GEMINI_FAILED");
});

it("drops the handle of a resumed session that never answers, 15 s after the candidate's words", async () => {
  const interview = await prepareInterview({ scenario: { hears: false } });
  const client = await converse(interview);
  await interview.act({ terminate: true });
  await interview.session(2);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await vi.waitFor(() => interview.act(hear("Hello?")));
  await client.until("transcriptUpdate", 3);
  await interview.pass(8_000);
  const { clientContents } = await interview.recorded(2, (it) => it.clientContents.length > 0);
  expect(JSON.stringify(clientContents)).toContain("[PLATFORM] The candidate has finished their answer");
  await interview.pass(7_000);
  vi.useRealTimers();
  expect(resumptionOf(await interview.session(3))).toEqual({});
});

it("resumes after five minutes without anything from Gemini while sound flows to it", async () => {
  const interview = await prepareInterview({ scenario: { hears: false }, env: everyFrame });
  const client = await converse(interview);
  const handle = await interview.fact("handle");
  vi.useFakeTimers({ toFake: ["Date"] });
  for (let count = 1; count <= 14; count++) {
    vi.setSystemTime(Date.now() + 20_000);
    client.speak(new Uint8Array(1_280));
    await interview.recorded(1, ({ audioBytes }) => audioBytes >= 1_280 * count);
  }
  expect(await interview.sessions()).toHaveLength(1);
  vi.setSystemTime(Date.now() + 20_500);
  client.speak(new Uint8Array(1_280));
  expect(resumptionOf(await interview.session(2))).toEqual({ handle });
});

it("lets the candidate confirm an end that was asked for by a session lost since", async () => {
  const interview = await prepareInterview({ scenario: { hears: false, insists: false, attempts: [{}, { neverSetupComplete: true }] } });
  const client = await converse(interview);
  await interview.act({ call: { name: "end_interview", args: { reason: "candidate_asked" } } });
  expect(await client.until("notice")).toEqual({ kind: 3, ref: "" });
  await interview.act({ terminate: true });
  await interview.session(2);
  client.send({ $case: "steer", value: { what: 5 } });
  expect(await client.until("sessionEnded")).toEqual({ reason: 1 });
  expect((await interview.became("COMPLETED")).interview.endReason).toBe("USER_INITIATED");
});

const nineMinutesMs = 540_000;

it("survives an hour of six rotations with every word once and one greeting", async () => {
  const interview = await prepareInterview();
  const client = await interview.join();
  await client.until("sessionStarted");
  client.send({ $case: "muted", value: { isOn: true } });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  const said: string[] = [];
  for (let rotation = 0; rotation <= 6; rotation++) {
    await interview.session(rotation + 1);
    said.push(`Question ${rotation}?`);
    await vi.waitFor(() => interview.act(say(`Question ${rotation}?`)));
    await client.until("transcriptUpdate", 2 * said.length);
    await interview.renewHandle();
    await interview.pass(nineMinutesMs);
    if (rotation < 6) await interview.act({ goAway: { timeLeft: "50s", closeAfterMs: null } });
  }
  vi.useRealTimers();
  client.requestEnd();
  const { transcript } = await interview.became("COMPLETED");
  expect(transcript.map(({ content }) => content)).toEqual(said);
  const sessions = await interview.sessions();
  expect([sessions.length, sessions.flatMap(({ clientContents }) => clientContents).length]).toEqual([7, 1]);
  await expectOneAtATime(interview);
});
