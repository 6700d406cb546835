import { expect, it } from "vitest";
import { dimensions } from "../contract/vocabulary.ts";
import { rubric } from "./rubric.ts";

it("puts nothing in quotation marks: on the page those are round what the candidate said, and nothing else", () => {
  const words = dimensions.flatMap((dim) => [...rubric[dim].anchors, ...rubric[dim].tip, rubric[dim].name]);
  expect(words.filter((it) => /["“”„«»‘]/.test(it))).toEqual([]);
});
