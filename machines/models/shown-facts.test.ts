import { expect, it } from "vitest";
import { shown } from "../testing/shown.ts";
import { callModel } from "./call-model.ts";
import { feedbackModel } from "./feedback-model.ts";
import { interviewModel } from "./interview-model.ts";
import { namesReadIn } from "./situation.ts";

it.each([
  ["interview", interviewModel, ["untold"]],
  ["call", callModel, ["answers", "resumeToken", "token"]],
  ["feedback", feedbackModel, ["jobId"]],
])("shows whoever watches the %s chart all that its guards look at, but for words, tokens and ids", (_, { machine }, withheld) => {
  const names = namesReadIn(machine);
  const seen = Object.keys(shown(Object.fromEntries(names.map((name) => [name, true]))) ?? {});
  expect(names.filter((name) => !seen.includes(name))).toEqual(withheld);
});
