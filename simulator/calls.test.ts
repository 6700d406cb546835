import { describe, expect, test } from "vitest";
import { story, voice } from "./testing/caller.ts";
import { useStage } from "./testing/stage.ts";

const stage = useStage();

const goodbye = { turns: [["closing", { callEnd: true as const }], "learning"] } satisfies Parameters<typeof stage.script>[0];
const declaring = (behavior?: string) => ({
  tools: [{ functionDeclarations: [{ name: "end_interview", ...(behavior && { behavior }) }] }],
});

const callEnd = async (more: Record<string, unknown> = {}, scenario: Parameters<typeof stage.script>[0] = goodbye) => {
  const { setup, key } = await stage.script(scenario);
  const caller = await stage.call();
  await caller.setUp({ ...setup, ...more });
  caller.send({ realtimeInput: { text: "Begin." } });
  const answer = (scheduling?: string) =>
    caller.send({
      toolResponse: {
        functionResponses: caller
          .messages()
          .flatMap((message) => message.toolCall?.functionCalls ?? [])
          .map(({ id, name }) => ({ id, name, response: { output: "ok" }, ...(scheduling && { scheduling }) })),
      },
    });
  return { ...caller, answer, key };
};

const told = (frames: Parameters<typeof story>[0]) =>
  story(frames).filter((kind) => !["setupComplete", "sound", "caption", "usage"].includes(kind));

describe("end_interview", () => {
  test("is called after the goodbye, beside the turn when the function does not block, and no handle comes before its answer", async () => {
    const caller = await callEnd();
    await caller.untilCount("noHandle", 2);
    expect(told(caller.frames)).toEqual(["noHandle", "toolCall", "generationComplete", "turnComplete", "noHandle"]);
    caller.answer("SILENT");
    await caller.untilCount("handle");
    expect(told(caller.frames).slice(-2)).toEqual(["noHandle", "handle"]);
    expect((await stage.sessions(caller.key))[0]?.toolResponses).toMatchObject([{ name: "end_interview", scheduling: "SILENT" }]);
  });

  test("makes the model speak again when the answer is not to be silent", async () => {
    const caller = await callEnd();
    await caller.untilCount("turnComplete");
    caller.answer();
    await caller.untilCount("turnComplete", 2);
  });

  test("holds the turn until it is answered when the function blocks", async () => {
    const caller = await callEnd(declaring("BLOCKING"));
    await caller.untilCount("toolCall");
    expect(told(caller.frames)).toEqual(["noHandle", "toolCall"]);
    caller.answer();
    await caller.untilCount("handle");
    expect(told(caller.frames)).toEqual(["noHandle", "toolCall", "generationComplete", "turnComplete", "handle"]);
  });

  test("is cancelled when the candidate speaks while it blocks, and its answer is then unknown", async () => {
    const caller = await callEnd(declaring("BLOCKING"));
    await caller.untilCount("toolCall");
    caller.hear(voice(300));
    await caller.untilCount("handle");
    expect(told(caller.frames)).toEqual(["noHandle", "toolCall", "cancelled", "interrupted", "turnComplete", "handle"]);
    caller.answer();
    expect(await caller.closed).toEqual({ code: 1008, reason: "Requested entity was not found." });
  });

  test("cannot be called when the setup does not declare it", async () => {
    const caller = await callEnd({ tools: [] });
    await caller.untilCount("handle");
    expect(told(caller.frames)).toEqual(["noHandle", "generationComplete", "turnComplete", "handle"]);
    const [session] = await stage.sessions(caller.key);
    expect((await stage.control(`sessions/${session?.id}/act`, "POST", { callEnd: true })).status).toBe(409);
  });
});

test("an answer to a call that nobody made closes 1008", async () => {
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
