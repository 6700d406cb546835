import { expect, it } from "vitest";
import { dimensions } from "../contract/vocabulary.ts";
import { rubric } from "./rubric.ts";

it("uses no quotation marks: on the page those mark the candidate's words only", () => {
  const words = dimensions.flatMap((dim) => [...rubric[dim].anchors, ...rubric[dim].tip, rubric[dim].name]);
  expect(words.filter((it) => /["“”„«»‘]/.test(it))).toEqual([]);
});
