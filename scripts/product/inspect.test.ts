import { createInspector, createWebSocketInspector, type StatelyInspectionEvent } from "@statelyai/inspect";
import { once } from "node:events";
import type { Socket } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { type AnyStateMachine, createActor, fromCallback, fromPromise, type InspectionEvent } from "xstate";
import { callMachine } from "../../machines/call.ts";
import { inspectable, serializationDepthLimit } from "../../machines/recording/inspection.ts";
import { feedbackMachine } from "../../machines/feedback.ts";
import { interviewMachine } from "../../machines/interview.ts";
import { readInspection, startInspector } from "./inspect.ts";
import { freePort, listeners } from "./ports.ts";

const secret = "s3cret";

/** A machine whose ports do nothing, and whose tasks answer with secrets. */
const quiet = <Machine extends AnyStateMachine>(machine: Machine, answers: Record<string, unknown>): Machine => {
  const { actions, actors } = machine.implementations;
  const isEffect = (name: string) => typeof actions[name] === "function" && !("type" in actions[name]);
  return machine.provide({
    actions: Object.fromEntries(
      Object.keys(actions)
        .filter(isEffect)
        .map((name) => [name, () => {}]),
    ),
    actors: Object.fromEntries(
      Object.keys(actors).map((name) => [name, name in answers ? fromPromise(async () => answers[name]) : fromCallback(() => {})]),
    ),
  }) as Machine;
};

type Watch = (name: string) => (event: InspectionEvent) => void;

const tokens = { token: `token ${secret}`, resumeToken: `resume ${secret}` };

/** The machines through a whole interview and the making of its report, in which every text, token, handle and id holds the secret. */
const talk = async (watch: Watch) => {
  const interview = createActor(quiet(interviewMachine, { readSetup: { isOpen: true, resume: secret } }), {
    inspect: watch("interview:42"),
    input: { interviewId: "42", status: "PENDING", isResumable: false, isDelivered: true, endReason: null, hasClient: false },
  }).start();
  const call = createActor(quiet(callMachine, { mintToken: tokens }), {
    inspect: watch("call:42"),
    input: { interviewId: "42", resumeToken: null },
  }).start();
  const input = { jobId: secret, tries: 0, isAssessed: false, isOwing: false, isFinal: false };
  const feedback = createActor(quiet(feedbackMachine, {}), { inspect: watch("feedback:42"), input }).start();
  feedback.send({ type: "job.asked", jobId: `another ${secret}` });
  feedback.send({ type: "run.due" });
  feedback.send({ type: "input.read", gate: "OPEN", isSame: false });
  feedback.send({ type: "model.failed", failure: "quota" });
  feedback.stop();
  call.send({ type: "call.begun" });
  call.send({ type: "microphone.ready" });
  interview.send({ type: "client.joined" });
  await vi.waitFor(() => expect([call.getSnapshot().value, interview.getSnapshot().value]).toEqual(opened));
  interview.send({ type: "gemini.ready" });
  interview.send({ type: "gemini.handleIssued", handle: `handle ${secret}` });
  interview.send({ type: "gemini.turnStarted" });
  interview.send({ type: "gemini.transcribed", speaker: "AI", text: `I say ${secret}`, soundMs: 0 });
  interview.send({ type: "gemini.endCalled", callId: secret, reason: "plan_done", usedShare: 1, isFarewellSaid: true });
  call.send({ type: "session.started", resumeToken: tokens.resumeToken, endsAtMs: 1_800_000_000_000, startedAtMs: 0, features: [] });
  call.send({ type: "caption.received", caption: { speaker: "USER", text: `I answer ${secret}`, isFinal: true } });
  call.send({ type: "session.failed", code: 5000, message: `a message ${secret}` });
  call.send({ type: "socket.closed", code: 1006, jitter: 0.5 });
  interview.send({ type: "gemini.turnEnded" });
  expect(call.getSnapshot().context.token).toContain(secret);
  interview.stop();
  call.stop();
};
const opened = [{ connecting: "opening" }, { PENDING: { starting: "attempting" } }];

const moves = (messages: StatelyInspectionEvent[], name: string) =>
  messages.flatMap((it) =>
    it.type === "@xstate.snapshot" && it.sessionId === it.rootId && it.sessionId.startsWith(`${name}/`)
      ? [`${it.event.type} ${JSON.stringify("value" in it.snapshot ? it.snapshot.value : null)}`]
      : [],
  );

