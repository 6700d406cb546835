import { describe, expect, test } from "vitest";
import { captionOf, story, voice } from "./testing/caller.ts";
import { useStage } from "./testing/stage.ts";

const stage = useStage();

const goodbye = { turns: [["closing", { callEnd: true as const }], "learning"] } satisfies Parameters<typeof stage.script>[0];
const declaring = (behavior?: string) => ({
  tools: [{ functionDeclarations: [{ name: "end_interview", ...(behavior && { behavior }) }] }],
});

const callEnd = async (more: Record<string, unknown> = {}) => {
  const { setup, key } = await stage.script(goodbye);
  const caller = await stage.call();
  await caller.setUp({ ...setup, ...more });
  caller.send({ realtimeInput: { text: "Begin." } });
  const answer = (how: Record<string, unknown> = {}) =>
    caller.send({
      toolResponse: {
        functionResponses: caller
          .messages()
          .flatMap((message) => message.toolCall?.functionCalls ?? [])
          .map(({ id, name }) => ({ id, name, response: { output: "ok" }, ...how })),
      },
    });
  return { ...caller, answer, key };
};

/** What was sent after the setup was complete, except speech. */
const told = (frames: Parameters<typeof story>[0]) =>
  story(frames.filter(({ message }, at) => at > 1 || message.sessionResumptionUpdate === undefined)).filter(
    (kind) => !["setupComplete", "sound", "caption", "usage"].includes(kind),
  );

describe("end_interview, on a model that calls before it speaks", () => {
  test("ends the turn at once, and says the goodbye after the answer", async () => {
    const caller = await callEnd();
    await caller.untilCount("turnComplete");
    expect(told(caller.frames)).toEqual(["toolCall", "generationComplete", "turnComplete"]);
    expect(captionOf(caller.frames)).toBe("");
    caller.answer();
    await caller.untilCount("turnComplete", 2);
    expect(captionOf(caller.frames)).toMatch(/Goodbye\.$/);
    expect((await stage.sessions(caller.key))[0]?.toolResponses).toMatchObject([{ name: "end_interview" }]);
  });

  test("is followed by the next turn once the goodbye has been said", async () => {
    const caller = await callEnd();
    await caller.untilCount("turnComplete");
    caller.answer();
    await caller.untilCount("turnComplete", 2);
    caller.send({ realtimeInput: { text: "Go on." } });
    await caller.untilCount("turnComplete", 3);
    expect(captionOf(caller.frames)).toContain("learned recently");
  });

  test("counts as answered without a name", async () => {
    const caller = await callEnd();
    await caller.untilCount("toolCall");
    caller.answer({ name: undefined });
    await caller.untilCount("turnComplete", 2);
    expect((await stage.sessions(caller.key))[0]?.toolResponses).toMatchObject([{ response: { output: "ok" } }]);
  });
});

describe("end_interview, on a model that calls in its turn", () => {
  const model = "models/gemini-2.5-flash-native-audio-preview-12-2025";

  test("is called after the goodbye, within the turn when the function does not block, and no handle comes before its answer", async () => {
    const caller = await callEnd({ model, ...declaring("NON_BLOCKING") });
    await caller.untilCount("turnComplete");
    expect(captionOf(caller.frames)).toMatch(/Goodbye\.$/);
    expect(told(caller.frames)).toEqual(["toolCall", "generationComplete", "turnComplete"]);
    caller.answer({ scheduling: "SILENT" });
    await caller.untilCount("handle");
    expect(told(caller.frames).at(-1)).toBe("handle");
  });

  test("makes the model speak again unless the answer is to be silent", async () => {
    const caller = await callEnd({ model, ...declaring("NON_BLOCKING") });
    await caller.untilCount("turnComplete");
    caller.answer();
    await caller.untilCount("turnComplete", 2);
  });

  test("holds the turn until it is answered when the function blocks", async () => {
    const caller = await callEnd({ model });
    await caller.untilCount("toolCall");
    expect(told(caller.frames)).toEqual(["toolCall"]);
    caller.answer();
    await caller.untilCount("handle");
    expect(told(caller.frames)).toEqual(["toolCall", "generationComplete", "turnComplete", "handle"]);
  });

  test("is cancelled when the candidate speaks while it blocks, after which its answer is unknown", async () => {
    const caller = await callEnd({ model });
    await caller.untilCount("toolCall");
    caller.hear(voice(300));
    await caller.untilCount("handle");
    expect(told(caller.frames)).toEqual(["toolCall", "cancelled", "interrupted", "turnComplete", "handle"]);
    caller.answer();
    expect(await caller.closed).toEqual({ code: 1008, reason: "Requested entity was not found." });
  });

  test("cannot be called unless the setup declares it", async () => {
    const caller = await callEnd({ model, tools: [] });
    await caller.untilCount("handle");
    expect(told(caller.frames)).toEqual(["generationComplete", "turnComplete", "handle"]);
    const [session] = await stage.sessions(caller.key);
    expect((await stage.control(`sessions/${session?.id}/act`, "POST", { callEnd: true })).status).toBe(409);
  });
});

test("an answer to an unknown call closes 1008", async () => {
  const { setup } = await stage.script({});
  const caller = await stage.call();
  await caller.setUp(setup);
  caller.send({ toolResponse: { functionResponses: [{ id: "x", name: "end_interview", response: {} }] } });
  expect(await caller.closed).toEqual({ code: 1008, reason: "Requested entity was not found." });
});

test("an answer without an id closes 1007", async () => {
  const { setup } = await stage.script({});
  const caller = await stage.call();
  await caller.setUp(setup);
  caller.send({ toolResponse: { functionResponses: [{ name: "end_interview", response: {} }] } });
  expect(await caller.closed).toEqual({ code: 1007, reason: "Invalid value at 'tool_response.function_responses[0].id'" });
});
