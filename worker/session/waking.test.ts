import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, it, vi } from "vitest";
import type { TranscriptSubmission } from "../../contract/app-api.ts";
import { storeMs } from "../../contract/limits.ts";
import { stopClock } from "../../harness/clock.ts";
import { rowsOf } from "../../harness/object.ts";
import { until } from "../../harness/wait.ts";
import { prepareInterview, say } from "../testing/interview.ts";

const hear = (text: string) => ({ send: { serverContent: { inputTranscription: { text } } } });
type Options = NonNullable<Parameters<typeof prepareInterview>[0]>;

const live = async (options: Options = {}) => {
  const interview = await prepareInterview(options);
  const client = await interview.join();
  const { resumeToken } = await client.until("sessionStarted");
  await interview.act(say("First question?"));
  await client.until("transcriptUpdate", 2);
  await interview.handle();
  await interview.act(hear("I was saying"));
  await client.until("transcriptUpdate", 3);
  return { interview, client, resumeToken };
};

it("resumes with the handle when the candidate returns after a crash, with every word that was shown", async () => {
  const { interview, resumeToken } = await live();
  const handle = await interview.fact("handle");
  await interview.crash();
  const client = await interview.join({ token: resumeToken });
  await client.until("sessionStarted");
  expect((await interview.session(2)).setup?.["sessionResumption"]).toEqual({ handle });
  expect(client.captions()).toEqual(["AI. First question?", "USER. I was saying"]);
  await interview.act(say("Go on?"));
  await client.until("transcriptUpdate", 4);
  client.requestEnd();
  const { transcript } = await interview.became("COMPLETED");
  expect(transcript.map(({ content }) => content)).toEqual(["First question?", "I was saying", "Go on?"]);
  expect((await interview.session(2)).texts).toEqual([]);
});

it("continues the answer count after a crash, and asks about what was typed just before it", async () => {
  const { interview, client, resumeToken } = await live({ scenario: { hears: false } });
  // They have heard the question.
  client.mark(true);
  client.mark(false);
  client.send({ $case: "textAnswer", value: { text: "I led it.", clientId: "a1" } });
  await client.until("notice");
  await until("its turn", () => client.of("turnState").at(-1)?.turn === 1);
  await interview.crash();
  const again = await interview.join({ token: resumeToken });
  await again.until("sessionStarted");
  const { clientContents } = await interview.recorded(2, (it) => it.clientContents.length > 0);
  expect(JSON.stringify(clientContents)).toContain("Candidate: I led it.\\n");
  again.send({ $case: "textAnswer", value: { text: "Alone.", clientId: "a2" } });
  await until("the next turn", () => again.of("turnState").at(-1)?.turn === 2);
  expect(again.of("turnState").map(({ turn }) => turn)).not.toContain(0);
});

it("asks an unheard interviewer to greet and respond to what was typed, after a crash", async () => {
  const interview = await prepareInterview({ scenario: { hears: false } });
  const client = await interview.join();
  const { resumeToken } = await client.until("sessionStarted");
  await interview.handle();
  // None of the question is heard, however long the answer takes.
  vi.useFakeTimers({ toFake: ["Date"] });
  await interview.act(say("First question?", 5_000));
  await client.until("transcriptUpdate");
  client.send({ $case: "textAnswer", value: { text: "I led it.", clientId: "a1" } });
  await client.until("notice");
  expect(client.finals).toEqual([{ speaker: "USER", content: "I led it." }]);
  await interview.crash();
  await (await interview.join({ token: resumeToken })).until("sessionStarted");
  const { clientContents } = await interview.recorded(2, (it) => it.clientContents.length > 0);
  expect(JSON.stringify(clientContents)).toMatch(/Candidate: I led it\..*Greet them briefly, respond to that/);
});

it("is over after a crash during the goodbye", async () => {
  const { interview, resumeToken } = await live({ scenario: { hears: false, insists: false } });
  await interview.expire("wrapUp");
  await runInDurableObject(interview.stub(), (_, { storage }) => {
    storage.sql.exec(`UPDATE fact SET value = CAST(json(value) AS INTEGER) - 8000000 WHERE name = 'startedAtUnixMs'`);
  });
  await interview.act({ call: { name: "end_interview", args: { reason: "plan_done" } } });
  await interview.recorded(1, ({ toolResponses }) => JSON.stringify(toolResponses).includes("granted"));
  await interview.act({ send: { serverContent: { outputTranscription: { text: "Goodbye." } } } });
  await interview.crash();
  expect((await (await interview.join({ token: resumeToken })).closes()).code).toBe(4004);
  const { interview: stored } = await interview.became("COMPLETED");
  expect([stored.endReason, (await interview.sessions()).length]).toEqual(["GEMINI_ENDED", 1]);
});

