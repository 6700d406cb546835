import { expect, it } from "vitest";
import { nameOf, placeOf } from "./places.ts";

it("finds a line by its file name, and accepts no other names", () => {
  expect(placeOf(nameOf({ speaker: "AI", atMs: 1_234.4 }))).toEqual({ speaker: "AI", atMs: 1_234 });
  expect(["notes.txt", "BOTH-1.wav", "AI-x.wav", "AI-1.wav.crswap"].map(placeOf)).toEqual([null, null, null, null]);
});