it("prints the address of both views, and none without a flag", () => {
  expect(readInspection({ inspect: false }, 8791)).toBeNull();
  expect(readInspection({ inspect: true }, 8791)).toEqual({
    ...{ port: 8791, relayUrl: "ws://localhost:8791", inspectorUrl: "https://stately.ai/inspect" },
  });
  expect(readInspection({ inspect: false, inspector: "http://localhost:4000/inspect" }, 8800)?.inspectorUrl).toBe(
    "http://localhost:4000/inspect",
  );
});

it("refuses an inspector that is no web address, with an explanation", () => {
  expect(() => readInspection({ inspect: false, inspector: "stately" }, 8791)).toThrow(/must be the http/);
});

it("sends no text, token, handle or message of an interview, whatever event or context holds it", async () => {
  const sent: unknown[] = [];
  const watch: Watch = (name) => {
    const { notice, serialize } = inspectable(name);
    const inspector = createInspector({ send: (message) => sent.push(message) }, { serialize, serializationDepthLimit });
    return (event) => (notice(event), inspector.inspect.next?.(event));
  };
  await talk(watch);
  const holds = (text: string) => JSON.stringify(sent).includes(text);
  await vi.waitFor(() => expect(holds('"event":{"type":"socket.closed","code":1006,"jitter":0.5}')).toBe(true));
  expect(holds(secret)).toBe(false);
});

let port = 0;
let relay: { stop(): void } | null = null;
let client: WebSocket | null = null;
let received: StatelyInspectionEvent[] = [];

beforeEach(async () => {
  port = await freePort();
  received = [];
});
afterEach(() => {
  client?.terminate();
  relay?.stop();
});

it("shows self-hosters the inspector in the relay's window", async () => {
  const inspection = readInspection({ inspect: false, inspector: "http://localhost:4000/inspect" }, port);
  relay = inspection && (await startInspector(inspection));
  const page = await fetch(`http://localhost:${port}`).then((it) => it.text());
  expect(/<iframe[^>]*src="([^"]*)"/.exec(page)?.[1]).toBe("http://localhost:4000/inspect");
});

it("says, until the inspector answers, what is waited for and where else the machines are seen", async () => {
  const inspection = readInspection({ inspect: true }, port);
  relay = inspection && (await startInspector(inspection));
  const page = await fetch(`http://localhost:${port}`).then((it) => it.text());
  expect(/<p[^>]*>([^<]*)/.exec(page)?.[1]).toBe(
    "Waiting for https://stately.ai/inspect. Should it stay away: PrepPal shows the machines itself, on /dev/machines.",
  );
});

it("sends the machines' actors and transitions to one relay under the interview's name", async () => {
  const inspection = readInspection({ inspect: true }, port);
  relay = inspection && (await startInspector(inspection));
  client = new WebSocket(`ws://localhost:${port}`).on("message", (data) => received.push(JSON.parse(String(data))));
  const inspectors: { stop(): void }[] = [];
  await talk((name) => {
    const { notice, serialize } = inspectable(name);
    const inspector = createWebSocketInspector({ url: `ws://localhost:${port}`, serialize, serializationDepthLimit });
    inspectors.push(inspector);
    return (event) => (notice(event), inspector.inspect.next?.(event));
  });
  // Each machine has a line of its own to the relay.
  const hasStopped = (name: string) => moves(received, name).some((it) => it.startsWith("xstate.stop "));
  await vi.waitFor(() => expect(["call:42", "interview:42", "feedback:42"].map(hasStopped)).toEqual([true, true, true]), {
    timeout: 5_000,
  });
  for (const it of inspectors) it.stop();

  // What the report's job invokes is called after its state.
  const actors = received.flatMap((it) => (it.type === "@xstate.actor" ? [it.name.replace("0.feedback.", "")] : []));
  expect(new Set(actors)).toEqual(
    new Set([
      "feedback:42",
      "reading",
      "assessing",
      "delivering",
      "interview:42",
      "outbox",
      "readSetup",
      "gemini",
      "call:42",
      "speaker",
      "microphone",
      "mintToken",
      "socket",
    ]),
  );
  expect(moves(received, "feedback:42")).toEqual([
    'xstate.init "queued"',
    'job.asked "queued"',
    'run.due "reading"',
    'input.read "assessing"',
    'model.failed "delivering"',
    'xstate.stop "delivering"',
  ]);
  expect(moves(received, "call:42")).toEqual([
    'xstate.init {"initializing":"lobby"}',
    'call.begun {"initializing":"opening"}',
    'microphone.ready {"connecting":"minting"}',
    'token.minted {"connecting":"opening"}',
    `session.started {"live":${connected}}`,
    `caption.received {"live":${connected}}`,
    `session.failed {"live":${connected}}`,
    `socket.closed {"live":${reconnecting}}`,
    `xstate.stop {"live":${reconnecting}}`,
  ]);
  expect(moves(received, "interview:42")).toEqual([
    'xstate.init {"PENDING":"idle"}',
    'client.joined {"PENDING":{"starting":"preparing"}}',
    'setup.read {"PENDING":{"starting":"attempting"}}',
    `gemini.ready ${conversing({ opening: "asked" })}`,
    `gemini.handleIssued ${conversing({ opening: "asked" })}`,
    `gemini.turnStarted ${conversing("interviewer")}`,
    `gemini.transcribed ${conversing("interviewer")}`,
    `gemini.endCalled ${conversing({ farewell: "closing" })}`,
    'gemini.turnEnded {"COMPLETED":"storing"}',
    'xstate.stop {"COMPLETED":"storing"}',
  ]);
  expect(JSON.stringify(received).includes(secret)).toBe(false);
  const definitions = received.flatMap((it) => (it.type === "@xstate.actor" ? [it.definition ?? ""] : []));
  expect(definitions.filter((it) => it.includes("[Object]"))).toEqual([]);
});
const live = (connection: unknown) =>
  JSON.stringify({
    composer: "idle",
    connection,
    hold: "none",
    microphone: { on: "heard" },
    notice: "none",
    pace: "agreed",
    speaker: "playing",
    turn: "open",
  });
