import { describe, expect, test } from "vitest";
import * as z from "zod";
import { captionOf, soundOf, story } from "./testing/caller.ts";
import { tone } from "./speech.ts";
import { useStage } from "./testing/stage.ts";

const stage = useStage();

const open = async (scenario: Parameters<typeof stage.script>[0] = {}) => {
  const { key, setup } = await stage.script(scenario);
  const caller = await stage.call();
  await caller.setUp(setup);
  const [session] = await stage.sessions(key);
  const act = async (step: unknown) => (await stage.control(`sessions/${session?.id}/act`, "POST", step)).status;
  return { caller, key, act, setup };
};

test("a session lists those open when it came, without one whose Close frame was sent", async () => {
  const first = await open({ handles: false });
  const second = await open();
  await first.act({ close: { code: 1011, reason: "" } });
  const third = await open();
  const ids = await Promise.all([first, second, third].map(async ({ key }) => (await stage.sessions(key))[0]?.id));
  const [, beside, later] = await Promise.all([first, second, third].map(async ({ key }) => (await stage.sessions(key))[0]?.openBeside));
  expect([beside, later]).toEqual([[ids[0]], [ids[1]]]);
});

describe("acting on a session", () => {
  test("says something as a whole turn, and answers once it has been said", async () => {
    const { caller, act } = await open();
    expect(await act({ say: { text: "Hello there.", ms: 300 } })).toBe(204);
    await caller.untilCount("turnComplete");
    expect([captionOf(caller.frames), soundOf(caller.frames).equals(tone(300))]).toEqual(["Hello there.", true]);
    expect(story(caller.frames).slice(-3)).toEqual(["generationComplete", "turnComplete", "usage"]);
  });

  test("sends a given message as it is", async () => {
    const { caller, act } = await open({ handles: false });
    await act({ send: { anything: [1] } });
    await act({ sendText: '{"text":true}' });
    await act({ raw: Buffer.from('{"raw":true}').toString("base64") });
    await caller.until(() => caller.frames.length === 4);
    expect(caller.frames).toEqual([
      { binary: true, message: { setupComplete: {} } },
      { binary: true, message: { anything: [1] } },
      { binary: false, message: { text: true } },
      { binary: true, message: { raw: true } },
    ]);
  });

  test("calls, warns, and closes with the given code", async () => {
    const { caller, act } = await open({ handles: false });
    await act({ callEnd: true });
    await act({ goAway: { timeLeft: "50s" } });
    await act({ close: { code: 1011, reason: "Internal error encountered." } });
    expect(await caller.closed).toEqual({ code: 1011, reason: "Internal error encountered." });
    expect(story(caller.frames)).toEqual(["setupComplete", "toolCall", "goAway"]);
  });

  test("cuts the connection, and is refused once it is gone", async () => {
    const { caller, act, key } = await open();
    await act({ terminate: true });
    expect((await caller.closed).code).toBe(1006);
    await expect.poll(async () => (await stage.sessions(key))[0]?.closeCode).toBe(1006);
    expect(await act({ say: { text: "Too late." } })).toBe(409);
  });

  test("issues a valid handle", async () => {
    const { caller, act, setup } = await open({ handles: false });
    expect(await act({ issueHandle: true })).toBe(204);
    await caller.untilCount("handle");
    const update = z.object({ sessionResumptionUpdate: z.object({ newHandle: z.string(), resumable: z.literal(true) }) });
    const { sessionResumptionUpdate } = update.parse(caller.frames.at(-1)?.message);
    caller.socket.close(1000);
    await caller.closed;
    const resumed = await stage.call();
    await resumed.setUp({ ...setup, sessionResumption: { handle: sessionResumptionUpdate.newHandle } });
    expect(story(resumed.frames)).toEqual(["setupComplete"]);
  });

  test("completes or refuses a setup that the script withholds, and does nothing else before", async () => {
    const { key, setup } = await stage.script({ neverSetupComplete: true });
    const callers = [await stage.call(), await stage.call(), await stage.call()];
    for (const caller of callers) caller.send({ setup: { model: "models/gemini-3.8-live", ...setup } });
    await expect.poll(async () => (await stage.sessions(key)).filter((it) => it.setup).length).toBe(3);
    const tell = async (steps: unknown[]) => {
      const sessions = await stage.sessions(key);
      const told = steps.map((step, at) => stage.control(`sessions/${sessions[at]?.id}/act`, "POST", step));
      return (await Promise.all(told)).map(({ status }) => status);
    };
    expect(await tell([{ interrupted: true }, { callEnd: true }, { completeSetup: true }])).toEqual([409, 409, 204]);
    expect(await tell([{ close: { code: 1011 } }, { terminate: true }, { completeSetup: true }])).toEqual([204, 204, 409]);
    expect([await callers[0]?.closed, await callers[1]?.closed].map((it) => it?.code)).toEqual([1011, 1006]);
    await callers[2]?.until(() => callers[2]?.frames.length === 1);
    expect(callers.map(({ frames }) => story(frames))).toEqual([[], [], ["setupComplete"]]);
  });

  test.each([
    ["nonsense", { dance: true }],
    ["a clip that is not there", { say: { clip: "nobody" } }],
    ["two steps at once", { close: { code: 1000 }, terminate: true }],
  ])("refuses %s", async (_, step) => {
    const { act } = await open();
    expect(await act(step)).toBe(400);
  });
});