it("closes its Gemini session and recovers from a brief storage failure, even one that hits the running turn's tokens", async () => {
  const { interview, client } = await live();
  const inStorage = (statement: string) => runInDurableObject(interview.stub(), (_, { storage }) => void storage.sql.exec(statement));
  await interview.act({ send: { serverContent: { outputTranscription: { text: "Go" } }, usageMetadata: { responseTokenCount: 2 } } });
  await until("its words", () => client.captions().at(-1) === "AI… Go");
  await inStorage("CREATE TRIGGER refuse BEFORE INSERT ON fact BEGIN SELECT RAISE(ABORT, 'injected'); END");
  client.requestEnd();
  await interview.recorded(1, ({ closedAtUnixMs }) => closedAtUnixMs !== null);
  await inStorage("DROP TRIGGER refuse");
  client.speak(new Uint8Array(640));
  await interview.session(2);
  await interview.phase("IN_PROGRESS.gemini.conversing client.present");
  client.requestEnd();
  expect((await client.closes()).code).toBe(1000);
  const { transcript } = await interview.became("COMPLETED");
  expect(transcript.map(({ content }) => content)).toEqual(["First question?", "I was saying", "Go"]);
});

it("keeps words that were shown and not written yet through a storage failure in the middle of an answer", async () => {
  const { interview, client } = await live();
  const inStorage = (statement: string) => runInDurableObject(interview.stub(), (_, { storage }) => void storage.sql.exec(statement));
  await interview.act(hear(" that"));
  await until("its words", () => client.captions().at(-1) === "USER… I was saying that");
  await inStorage("CREATE TRIGGER refuse BEFORE INSERT ON fact BEGIN SELECT RAISE(ABORT, 'injected'); END");
  client.send({ $case: "patience", value: { mode: 3 } });
  await interview.recorded(1, ({ closedAtUnixMs }) => closedAtUnixMs !== null);
  await inStorage("DROP TRIGGER refuse");
  client.requestEnd();
  const { transcript } = await interview.became("COMPLETED");
  expect(transcript.map(({ content }) => content)).toEqual(["First question?", "I was saying that"]);
});

it("tells a fresh session the conversation after a crash without a handle", async () => {
  const interview = await prepareInterview({ scenario: { handles: false } });
  const client = await interview.join();
  await client.until("sessionStarted");
  await interview.act(say("First question?"));
  await client.until("transcriptUpdate", 2);
  await interview.crash();
  await (await interview.join()).until("sessionStarted");
  expect(JSON.stringify((await interview.session(2)).setup)).toContain("Interviewer: First question?");
});

it("wakes by its pulse after a crash with nobody there, waits out the grace period, and ends with what it has", async () => {
  const { interview } = await live();
  await interview.crash();
  await interview.expire("pulse");
  await interview.phase("IN_PROGRESS.gemini.parked client.away");
  expect(await interview.alarm()).toBe(true);
  const { interview: stored, transcript } = await interview.became("COMPLETED");
  expect([stored.endReason, transcript.map(({ content }) => content)]).toEqual(["DISCONNECTED", ["First question?", "I was saying"]]);
  expect(await interview.sessions()).toHaveLength(1);
});

it("waits no longer for a candidate who left because it crashes meanwhile", async () => {
  const { interview, client } = await live();
  client.leave();
  const grace = () => rowsOf(interview.stub(), "SELECT at_unix_ms FROM alarm WHERE kind = 'grace'");
  await expect.poll(grace).toHaveLength(1);
  const before = await grace();
  await interview.crash();
  await interview.expire("pulse");
  await interview.phase("IN_PROGRESS.gemini.parked client.away");
  expect(await grace()).toEqual(before);
});

it("ends at its limit despite a crash", async () => {
  const { interview } = await live();
  await interview.crash();
  await interview.expire("deadline");
  expect((await interview.became("COMPLETED")).interview.endReason).toBe("TIMEOUT");
});

it.each([
  ["before the alarm was taken", "DELETE ON alarm"],
  ["as the end was stored", "INSERT ON report"],
])("ends at its limit despite a storage failure when the limit rang, %s: it rings again", async (_, write) => {
  const { interview } = await live();
  const inStorage = (statement: string) => runInDurableObject(interview.stub(), (_, { storage }) => void storage.sql.exec(statement));
  await inStorage(`CREATE TRIGGER refuse BEFORE ${write} BEGIN SELECT RAISE(ABORT, 'injected'); END`);
  await interview.expire("deadline");
  await inStorage("DROP TRIGGER refuse");
  const inMs = await runInDurableObject(interview.stub(), async (_, { storage }) => ((await storage.getAlarm()) ?? NaN) - Date.now());
  expect(inMs).toBeGreaterThan(0);
  expect(inMs).toBeLessThanOrEqual(30_000);
  await interview.alarm();
  expect((await interview.became("COMPLETED")).interview.endReason).toBe("TIMEOUT");
});