const connected = live("connected");
const reconnecting = live({ reconnecting: "waiting" });
const conversing = (how: string | object) => JSON.stringify({ IN_PROGRESS: { client: "present", floor: how, gemini: "conversing" } });

it("tells a late subscriber of every machine and its last events, and of the state of one that was quiet meanwhile", async () => {
  const inspection = readInspection({ inspect: true }, port);
  relay = inspection && (await startInspector(inspection));
  const told = (type: string, interview: number, n = 0) =>
    JSON.stringify({ type, sessionId: `interview:${interview}/x:0`, snapshot: { value: n } });
  const machine = new WebSocket(`ws://localhost:${port}`);
  await once(machine, "open");
  for (const interview of [41, 42]) machine.send(told("@xstate.actor", interview));
  for (const n of [1, 2]) machine.send(told("@xstate.snapshot", 41, n));
  for (let n = 1; n <= 500; n += 1) machine.send(told("@xstate.snapshot", 42, n));
  await new Promise<void>((resolve) => machine.on("pong", resolve).ping());
  const heard: string[] = [];
  client = new WebSocket(`ws://localhost:${port}`).on("message", (data) => heard.push(String(data)));
  await vi.waitFor(() => expect(heard.at(-1)).toBe(told("@xstate.snapshot", 42, 500)));
  machine.terminate();
  expect(heard.length).toBe(203);
  expect(heard.slice(0, 3)).toEqual([told("@xstate.actor", 41), told("@xstate.actor", 42), told("@xstate.snapshot", 41, 2)]);
});

it("outlives a client that sends what is no frame", async () => {
  const inspection = readInspection({ inspect: true }, port);
  relay = inspection && (await startInspector(inspection));
  const broken = new WebSocket(`ws://localhost:${port}`);
  const [{ socket }] = (await once(broken, "upgrade")) as [{ socket: Socket }];
  const closed = once(broken, "close");
  socket.write("no frame");
  await closed;
  expect((await fetch(`http://localhost:${port}`)).status).toBe(200);
});

it("serves this machine only, and no page of another site", async () => {
  const inspection = readInspection({ inspect: true }, port);
  relay = inspection && (await startInspector(inspection));
  await fetch(`http://localhost:${port}`);
  expect(listeners().flatMap((it) => (it.port === port ? [it.host] : []))).toEqual(["127.0.0.1"]);
  const answers = ["https://evil.example", "http://localhost:3000", undefined].map(async (origin) => {
    const socket = new WebSocket(`ws://localhost:${port}`, { ...(origin && { origin }) });
    const answer = await new Promise((resolve) => socket.on("open", () => resolve("open")).on("error", ({ message }) => resolve(message)));
    socket.terminate();
    return answer;
  });
  expect(await Promise.all(answers)).toEqual(["Unexpected server response: 401", "open", "open"]);
});
