import { expect, test } from "vitest";
import { readScenario } from "./playbook.ts";
import { captionOf, handlesOf } from "./testing/caller.ts";
import { useStage } from "./testing/stage.ts";

const stage = useStage();
const myTurnIsOver = { realtimeInput: { text: "Go on." } };

test("the example for testers is cut off, forgets its handle, and continues in a fresh session", async () => {
  const { setup } = await stage.script(readScenario("example-forgotten"));

  const first = await stage.call();
  await first.setUp(setup);
  first.send(myTurnIsOver);
  await first.untilCount("handle");
  first.send(myTurnIsOver);
  expect(await first.closed).toEqual({ code: 1006, reason: "" });
  expect(captionOf(first.frames)).toBe("What did you build?And how did");

  const resumed = await stage.call();
  resumed.send({ setup: { model: "models/gemini-3.8-live", ...setup, sessionResumption: { handle: handlesOf(first.frames)[0] } } });
  expect(await resumed.closed).toEqual({ code: 1008, reason: "BidiGenerateContent session not found" });

  const fresh = await stage.call();
  await fresh.setUp(setup);
  fresh.send(myTurnIsOver);
  await fresh.untilCount("turnComplete");
  expect(captionOf(fresh.frames)).toBe("Where were we?");
});
