// @vitest-environment node
import { expect, it } from "vitest";
import { readObservation } from "./observation.ts";

const message = {
  ...{ type: "@xstate.snapshot", sessionId: "interview:42/x:0", rootId: "interview:42/x:0", createdAt: "1795246693147", id: null },
  event: { type: "gemini.lost", code: 1006 },
  snapshot: { status: "active", value: { IN_PROGRESS: { client: "present", gemini: { resuming: "choosing" } } }, context: { attempts: 0 } },
};

it("reads an event that a machine has handled", () => {
  expect(readObservation(JSON.stringify(message))).toEqual({
    ...{ side: "interview", interviewId: "42", atMs: 1795246693147, event: "gemini.lost", fields: { code: 1006 } },
    ...{ value: { IN_PROGRESS: { client: "present", gemini: { resuming: "choosing" } } }, context: { attempts: 0 } },
  });
});

it("reads one of the report's job too", () => {
  const id = "feedback:42/x:0";
  const { side, interviewId, event } =
    readObservation(JSON.stringify({ ...message, sessionId: id, rootId: id, event: { type: "run.due" } })) ?? {};
  expect({ side, interviewId, event }).toEqual({ side: "feedback", interviewId: "42", event: "run.due" });
});

it.each([
  ["is about a child actor", { ...message, sessionId: "interview:42/x:3" }],
  ["announces an actor", { ...message, type: "@xstate.actor" }],
  ["tells an event before it is dealt with", { ...message, type: "@xstate.event" }],
  ["is of a chart that is not drawn", { ...message, sessionId: "lift:42/x:0", rootId: "lift:42/x:0" }],
  ["comes from a program of somebody else", { ...message, sessionId: "x:0", rootId: "x:0" }],
  ["has no state", { ...message, snapshot: { status: "active" } }],
])("ignores a message that %s", (_, other) => {
  expect(readObservation(JSON.stringify(other))).toBeNull();
});

it.each(["", "not JSON", "null", "[]"])("ignores %o", (text) => {
  expect(readObservation(text)).toBeNull();
});
