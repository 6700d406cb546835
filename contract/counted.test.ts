import { expect, it } from "vitest";
import { counted } from "./counted.ts";

it("counts one and many", () => {
  expect([counted(0, "word"), counted(1, "word"), counted(2, "word")]).toEqual(["0 words", "1 word", "2 words"]);
});
