import { expect, it } from "vitest";
import { type InspectionMessage, inspectable } from "./inspection.ts";

const shown = (context: object): unknown => {
  const message = {
    type: "@xstate.snapshot",
    sessionId: "x:0",
    rootId: "x:0",
    createdAt: "0",
    id: "1",
    _version: "1",
    event: { type: "gemini.ready" },
    snapshot: { status: "active", context },
  } as unknown as InspectionMessage;
  const { snapshot } = inspectable("interview:42").serialize(message) as { snapshot: { context?: unknown } };
  return snapshot.context;
};

it("shows the facts of a context by which the chart decides", () => {
  const facts = { failure: "geminiLost", attempts: 2, hasClient: true, endReason: null };
  expect(shown({ ...facts, interviewId: "42", handle: "h" })).toEqual(facts);
});

it("shows no sentence, written-out number or object even under the name of a fact", () => {
  expect(shown({ failure: "I was let go", endReason: "a7", attempts: [1], hasClient: "x".repeat(33), restartsAs: { said: "so" } })).toEqual(
    {},
  );
});
