import { expect, it } from "vitest";
import { type InspectionMessage, inspectable } from "../recording/inspection.ts";
import { callModel } from "./call-model.ts";
import { feedbackModel } from "./feedback-model.ts";
import { interviewModel } from "./interview-model.ts";
import { namesReadIn } from "./situation.ts";

const message = {
  type: "@xstate.snapshot",
  sessionId: "x:0",
  rootId: "x:0",
  createdAt: "0",
  id: "1",
  _version: "1",
  event: { type: "muted" },
};

/** Which of these fields of a context an inspector shows, whatever they hold. */
const shownOf = (names: readonly string[]): string[] => {
  const context = Object.fromEntries(names.map((name) => [name, true]));
  const sent = inspectable("call:42").serialize({ ...message, snapshot: { status: "active", context } } as unknown as InspectionMessage);
  return Object.keys("snapshot" in sent && "context" in sent.snapshot ? (sent.snapshot.context as object) : {});
};

it.each([
  ["interview", interviewModel, ["untold"]],
  ["call", callModel, ["answers", "resumeToken", "token"]],
  ["feedback", feedbackModel, ["jobId"]],
])("shows whoever watches the %s chart all that its guards look at, but for words, tokens and ids", (_, { machine }, withheld) => {
  const names = namesReadIn(machine);
  const shown = shownOf(names);
  expect(names.filter((name) => !shown.includes(name))).toEqual(withheld);
});
