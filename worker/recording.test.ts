import { abortAllDurableObjects, runInDurableObject, SELF } from "cloudflare:test";
import { expect, it, vi } from "vitest";
import { parseRecording, type Recording } from "../machines/recording/recording.ts";
import { until } from "../harness/wait.ts";
import { replay } from "../machines/recording/replay.ts";
import { everyFrame, prepareInterview, say } from "./testing/interview.ts";
import { testEnv } from "./testing/test-env.ts";

type Prepared = Awaited<ReturnType<typeof prepareInterview>>;

const ask = (id: string, { bearer = testEnv.WORKER_SHARED_SECRET, method = "GET" } = {}) =>
  SELF.fetch(`http://worker/${id}/recording`, { method, headers: { Authorization: `Bearer ${bearer}` } });
const hear = (text: string) => ({ send: { serverContent: { inputTranscription: { text } } } });
const typesOf = ({ events }: Recording) => events.map(({ type }) => type);

const recordingOf = async ({ id }: Prepared) => {
  const response = await ask(id);
  expect(response.status).toBe(200);
  const text = await response.text();
  return { text, recording: parseRecording(JSON.parse(text)) };
};

/** The recording once the candidate's socket is gone. */
const untilLeft = (interview: Prepared): Promise<Recording> =>
  vi.waitFor(async () => {
    const { recording } = await recordingOf(interview);
    if (!typesOf(recording).includes("client.left")) throw new Error(`There is ${typesOf(recording).join(" ")}`);
    return recording;
  });

/** One question asked and answered, and a resumption handle in hand. */
const converse = async (interview: Prepared) => {
  const client = await interview.join();
  const { resumeToken } = await client.until("sessionStarted");
  await interview.act(say("Which boilers exactly?"));
  await client.until("transcriptUpdate", 2);
  await interview.act(hear("The big "));
  await interview.act(hear("ones."));
  await client.until("transcriptUpdate", 4);
  await interview.handle();
  return { client, resumeToken };
};

const forgets = { closeAtSetup: { code: 1008, reason: "BidiGenerateContent session not found" } };
const refuses = { closeAtSetup: { code: 1008, reason: "You exceeded your current quota" } };

it("replays a failed interview to the same end", async () => {
  const interview = await prepareInterview({ scenario: { attempts: [{}, forgets, refuses] } });
  const { client } = await converse(interview);
  await interview.act({ terminate: true });
  expect((await client.closes()).code).toBe(4002);
  await interview.phase("ERROR.delivered");

  const recording = await untilLeft(interview);
  expect(recording.input).toEqual({
    status: "PENDING",
    openings: 0,
    isResumable: false,
    isDelivered: false,
    hasClient: false,
    hasSpoken: false,
    isMuted: false,
    hush: null,
    thinkForMs: null,
    refusals: 0,
    isWrapUpDue: false,
    isPlanDone: false,
    patience: null,
    endReason: null,
  });
  expect(typesOf(recording).filter((type) => /^(gemini|setup|client.joined)/.test(type))).toEqual([
    "client.joined",
    "setup.read",
    ...["gemini.ready", "gemini.handleIssued"],
    ...["gemini.turnStarted", "gemini.transcribed", "gemini.turnEnded", "gemini.transcribed"],
    ...["gemini.lost", "gemini.refused", "gemini.refused"],
  ]);
  expect(
    typesOf(recording)
      .filter((type) => /^(client.left|outbox)/.test(type))
      .toSorted(),
  ).toEqual(["client.left", ...["outbox.emptied", "outbox.emptied"]]);
  expect(recording.endsIn).toEqual({ ERROR: "delivered" });
  expect((await replay(recording)).end).toEqual({ ERROR: "delivered" });
});

it("continues across a crash: the next life begins from its facts", async () => {
  const interview = await prepareInterview();
  const { resumeToken } = await converse(interview);
  await interview.crash();
  const client = await interview.join({ token: resumeToken });
  await client.until("sessionStarted");
  client.requestEnd();
  await client.closes();
  await interview.phase("COMPLETED.delivered");

  const recording = await untilLeft(interview);
  expect(recording.events.filter(({ type }) => type === "host.woke")).toEqual([
    {
      atMs: expect.any(Number),
      type: "host.woke",
      status: "IN_PROGRESS",
      openings: 1,
      isResumable: true,
      isDelivered: false,
      hasClient: false,
      hasSpoken: true,
      isMuted: false,
      // The last of the question may have been lost on its way to them.
      hush: expect.toBeOneOf(["HEARD", null]),
      thinkForMs: null,
      refusals: 0,
      isWrapUpDue: false,
      isPlanDone: false,
      patience: null,
      endReason: null,
    },
  ]);
  const since = typesOf(recording).slice(typesOf(recording).indexOf("host.woke"));
  expect(since.filter((type) => !/^(client.left|outbox)/.test(type))).toEqual([
    "host.woke",
    "client.joined",
    "gemini.ready",
    "gemini.handleIssued",
    "client.ended",
  ]);
  expect((await replay(recording)).end).toEqual({ COMPLETED: "delivered" });
});

