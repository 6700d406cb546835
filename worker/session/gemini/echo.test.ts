import { expect, it } from "vitest";
import { Echo } from "./echo.ts";

it("knows our own text as what is transcribed of it, whole or in pieces, until the model answers", () => {
  const echo = new Echo();
  expect(echo.isOurs("The candidate")).toBe(false);
  echo.sent("[PLATFORM] The candidate is connected.");
  expect(["Platform, the", " candidate is", " Connected"].map((it) => echo.isOurs(it))).toEqual([true, true, true]);
  expect([echo.isOurs("Hello?"), echo.isOurs("[platform] the candidate"), echo.isOurs("...")]).toEqual([false, true, false]);
  echo.answered();
  expect(echo.isOurs("Platform the")).toBe(false);
});
