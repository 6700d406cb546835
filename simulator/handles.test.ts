import { describe, expect, test } from "vitest";
import { captionOf, handlesOf, heardOf, quiet, story, voice } from "./testing/caller.ts";
import { useStage } from "./testing/stage.ts";

const stage = useStage();

const turns = [{ say: { text: "Welcome to the interview." } }, { say: { text: "Second question." } }, { say: { text: "Third question." } }];
const begin = { realtimeInput: { text: "Go on." } };

/** Plays the greeting on a model that issues a handle after every turn, and returns that handle. */
const greeted = async (scenario: Parameters<typeof stage.script>[0] = {}, model = "gemini-3.8-live") => {
  const scripted = await stage.script({ turns, ...scenario, profile: { handles: "turn", ...scenario.profile } });
  const { key } = scripted;
  const setup = { ...scripted.setup, model: `models/${model}` };
  const caller = await stage.call();
  await caller.setUp(setup);
  caller.send(begin);
  await caller.untilCount("turnComplete");
  await caller.untilCount("handle");
  const handle = handlesOf(caller.frames).at(-1) ?? "";
  return { caller, setup, key, handle, resumed: { ...setup, sessionResumption: { handle } } };
};

/** Closes the connection and waits until the simulator has noticed. */
const hangUp = async ({ caller, key }: { caller: Awaited<ReturnType<typeof stage.call>>; key: string }) => {
  caller.socket.close();
  await caller.closed;
  await expect.poll(async () => (await stage.sessions(key)).every((session) => session.closedAtUnixMs !== null)).toBe(true);
};

const refused = async (setup: Record<string, unknown>) => {
  const caller = await stage.call();
  caller.send({ setup: { model: "models/gemini-3.8-live", ...setup } });
  return caller.closed;
};

describe("a handle", () => {
  test("continues where the session was, without repeating the greeting", async () => {
    const before = await greeted();
    await hangUp(before);
    const caller = await stage.call();
    await caller.setUp(before.resumed);
    caller.send(begin);
    await caller.untilCount("handle");
    expect(captionOf(caller.frames)).toBe("Second question.");
  });

  test.each(["gemini-3.8-live", "gemini-3.1-flash-live-preview", "gemini-2.5-flash-native-audio-latest"])(
    "restores the moment of its issue, not the last one, on %s",
    async (model) => {
      const before = await greeted({}, model);
      before.caller.send(begin);
      await before.caller.untilCount("handle", 2);
      await hangUp(before);
      const caller = await stage.call();
      await caller.setUp(before.resumed);
      caller.send(begin);
      await caller.untilCount("handle");
      expect(captionOf(caller.frames)).toBe("Second question.");
    },
  );

  test("issued before the first turn has forgotten it", async () => {
    const before = await greeted({ profile: { handles: "once" } });
    await hangUp(before);
    const caller = await stage.call();
    await caller.setUp(before.resumed);
    caller.send(begin);
    await caller.untilCount("turnComplete");
    expect(captionOf(caller.frames)).toBe("Welcome to the interview.");
  });

  test("restores the end of the session when a script says so", async () => {
    const before = await greeted({ profile: { handles: "once", handleRemembers: "end" } });
    await hangUp(before);
    const caller = await stage.call();
    await caller.setUp(before.resumed);
    caller.send(begin);
    await caller.untilCount("turnComplete");
    expect(captionOf(caller.frames)).toBe("Second question.");
  });

  test("is refused with 1011 while the old socket is open", async () => {
    const { resumed } = await greeted();
    expect(await refused(resumed)).toEqual({ code: 1011, reason: "Internal error encountered." });
  });

  test("is valid once Google has closed the old socket, though nobody has answered the close", async () => {
    const before = await greeted();
    before.caller.socket.pause();
    const [session] = await stage.sessions(before.key);
    await stage.control(`sessions/${session?.id}/act`, "POST", { close: { code: 1000, reason: "" } });
    await (await stage.call()).setUp(before.resumed);
  });

  test("is refused for another model", async () => {
    const before = await greeted();
    await hangUp(before);
    const { code } = await refused({ ...before.resumed, model: "models/gemini-3.1-flash-live-preview" });
    expect(code).toBe(1007);
  });

  test("is refused after it has expired", async () => {
    const before = await greeted({ handleTtlMs: 0 });
    await hangUp(before);
    await expect.poll(() => Date.now()).toBeGreaterThan((await stage.sessions(before.key))[0]?.closedAtUnixMs ?? 0);
    expect(await refused(before.resumed)).toEqual({ code: 1007, reason: "Request contains an invalid argument." });
  });

  test("can be refused by the script", async () => {
    const before = await greeted({ refuseResume: { code: 1008, reason: "Requested entity was not found." } });
    await hangUp(before);
    expect(await refused(before.resumed)).toEqual({ code: 1008, reason: "Requested entity was not found." });
  });

  test("can be poisoned: the candidate is transcribed and nobody answers", async () => {
    const before = await greeted({ poisoned: true });
    await hangUp(before);
    const caller = await stage.call();
    await caller.setUp(before.resumed);
    caller.hear(Buffer.concat([voice(500), quiet(900), voice(500), quiet(900)]));
    await caller.untilCount("heard", 2);
    expect([heardOf(caller.frames), story(caller.frames)]).toEqual(["[spoke for 0.5 s][spoke for 0.5 s]", ["setupComplete", "heard"]]);
  });

  test("can repeat the last line", async () => {
    const before = await greeted({ replayLast: true });
    await hangUp(before);
    const caller = await stage.call();
    await caller.setUp(before.resumed);
    await caller.untilCount("caption");
    expect(captionOf(caller.frames)).toBe("Welcome to the interview.");
  });

  test("never arrives when the script gives none", async () => {
    const { setup } = await stage.script({ handles: false, turns });
    const caller = await stage.call();
    await caller.setUp(setup);
    caller.send(begin);
    await caller.untilCount("turnComplete");
    expect(handlesOf(caller.frames)).toEqual([]);
  });
});

describe("a fresh session that is told the conversation", () => {
  test.each([
    ["in its instruction", (text: string) => ({ systemInstruction: { parts: [{ text }] } }), []],
    ["as client content", () => ({}), [{ clientContent: { turns: [{ role: "model", parts: [{ text: "Welcome to the interview." }] }] } }]],
  ])("%s does not greet again", async (_, more, messages) => {
    const { setup, key } = await stage.script({ turns });
    const caller = await stage.call();
    await caller.setUp({ ...setup, ...more(`${key} You have said: "Welcome to the interview."`) });
    messages.forEach(caller.send);
    caller.send(begin);
    await caller.untilCount("turnComplete");
    expect(captionOf(caller.frames)).toBe("Second question.");
  });

  test("continues after the last line it is told, when the earlier ones are left out", async () => {
    const { setup, key } = await stage.script({ turns });
    const caller = await stage.call();
    await caller.setUp({ ...setup, systemInstruction: { parts: [{ text: `${key} Your last line: "Second question."` }] } });
    caller.send(begin);
    await caller.untilCount("turnComplete");
    expect(captionOf(caller.frames)).toBe("Third question.");
  });

  test("does not take planned questions for said ones", async () => {
    const { setup, key } = await stage.script({ turns });
    const caller = await stage.call();
    await caller.setUp({ ...setup, systemInstruction: { parts: [{ text: `${key}\n<<<plan\nq1: Second question.\nplan>>>` }] } });
    caller.send(begin);
    await caller.untilCount("turnComplete");
    expect(captionOf(caller.frames)).toBe("Welcome to the interview.");
  });
});
