import { expect, it } from "vitest";
import { spokenIn } from "./labels.ts";

it.each([
  ["a label", "<noise>", ""],
  ["labels and punctuation", " <ctrl46> . <noise>", ""],
  ["lone punctuation", " .", ""],
  ["what the model is said not to have said", "<no speech>", ""],
  ["a label within a line", "I led <noise> the migration.", "I led the migration."],
  ["a label before a full stop", "I led it <noise>.", "I led it."],
  ["a label at the start", "<noise> I led it", "I led it"],
  ["a label whose end has not come yet", "I led it <noi", "I led it"],
  ["the beginning of one", "I led it <", "I led it"],
  ["nothing but the beginning of one", "<no spe", ""],
  ["a comparison, which is no label", "where a < b and b > c", "where a < b and b > c"],
  ["brackets that are no angles", "[spoke for 3.2 s]", "[spoke for 3.2 s]"],
  ["numbers", " 42. ", "42."],
  ["another script", "我领导了<noise>迁移", "我领导了 迁移"],
  ["spaces of a line without labels as they are", " two  words ", "two  words"],
])("reads %s", (_, text, said) => {
  expect(spokenIn(text)).toBe(said);
});
