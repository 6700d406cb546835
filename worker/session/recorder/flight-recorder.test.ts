import { runInDurableObject } from "cloudflare:test";
import { expect, it } from "vitest";
import { createActor, type EventObject, fromCallback, fromPromise, type NonReducibleUnknown } from "xstate";
import { interviewMachine } from "../../../machines/interview.ts";
import type { InterviewEvent } from "../../../machines/interview/events.ts";
import { parseRecording, type Recording } from "../../../machines/recording/recording.ts";
import { replay } from "../../../machines/recording/replay.ts";
import { standInEffects } from "../../../machines/recording/stand-in.ts";
import { prepareInterview } from "../../testing/interview.ts";
import { FlightRecorder } from "./flight-recorder.ts";
import { readRecording, readSegments, type StartFacts } from "./segment.ts";

const silence = <Command extends EventObject, Input extends NonReducibleUnknown>() => fromCallback<Command, Input>(() => undefined);
const machine = interviewMachine.provide({
  actors: {
    readSetup: fromPromise<{ isOpen: boolean }, { interviewId: string }>(() => new Promise(() => {})),
    gemini: silence(),
    outbox: silence(),
  },
  actions: standInEffects(interviewMachine, () => undefined),
});
const facts = { status: "IN_PROGRESS", isResumable: true, isDelivered: false, hasClient: true } as const;

type Bench = ReturnType<typeof benchOf>;