it("is readable while the interview is stuck, with elapsed delays included", async () => {
  const interview = await prepareInterview({ plan: { always: { transcript: { hangs: true } } } });
  const { client } = await converse(interview);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  client.requestEnd();
  await interview.phase("IN_PROGRESS.gemini.finishing.awaiting client.present");
  await interview.pass(2_000);
  await interview.phase("COMPLETED.storing");
  await interview.pass(3_000);
  await interview.phase("COMPLETED.owing");
  const { recording } = await recordingOf(interview);
  vi.useRealTimers();
  expect([typesOf(recording).findLast((it) => it !== "client.left"), recording.endsIn]).toEqual(["client.ended", { COMPLETED: "owing" }]);
  expect((await replay(recording)).end).toEqual({ COMPLETED: "owing" });
});

it("holds no sentence, token, handle, key or name from the interview", async () => {
  const interview = await prepareInterview({
    scenario: { attempts: [{}, forgets] },
    interview: { resume: "I kept the Kremlin's boilers warm", company: "Secretive Ltd", jobDescription: "Warming palaces" },
  });
  const token = await interview.token();
  const { resumeToken } = await converse(interview);
  const handle = await interview.fact("handle");
  await interview.act({ close: { code: 1011, reason: "Internal reasons" } });
  await interview.session(3);
  await interview.phase("IN_PROGRESS.gemini.conversing client.present");
  await interview.act({ send: { toolCall: { functionCalls: [{ id: "call-of-mine", name: "end_interview", args: {} }] } } });
  await interview.act(say("Goodbye.")).catch(() => undefined);
  await interview.phase("COMPLETED.delivered");
  const { text } = await recordingOf(interview);
  expect(text).toContain("gemini.endCalled");
  const words = [
    "boilers",
    "The big",
    "Goodbye",
    "ones.",
    "Kremlin",
    "Secretive",
    "palaces",
    "Engineer",
    "Internal",
    "session not found",
    "call-of-mine",
  ];
  const keys = [token, resumeToken, String(handle), testEnv.JWT_SECRET, testEnv.WORKER_SHARED_SECRET, `key-of-role-${interview.id}`];
  expect([...words, ...keys, interview.id, "user-1"].filter((it) => text.includes(it))).toEqual([]);
});

it("costs nothing per frame of sound", async () => {
  const interview = await prepareInterview({ scenario: { hears: false }, env: everyFrame });
  const { client } = await converse(interview);
  await until("the writing of what is open", () =>
    runInDurableObject(interview.stub(), (_, { storage }) => storage.kv.get<{ text: string }>("utterance.USER")?.text === "The big ones."),
  );
  const written: unknown[] = [];
  await runInDurableObject(interview.stub(), (_, { storage }) => {
    const { put } = storage;
    vi.spyOn(storage, "put").mockImplementation((...args: unknown[]) => {
      written.push(args[0]);
      return Reflect.apply(put, storage, args);
    });
  });
  const before = (await interview.session()).audioBytes;
  for (let frame = 0; frame < 200; frame++) client.speak(new Uint8Array(640));
  await interview.recorded(1, ({ audioBytes }) => audioBytes - before === 200 * 640);
  expect(written).toEqual([]);
  await runInDurableObject(interview.stub(), (_, { storage }) => void vi.mocked(storage.put).mockRestore());
  expect(typesOf((await recordingOf(interview)).recording).slice(-3)).toEqual(["gemini.transcribed", "answer.due", "answer.due"]);
});

it("is readable with the bearer for interviews that existed; reading stores nothing, nowhere, and starts nothing", async () => {
  const interview = await prepareInterview();
  expect((await ask(interview.id)).status).toBe(404);
  expect(await interview.tables()).toEqual([]);
  await converse(interview);
  const answers = [await ask(interview.id, { bearer: "wrong" }), await SELF.fetch(`http://worker/${interview.id}/recording`)];
  expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  expect((await ask(interview.id, { method: "POST" })).status).toBe(405);
  await abortAllDurableObjects();
  const { status, headers } = await ask(interview.id);
  expect([status, headers.get("Cache-Control")]).toEqual([200, "no-store"]);
  expect(await interview.sessions()).toHaveLength(1);
});

it("is deleted with the interview", async () => {
  const interview = await prepareInterview();
  await converse(interview);
  await SELF.fetch(`http://worker/${interview.id}`, {
    method: "DELETE",
    headers: { Authorization: `Bearer ${testEnv.WORKER_SHARED_SECRET}` },
  });
  expect((await ask(interview.id)).status).toBe(404);
  expect(await runInDurableObject(interview.stub(), (_, { storage }) => [...storage.kv.list()])).toEqual([]);
});

it("is deleted by the clean-up, a day after delivery", async () => {
  const interview = await prepareInterview();
  const { client } = await converse(interview);
  await interview.endMidAnswer(client);
  await interview.phase("COMPLETED.delivered");
  expect((await ask(interview.id)).status).toBe(200);
  await interview.expire("cleanup");
  expect((await ask(interview.id)).status).toBe(404);
});
