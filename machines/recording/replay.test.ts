import { readFile, readdir } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { MalformedRecordingError, parseRecording } from "./recording.ts";
import { type ReplayStep, replay, stateText } from "./replay.ts";

const folder = new URL("./replays/", import.meta.url);
const pinned = (await readdir(folder)).toSorted();
const facts = { status: "PENDING", isResumable: false, isDelivered: false, hasClient: true };
const recording = (changes: object) => ({ version: 1, machine: "interview", input: facts, events: [], ...changes });
const lines = (steps: readonly ReplayStep[]) =>
  steps.map(({ atMs, event, after }) => `${atMs} ${event.type} ${event.delay ?? ""} → ${stateText(after)}`);

describe("a pinned replay", () => {
  it.each(pinned)("%s ends where it says", async (file) => {
    const kept = parseRecording(JSON.parse(await readFile(new URL(file, folder), "utf8")));
    expect(kept).toHaveProperty("endsIn");
    expect((await replay(kept)).end).toEqual(kept.endsIn);
  });
});

describe("a replay", () => {
  it("fires the chart's delays between the events, each at its own time", async () => {
    const events = [
      { atMs: 2_500, type: "gemini.lost", code: 1011 },
      { atMs: 20_000, type: "client.joined" },
    ];
    const { steps } = await replay(parseRecording(recording({ events })));
    expect(lines(steps)).toEqual([
      "2000 delay.elapsed setupLimit → PENDING.starting.attempting",
      "2500 gemini.lost  → PENDING.starting.waiting",
      "3000 delay.elapsed backoff → PENDING.starting.attempting",
      "13000 delay.elapsed attemptLimit → PENDING.starting.waiting",
      "14000 delay.elapsed backoff → PENDING.starting.attempting",
      "15000 delay.elapsed connectLimit → ERROR.owing",
      "20000 client.joined  → ERROR.owing",
    ]);
  });

  it("fires delays after the last event, until the recording ends", async () => {
    const ends = [2_499, 2_500].map(async (endsAtMs) => {
      const events = [{ atMs: 500, type: "client.ended" }];
      return (await replay(parseRecording(recording({ input: { ...facts, status: "IN_PROGRESS" }, events, endsAtMs: endsAtMs + 1_000 }))))
        .end;
    });
    expect(await Promise.all(ends)).toEqual([{ COMPLETED: "storing" }, { COMPLETED: "owing" }]);
  });

  it("answers a task as its host did", async () => {
    const ends = ["setup.read", "setup.unread"].flatMap((type) => [true, false].map((isOpen) => ({ atMs: 10, type, isOpen })));
    const reached = await Promise.all(ends.map(async (event) => (await replay(parseRecording(recording({ events: [event] })))).end));
    const attempting = { PENDING: { starting: "attempting" } };
    expect(reached).toEqual([attempting, { PENDING: "erased" }, attempting, attempting]);
  });

  it("wakes the chart from the facts that survived a crash, without a timer of the previous run", async () => {
    const events = [
      { atMs: 1_000, type: "host.woke", ...facts, status: "IN_PROGRESS", hasClient: false },
      { atMs: 60_000, type: "client.joined" },
    ];
    const { steps } = await replay(parseRecording(recording({ events })));
    expect(lines(steps)).toEqual([
      "1000 host.woke  → IN_PROGRESS.gemini.parked, IN_PROGRESS.floor.open.paused, IN_PROGRESS.client.away",
      "60000 client.joined  → IN_PROGRESS.gemini.resuming.retelling, IN_PROGRESS.floor.open.paused, IN_PROGRESS.client.present",
    ]);
  });

  it("is deterministic", async () => {
    const kept = parseRecording(JSON.parse(await readFile(new URL("tunnel.json", folder), "utf8")));
    expect(await replay(kept)).toEqual(await replay(kept));
  });
});

describe("an invalid recording", () => {
  it.each([
    [[], "the file must be an object, not []"],
    [recording({ version: 2 }), "version must be 1, not 2"],
    [recording({ machine: "coffee" }), 'machine must be "interview" or "call", not "coffee"'],
    [recording({ events: {} }), "events must be a list, not {}"],
    [recording({ input: { ...facts, hasClient: "yes" } }), 'input.hasClient must be a boolean, not "yes"'],
    [recording({ input: { ...facts, status: "DONE" } }), "input.status must be one of PENDING, IN_PROGRESS, COMPLETED, ERROR"],
    [recording({ machine: "call", input: {} }), "input.hasResumeToken must be a boolean, not missing"],
    [recording({ events: [7] }), "events[0] must be an object, not 7"],
    [recording({ events: [{ type: "client.left" }] }), "events[0].atMs must be a number of ms, not missing"],
    [
      recording({ events: [{ atMs: 1, type: "client.sneezed" }] }),
      'events[0].type is no event that a recording may hold: "client.sneezed"',
    ],
    [recording({ events: [{ atMs: 1, type: "xstate.stop" }] }), 'events[0].type is no event that a recording may hold: "xstate.stop"'],
    [recording({ events: [{ atMs: 1, type: "gemini.lost", code: {} }] }), "events[0].code must be a plain value, not {}"],
    [
      recording({
        events: [
          { atMs: 2, type: "client.left" },
          { atMs: 1, type: "client.joined" },
        ],
      }),
      "events[1] is earlier than the one before it",
    ],
    [recording({ events: [{ atMs: 1, type: "host.woke" }] }), "events[0].status must be a string, not missing"],
    [recording({ endsAtMs: "late" }), 'endsAtMs must be a number of ms, not "late"'],
  ])("is rejected by name: %j", (json, message) => {
    expect(() => parseRecording(json)).toThrow(new MalformedRecordingError(message));
  });
});