it("delivers without a candidate after a crash while the app was away", async () => {
  const { interview, client } = await live({ plan: { always: { transcript: { status: 503 } } } });
  await interview.endMidAnswer(client);
  await interview.pass(storeMs);
  vi.useRealTimers();
  await client.until("sessionEnded");
  await interview.crash();
  await interview.replan({ plan: {} });
  await interview.expire("retry");
  expect((await interview.became("COMPLETED")).transcript).toHaveLength(2);
  await vi.waitFor(async () => expect(await interview.alarms()).toEqual(["cleanup"]));
});

it("delivers after a crash at the very moment of the end", async () => {
  const { interview, client } = await live({ plan: { transcript: [{ hangs: true }] } });
  await interview.endMidAnswer(client);
  vi.useRealTimers();
  await vi.waitFor(async () => expect((await interview.app()).calls.at(-1)?.route).toBe("transcript"));
  await interview.crash();
  const late = await interview.join();
  expect((await late.closes()).code).toBe(4004);
  await interview.alarm();
  expect((await interview.became("COMPLETED")).transcript.map(({ content }) => content)).toEqual(["First question?", "I was saying"]);
});

it("leaves a crashed attempt PENDING, and starts over when the candidate returns", async () => {
  const interview = await prepareInterview({ scenario: { attempts: [{ neverSetupComplete: true }] } });
  await interview.join();
  await interview.session();
  await interview.crash();
  expect((await interview.app()).interview.status).toBe("PENDING");
  await (await interview.join()).until("sessionStarted");
  await interview.became("IN_PROGRESS");
});

it("stays over when a delivered interview wakes, and is kept no longer for it", async () => {
  const { interview, client } = await live();
  await interview.endMidAnswer(client);
  vi.useRealTimers();
  await client.closes();
  const alarms = () => rowsOf(interview.stub(), "SELECT kind, at_unix_ms FROM alarm");
  await expect.poll(alarms).toMatchObject([{ kind: "cleanup" }]);
  const before = await alarms();
  await interview.crash();
  expect((await (await interview.join()).closes()).code).toBe(4004);
  await expect.poll(alarms).toEqual(before);
  await interview.alarm();
  expect(await interview.tables()).toEqual([]);
});

it("lets a connected candidate hear the interviewer after an eviction, and keeps measuring", async () => {
  stopClock();
  const lost = { code: 1011, reason: "Internal error encountered." };
  const interview = await prepareInterview({ scenario: { hears: false, attempts: [{}, { closeAtSetup: lost }] } });
  const joining = interview.join();
  await until("the app's being asked", async () => (await interview.app()).calls.length > 0);
  await interview.pass(100);
  const client = await joining;
  await client.until("sessionStarted");
  const heardBy = async (nonce: string) => {
    client.send({ $case: "ping", value: { nonce } });
    await until("the pong", () => client.of("pong").some((it) => it.nonce === nonce));
  };
  client.speak(new Uint8Array(32 * 2_000));
  await interview.act(say("Tell me.", 40));
  await interview.act({ send: { serverContent: { turnComplete: true } } });
  await client.until("audioResponse");
  client.send({ $case: "muted", value: { isOn: true } });
  await heardBy("0");
  await interview.act({ close: lost });
  await interview.phase("IN_PROGRESS.gemini.resuming.waiting client.present");
  await evictDurableObject(interview.stub());
  vi.clearAllTimers();
  await interview.configure();
  await heardBy("1");
  await interview.phase("IN_PROGRESS.gemini.conversing client.present");
  const before = client.audioBytes;
  await interview.act(say("Can you hear me?", 400));
  await until("the sound", () => client.audioBytes > before);
  client.speak(new Uint8Array(32 * 1_000));
  await heardBy("2");
  vi.useRealTimers();
  client.requestEnd();
  const { calls } = await interview.became("COMPLETED");
  const { session } = calls.find(({ route }) => route === "transcript")?.body as TranscriptSubmission;
  expect(session?.micMs).toBeGreaterThanOrEqual(3_000);
  expect(session?.mutes?.at(-1)?.[1]).toBeGreaterThanOrEqual(1_000);
});

it("remembers after an eviction what it had stored", async () => {
  // A real one would hold up the eviction for as long as it runs.
  const clock = vi.spyOn(AbortSignal, "timeout").mockImplementation(() => new AbortController().signal);
  const { interview, client } = await live();
  await interview.endMidAnswer(client);
  vi.useRealTimers();
  await client.closes();
  await interview.phase("COMPLETED.delivered");
  await evictDurableObject(interview.stub());
  clock.mockRestore();
  expect((await (await interview.join()).closes()).code).toBe(4004);
  await vi.waitFor(async () => expect(await interview.alarms()).toEqual(["cleanup"]));
});
