import { expect, test } from "vitest";
import { handlesOf, heardOf, quiet, story, voice } from "./testing/caller.ts";
import { useStage } from "./testing/stage.ts";

const stage = useStage();
const begin = { realtimeInput: { text: "Begin." } };

const former = async (scenario: Parameters<typeof stage.script>[0], more: Record<string, unknown> = {}) => {
  const { setup } = await stage.script({ ways: "former", ...scenario });
  const caller = await stage.call();
  await caller.setUp({ ...setup, ...more });
  return caller;
};

test("in its former ways a model withdraws its handle at each turn, says goodbye before it calls, and is heard in pieces", async () => {
  const caller = await former({ turns: ["learning", ["closing", { callEnd: true }]] });
  caller.send(begin);
  await caller.untilCount("handle");
  caller.hear(Buffer.concat([voice(1000), quiet(600)]));
  await caller.untilCount("noHandle", 3);
  expect(story(caller.frames).filter((kind) => !["sound", "caption", "usage"].includes(kind))).toEqual([
    "setupComplete",
    "noHandle",
    "generationComplete",
    "turnComplete",
    "handle",
    "heard",
    "noHandle",
    "toolCall",
    "generationComplete",
    "turnComplete",
    "noHandle",
  ]);
  expect(caller.messages().filter((message) => message.serverContent?.inputTranscription)).toHaveLength(4);
  expect(heardOf(caller.frames)).toBe("[spoke for 1.0 s]");
});

test("in its former ways a model gives no handle that was not asked for, and minds explicit activity", async () => {
  const caller = await former({ turns: ["learning"] }, { sessionResumption: undefined });
  caller.send(begin);
  await caller.untilCount("turnComplete");
  expect([handlesOf(caller.frames), story(caller.frames).includes("noHandle")]).toEqual([[], false]);
  caller.send({ realtimeInput: { activityStart: {} } });
  expect((await caller.closed).code).toBe(1007);
});
