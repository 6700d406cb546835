import { describe, expect, test } from "vitest";
import { readScenario } from "../playbook.ts";
import { captionOf, handlesOf, heardOf, quiet, story, voice } from "../testing/caller.ts";
import { useStage } from "../testing/stage.ts";

const stage = useStage();

const text = { realtimeInput: { text: "Begin the interview now." } };
const content = { clientContent: { turns: [{ role: "user", parts: [{ text: "Begin." }] }], turnComplete: true } };

/** A caller that plays a scenario file, and a function with which it calls again. */
const play = async (name: string, model = "models/gemini-3.8-live") => {
  const { key, setup } = await stage.script(readScenario(name));
  const caller = await stage.call();
  await caller.setUp({ ...setup, model });
  const again = async (handle: string | undefined) => {
    await expect.poll(async () => (await stage.sessions(key)).every(({ closedAtUnixMs }) => closedAtUnixMs !== null)).toBe(true);
    const next = await stage.call();
    await next.setUp({ ...setup, model, sessionResumption: handle === undefined ? {} : { handle } });
    return next;
  };
  return { ...caller, again };
};

const turns = (frames: Parameters<typeof story>[0]) => story(frames).filter((kind) => kind === "turnComplete").length;

describe("a setup is closed with Google's words", () => {
  test.each([
    ["resource-exhausted", { code: 1011, reason: "RESOURCE_EXHAUSTED" }],
    [
      "credits-depleted",
      {
        code: 1011,
        reason:
          "Your prepayment credits are depleted. Please go to AI Studio at https://ai.studio/projects to manage your project and billi",
      },
    ],
    ["denied-access", { code: 1008, reason: "Your project has been denied access. Please contact support." }],
  ])("in %s", async (name, close) => {
    const { setup } = await stage.script(readScenario(name));
    const caller = await stage.call();
    caller.send({ setup: { model: "models/gemini-3.8-live", ...setup } });
    expect(await caller.closed).toEqual(close);
  });
});

describe("a connection", () => {
  test("is cut before the greeting, with a handle that restores nothing said", async () => {
    const caller = await play("lost-before-greeting");
    expect((await caller.closed).code).toBe(1006);
    expect(story(caller.frames)).toEqual(["setupComplete", "handle"]);
    const resumed = await caller.again(handlesOf(caller.frames)[0]);
    resumed.send(text);
    await resumed.untilCount("turnComplete");
    expect(captionOf(resumed.frames)).toMatch(/^Hello, and welcome\./);
  });

  test("is closed 1000 in the middle of a question, with a valid handle", async () => {
    const caller = await play("closed-1000-midway");
    caller.send(text);
    await caller.untilCount("turnComplete");
    caller.send(text);
    expect(await caller.closed).toEqual({ code: 1000, reason: "" });
    const resumed = await caller.again(handlesOf(caller.frames).at(-1));
    resumed.send(text);
    await resumed.untilCount("turnComplete");
    expect(turns(resumed.frames)).toBe(1);
  });

  test("leaves a handle that has forgotten what was said since", async () => {
    const caller = await play("old-handle");
    for (let turn = 1; turn <= 2; turn++) {
      caller.send(text);
      await caller.untilCount("turnComplete", turn);
    }
    caller.send(text);
    expect((await caller.closed).code).toBe(1006);
    expect(handlesOf(caller.frames)).toHaveLength(1);
    const resumed = await caller.again(handlesOf(caller.frames)[0]);
    resumed.send(text);
    await resumed.untilCount("turnComplete");
    expect(captionOf(resumed.frames)).toMatch(/^Hello, and welcome\./);
  });

  test("has one handle, whatever the model", async () => {
    const caller = await play("one-handle", "models/gemini-2.5-flash-native-audio-latest");
    caller.send(content);
    await caller.untilCount("turnComplete");
    expect(story(caller.frames).slice(0, 2)).toEqual(["setupComplete", "handle"]);
    expect(handlesOf(caller.frames)).toHaveLength(1);
  });
});

describe("the model", () => {
  test("ignores the first text, and answers the second", async () => {
    const caller = await play("opening-ignored");
    caller.send(text);
    caller.send(text);
    await caller.untilCount("turnComplete");
    expect(turns(caller.frames)).toBe(1);
  });

  test("ignores every text, and answers client content", async () => {
    const caller = await play("texts-ignored");
    for (let times = 0; times < 5; times++) caller.send(text);
    caller.send(content);
    await caller.untilCount("turnComplete");
    expect([turns(caller.frames), captionOf(caller.frames).slice(0, 6)]).toEqual([1, "Hello,"]);
  });

  test("calls before it says goodbye, whatever the model", async () => {
    const caller = await play("call-first", "models/gemini-2.5-flash-native-audio-latest");
    for (let turn = 1; turn <= 3; turn++) {
      caller.send(content);
      await caller.untilCount("turnComplete", turn);
    }
    expect(captionOf(caller.frames)).not.toContain("Goodbye");
    const [call] = caller.messages().flatMap((message) => message.toolCall?.functionCalls ?? []);
    caller.send({ toolResponse: { functionResponses: [{ id: call?.id, name: call?.name, response: {} }] } });
    await caller.untilCount("turnComplete", 4);
    expect(captionOf(caller.frames)).toMatch(/Goodbye\.$/);
  });

  test("hears a foreign script, half a minute of words in one piece, and its own noise", async () => {
    const answer = Buffer.concat([voice(600), quiet(900)]);
    const foreign = await play("foreign-script");
    foreign.hear(answer);
    await foreign.untilCount("turnComplete");
    expect(heardOf(foreign.frames)).toMatch(/^\p{Script=Cyrillic}/u);
    const long = await play("long-answer");
    long.hear(answer);
    await long.untilCount("turnComplete");
    expect([heardOf(long.frames).split(" ").length > 200, story(long.frames).filter((kind) => kind === "heard")]).toEqual([
      true,
      ["heard"],
    ]);
    const noise = await play("no-speech");
    for (let turn = 1; turn <= 2; turn++) {
      noise.send(text);
      await noise.untilCount("turnComplete", turn);
    }
    expect(captionOf(noise.frames)).toMatch(/<no speech>$/);
  });

  test("leaves every second answer without words", async () => {
    const caller = await play("swallowed-turns");
    for (let heard = 1; heard <= 2; heard++) {
      caller.hear(Buffer.concat([voice(600), quiet(900)]));
      await caller.untilCount("heard", heard);
    }
    caller.send(text);
    await caller.untilCount("turnComplete", 2);
    expect(turns(caller.frames)).toBe(2);
  });

  test("completes a turn without words because it was rejected", async () => {
    const caller = await play("rejected-turn");
    for (let turn = 1; turn <= 2; turn++) {
      caller.send(text);
      await caller.untilCount("turnComplete", turn);
    }
    const reasons = caller.messages().flatMap((message) => message.serverContent?.turnCompleteReason ?? []);
    expect(reasons).toEqual(["RESPONSE_REJECTED"]);
  });
});
