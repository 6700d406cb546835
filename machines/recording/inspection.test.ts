import { expect, it } from "vitest";
import { shown } from "../testing/shown.ts";

it("shows the facts of a context by which the chart decides", () => {
  const facts = { failure: "geminiLost", attempts: 2, hasClient: true, endReason: null };
  expect(shown({ ...facts, interviewId: "42", handle: "h" })).toEqual(facts);
});

it("shows no sentence, written-out number or object even under the name of a fact", () => {
  expect(shown({ failure: "I was let go", endReason: "a7", attempts: [1], hasClient: "x".repeat(33), restartsAs: { said: "so" } })).toEqual(
    {},
  );
});
