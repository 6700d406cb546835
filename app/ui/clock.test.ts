import { expect, it } from "vitest";
import { clock } from "./clock.ts";

it("shows a position in the interview as on a clock", () => {
  expect([0, 999, 65_000, 3_605_000].map(clock)).toEqual(["0:00", "0:00", "1:05", "1:00:05"]);
});