describe("scripts", () => {
  test("are refused when invalid, attempts included", async () => {
    const put = async (scenario: unknown) => (await stage.control("scripts/x", "PUT", scenario)).status;
    expect([await put({ pace: -1 }), await put({ tunes: [] }), await put({ attempts: [{ frames: "round" }] })]).toEqual([400, 400, 400]);
  });

  test("can be removed: the default scenario answers then", async () => {
    const { key, setup } = await stage.script({ turns: ["learning"] });
    expect([(await stage.control(`scripts/${key}`, "DELETE")).status, (await stage.control(`scripts/${key}`, "DELETE")).status]).toEqual([
      204, 404,
    ]);
    const caller = await stage.call();
    await caller.setUp(setup);
    caller.send({ realtimeInput: { text: "Begin." } });
    await expect.poll(async () => (await stage.sessions(key))[0]?.texts).toEqual(["Begin."]);
    expect(story(caller.frames)).toEqual(["setupComplete", "handle"]);
  });
});

describe("sessions", () => {
  test("are reported with what they sent, their path, extensions and end, and never with the API key", async () => {
    const { key, setup } = await stage.script({});
    const caller = await stage.call("//ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent?key=a-secret-key");
    await caller.setUp(setup);
    caller.send({ clientContent: { turns: [{ role: "user", parts: [{ text: "Earlier." }] }], turnComplete: false } });
    await expect.poll(async () => (await stage.sessions(key))[0]?.clientContents).toHaveLength(1);
    caller.socket.close(1000, "done");
    await expect.poll(async () => (await stage.sessions(key))[0]?.closeCode).toBe(1000);
    const told = await (await stage.control(`sessions?key=${key}`)).text();
    expect(JSON.parse(told)).toMatchObject([
      {
        path: "//ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent",
        extensions: "permessage-deflate",
        closeReason: "done",
        attempt: 0,
        setup: { model: "models/gemini-3.8-live" },
        clientContents: [{ turns: [{ role: "user", parts: [{ text: "Earlier." }] }], turnComplete: false }],
      },
    ]);
    expect(told).not.toContain("a-secret-key");
  });

  test("that nobody opened do not exist, and what control does not know is 404", async () => {
    expect(await stage.sessions("no-such-key")).toEqual([]);
    expect([(await stage.control("sessions/x/audio")).status, (await stage.control("else")).status]).toEqual([404, 404]);
  });
});
