import { expect, it } from "vitest";
import { golden } from "./golden/transcripts.ts";
import { nameEntries } from "./entries.ts";

it("names entries and exchanges by their order, whatever was corrected", () => {
  expect(nameEntries(golden.corrected.entries).map(({ id, used }) => [id, used])).toEqual([
    ["A1", "original"],
    ["U1", "corrected"],
    ["A2", "original"],
    ["U2", "original"],
  ]);
});
