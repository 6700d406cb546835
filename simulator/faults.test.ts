import { once } from "node:events";
import { describe, expect, test, vi } from "vitest";
import { story } from "./testing/caller.ts";
import { useStage } from "./testing/stage.ts";

const stage = useStage();

const begin = { realtimeInput: { text: "Begin." } };
const text = "Hello, and welcome.";

const connect = async (scenario: Parameters<typeof stage.script>[0]) => {
  const { setup, key } = await stage.script(scenario);
  const caller = await stage.call();
  return { caller, key, setup: { model: "models/gemini-3.8-live", ...setup }, again: () => stage.call() };
};

describe("at the setup", () => {
  test("closes as the script says, attempt by attempt", async () => {
    const close = { code: 1011, reason: "The service is currently unavailable." };
    const { caller, setup, again, key } = await connect({ attempts: [{ closeAtSetup: close }, { terminateAtSetup: true }] });
    caller.send({ setup });
    expect(await caller.closed).toEqual(close);
    const second = await again();
    second.send({ setup });
    expect(await second.closed).toEqual({ code: 1006, reason: "" });
    const third = await again();
    await third.setUp(setup);
    expect((await stage.sessions(key)).map(({ attempt }) => attempt)).toEqual([0, 1, 2]);
  });

  test("knows only the fields that the script allows", async () => {
    const { caller, setup, again } = await connect({ attempts: [{ unknownFields: ["languageCodes"] }] });
    const wanted = { ...setup, inputAudioTranscription: { languageCodes: ["en-US"] } };
    caller.send({ setup: wanted });
    expect(await caller.closed).toEqual({
      code: 1007,
      reason: `Invalid JSON payload received. Unknown name "languageCodes" at 'setup.input_audio_transcription': Cannot find field.`,
    });
    await (await again()).setUp(wanted);
  });

  test("starts over with its attempts when they repeat", async () => {
    const { caller, setup, again } = await connect({ attemptsRepeat: true, attempts: [{ closeAtSetup: { code: 1011, reason: "" } }, {}] });
    caller.send({ setup });
    await caller.closed;
    await (await again()).setUp(setup);
    const third = await again();
    third.send({ setup });
    expect((await third.closed).code).toBe(1011);
  });

  test("stays silent, and records what came too early", async () => {
    const { caller, setup, key } = await connect({ neverSetupComplete: true });
    caller.send({ setup });
    caller.send(begin);
    await expect.poll(async () => (await stage.sessions(key))[0]?.earlyFrames).toBe(1);
    expect(caller.frames).toEqual([]);
  });

  test("may take its time", async () => {
    const { caller, setup } = await connect({ setupDelayMs: 60 });
    const begun = performance.now();
    await caller.setUp(setup);
    expect(performance.now() - begun).toBeGreaterThan(55);
  });
});

describe("in the middle of a turn", () => {
  test.each([
    ["closes", { close: { code: 1011, reason: "Internal error encountered." } }, { code: 1011, reason: "Internal error encountered." }],
    ["closes without a reason", { close: { code: 1000 } }, { code: 1000, reason: "" }],
    ["is cut", { terminate: true as const }, { code: 1006, reason: "" }],
  ])("%s", async (_, step, close) => {
    const { caller, setup } = await connect({ turns: [[{ say: { text, ms: 500 } }, step]] });
    await caller.setUp(setup);
    caller.send(begin);
    expect(await caller.closed).toEqual(close);
    expect(new Set(story(caller.frames))).toEqual(new Set(["setupComplete", "handle", "sound", "caption"]));
  });

  test("reports an interruption that did not happen", async () => {
    const { caller, setup } = await connect({ turns: [{ interrupted: true }] });
    await caller.setUp(setup);
    caller.send(begin);
    await caller.untilCount("interrupted");
  });

  test("stalls: pings and messages go unanswered while the socket stays open", async () => {
    const { caller, setup, key } = await connect({ turns: [[{ say: { text } }, { stall: true }], { say: { text } }] });
    await caller.setUp(setup);
    caller.send(begin);
    await caller.untilCount("sound");
    caller.send(begin);
    const pong = vi.fn();
    caller.socket.on("pong", pong).ping();
    // A later ping to another connection has been answered by now.
    const { caller: other } = await connect({});
    const answered = once(other.socket, "pong");
    other.socket.ping();
    await answered;
    const [session] = await stage.sessions(key);
    expect([session?.closedAtUnixMs, session?.texts]).toEqual([null, ["Begin."]]);
    expect(story(caller.frames)).not.toContain("turnComplete");
    expect(pong).not.toHaveBeenCalled();
  });
});

describe("at the end of its lifetime a connection", () => {
  test("warns, and closes 1011 when the time is up", async () => {
    const { caller, setup } = await connect({ handles: false, lifetime: { ms: 80, goAwayMs: 30 } });
    await caller.setUp(setup);
    expect(await caller.closed).toEqual({ code: 1011, reason: "Deadline expired before operation could complete." });
    expect(caller.messages()).toEqual([{ setupComplete: {} }, { goAway: { timeLeft: "0.05s" } }]);
  });

  test.each([
    ["closes without a warning", { ms: 20 }, { code: 1011, reason: "Deadline expired before operation could complete." }],
    ["closes 1000", { ms: 20, end: { code: 1000 } }, { code: 1000, reason: "" }],
    ["is cut", { ms: 20, end: "terminate" as const }, { code: 1006, reason: "" }],
  ])("%s", async (_, lifetime, close) => {
    const { caller, setup } = await connect({ lifetime });
    await caller.setUp(setup);
    expect(await caller.closed).toEqual(close);
  });

  test("closes right after a goAway with no time left", async () => {
    const { caller, setup } = await connect({ turns: [[{ say: { text } }, { goAway: { timeLeft: "0s" } }]] });
    await caller.setUp(setup);
    caller.send(begin);
    expect((await caller.closed).code).toBe(1011);
    expect(story(caller.frames)).toContain("goAway");
  });
});

test("a slow pong arrives late", async () => {
  const { caller, setup } = await connect({ slowPongsMs: 60 });
  await caller.setUp(setup);
  const begun = performance.now();
  const pong = new Promise((resolve) => caller.socket.once("pong", resolve));
  caller.socket.ping();
  await pong;
  expect(performance.now() - begun).toBeGreaterThan(55);
});