/** The chart with a recorder, on an object's real storage and a clock that is moved by hand. */
const benchOf = (storage: DurableObjectStorage) => {
  const clock = { unixMs: 1_700_000_000_000 };
  let writes = 0;
  const counting = new Proxy(storage, {
    get: (target, name) => {
      if (name === "put") writes += 1;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return {
    clock,
    storage,
    writes: () => writes,
    live: (input: StartFacts = facts) => {
      const interview = createActor(machine, { input: { ...input, interviewId: "of a test" } });
      const recorder = new FlightRecorder(counting, { now: () => clock.unixMs, facts: input });
      recorder.watch(interview);
      interview.start();
      recorder.write();
      const send = (event: InterviewEvent, afterMs = 10) => {
        clock.unixMs += afterMs;
        interview.send(event);
      };
      return { interview, recorder, send };
    },
  };
};

const on = async <Result>(act: (bench: Bench) => Result | Promise<Result>): Promise<Result> => {
  const { stub } = await prepareInterview();
  return runInDurableObject(stub(), (_, { storage }) => act(benchOf(storage)));
};

const played = async (recording: Recording | null) => (await replay(parseRecording(JSON.parse(JSON.stringify(recording))))).end;

const turn: InterviewEvent[] = [
  { type: "gemini.turnStarted" },
  ...["Tell ", "me ", "more."].map((text) => ({ type: "gemini.transcribed", speaker: "AI", text, soundMs: 0 }) as const),
  { type: "gemini.turnEnded" },
  { type: "gemini.handleIssued", handle: "a handle" },
];

it("writes at most once a second, however much happens", async () => {
  const writes = await on((bench) => {
    const { send } = bench.live();
    const before = bench.writes();
    for (let at = 0; at < 300; at++) turn.forEach((event) => send(event, 1));
    return bench.writes() - before;
  });
  expect(writes).toBe(1);
});

it("keeps one of an utterance's pieces, as the others leave the chart as it is", async () => {
  const recording = await on(({ live, storage }) => {
    const { send, recorder } = live();
    send({ type: "gemini.ready" });
    turn.forEach((event) => send(event));
    recorder.write();
    return readRecording(storage);
  });
  expect(recording?.events).toEqual([
    { atMs: 10, type: "gemini.ready" },
    { atMs: 20, type: "gemini.turnStarted" },
    { atMs: 30, type: "gemini.transcribed", speaker: "AI" },
    { atMs: 60, type: "gemini.turnEnded" },
    { atMs: 70, type: "gemini.handleIssued" },
  ]);
  expect(recording?.endsAtMs).toBe(70);
});

it("keeps one of an answer's pieces, and every moment that starts the wait for the next", async () => {
  const recording = await on(({ live, storage }) => {
    const { send, recorder } = live();
    [{ type: "gemini.ready" } as const, ...turn].forEach((event) => send(event));
    for (const text of ["The big ", "ones."]) {
      send({ type: "gemini.transcribed", speaker: "USER", text, soundMs: 0 }, 6_000);
      send({ type: "answer.due" });
    }
    recorder.write();
    return readRecording(storage);
  });
  expect(recording?.events.slice(5)).toEqual([
    { atMs: 6_070, type: "gemini.transcribed", speaker: "USER" },
    { atMs: 6_080, type: "answer.due" },
    { atMs: 12_090, type: "answer.due" },
  ]);
  expect(await played(recording)).toEqual({ IN_PROGRESS: { gemini: "conversing", floor: { due: "waiting" }, client: "present" } });
});

it("drops the oldest first, so that the rest begins where it can be replayed", async () => {
  const { recording, segments } = await on(({ live, storage }) => {
    const { send, recorder } = live();
    send({ type: "gemini.ready" });
    for (let at = 0; at < 2_000; at++) turn.forEach((event) => send(event, 300));
    send({ type: "client.left" });
    recorder.write();
    return { recording: readRecording(storage), segments: readSegments(storage) };
  });
  expect(recording?.events.length).toBeGreaterThan(2_000);
  expect(recording?.events.length).toBeLessThanOrEqual(2_200);
  expect(segments.every(({ segment }) => !segment.isLife)).toBe(true);
  expect(recording?.events[0]).toEqual({ atMs: 0, type: "gemini.ready" });
  expect(recording?.endsIn).toMatchObject({ IN_PROGRESS: { gemini: "conversing", floor: { open: "paused" }, client: "away" } });
  expect(await played(recording)).toEqual(recording?.endsIn);
  const begun = segments.map(({ segment: { input, lead } }) =>
    played({ version: 1, machine: "interview", input, events: lead, endsAtMs: 1_000 }),
  );
  expect(new Set((await Promise.all(begun)).map((it) => JSON.stringify(it)))).toEqual(
    new Set([JSON.stringify({ IN_PROGRESS: { gemini: "conversing", floor: { open: "quiet" }, client: "present" } })]),
  );
});

it("keeps at most two hundred lives of an object that is woken hourly", async () => {
  const { recording, count } = await on(({ live, storage, clock }) => {
    for (let hour = 0; hour < 250; hour++) {
      const { interview, send, recorder } = live({ ...facts, status: "ERROR", hasClient: false });
      send({ type: "retry.due" });
      recorder.write();
      recorder.close();
      interview.stop();
      clock.unixMs += 3_600_000;
    }
    return { recording: readRecording(storage), count: readSegments(storage).length };
  });
  expect(count).toBe(201);
  expect(await played(recording)).toEqual({ ERROR: "owing" });
});

it("stays bounded under a flood of events in a state where no replay can begin", async () => {
  const count = await on(({ live, storage }) => {
    const { send } = live();
    for (let at = 0; at < 6_000; at++) send({ type: at % 2 ? "client.joined" : "client.left" }, 1_000);
    return readRecording(storage)?.events.length;
  });
  expect(count).toBeLessThanOrEqual(2_400);
});

it("never counts time backwards when the clock goes back", async () => {
  const recording = await on(({ live, storage, clock }) => {
    const first = live();
    first.send({ type: "gemini.ready" }, 5_000);
    first.recorder.write();
    first.recorder.close();
    clock.unixMs -= 3_600_000;
    const second = live();
    second.send({ type: "gemini.ready" });
    second.recorder.write();
    return readRecording(storage);
  });
  expect(recording?.events.map(({ atMs, type }) => [atMs, type])).toEqual([
    [5_000, "gemini.ready"],
    [5_000, "host.woke"],
    [5_000, "gemini.ready"],
  ]);
});

it("skips an unreadable segment, and writes nothing once closed", async () => {
  const { recording, keys } = await on(({ live, storage }) => {
    storage.kv.put("flight.000000001", "scratched");
    const { send, recorder } = live();
    recorder.close();
    send({ type: "gemini.ready" }, 5_000);
    recorder.write();
    return { recording: readRecording(storage), keys: [...storage.kv.list({ prefix: "flight." })].map(([key]) => key) };
  });
  expect([recording?.events, keys]).toEqual([[], ["flight.000000001"]]);
});
