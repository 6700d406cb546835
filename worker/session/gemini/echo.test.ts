import { expect, it } from "vitest";
import { Echo } from "./echo.ts";

const platformText = "[PLATFORM] The candidate is connected.";
/** Which of these pieces are the candidate's, piece by piece. */
const taken = (echo: Echo, ...pieces: string[]) => pieces.map((it) => echo.take(it));

it("recognises our own text in the transcription, whole or in pieces, until the model answers", () => {
  const echo = new Echo();
  expect(taken(echo, "The candidate")).toEqual([["The candidate"]]);
  echo.sent(platformText);
  expect(taken(echo, "Platform, the", " candidate is", " Connected")).toEqual([[], [], []]);
  expect(taken(echo, "Hello?", "[platform] the candidate", "...")).toEqual([["Hello?"], [], []]);
  expect([echo.isHolding, echo.answered()]).toEqual([false, []]);
  expect(taken(echo, "Platform the")).toEqual([["Platform the"]]);
});

it("holds back what follows the mark of a text of ours, but never the candidate's own words", () => {
  const echo = new Echo();
  echo.sent(platformText);
  expect(taken(echo, "Platform, the", " candidate", "Hello?")).toEqual([[], [], ["Hello?"]]);
  expect(taken(echo, "Platform", "s are what I built.")).toEqual([[], ["Platform", "s are what I built."]]);
});

it("recognises a whole text of ours however late it comes back", () => {
  const echo = new Echo();
  echo.sent(platformText);
  echo.answered();
  expect(taken(echo, "[platform] the candidate is connected", "Hello?")).toEqual([[], ["Hello?"]]);
  echo.sent("Yes");
  expect(taken(echo, "Yes", platformText, "Hello?")).toEqual([[], [], ["Hello?"]]);
  echo.sent(`I would start with tests\n${platformText}`);
  echo.answered();
  expect(taken(echo, `I would start with tests. ${platformText}`, "I would")).toEqual([[], ["I would"]]);
});

it("recognises several texts that come back as one, and keeps what was spoken after a text of ours", () => {
  const echo = new Echo();
  echo.sent(platformText);
  echo.sent("I would start with tests");
  expect(taken(echo, `${platformText}\nI would start with tests`)).toEqual([[]]);
  echo.sent("Then I would measure");
  expect(taken(echo, "Platform, the candidate", " is connected. Then I", " would measure.")).toEqual([[], [], []]);
  expect([echo.isHolding, echo.release()]).toEqual([false, []]);
  expect(taken(echo, `${platformText} Hello? I am here.`)).toEqual([["Hello? I am here."]]);
  echo.answered();
  expect(taken(echo, `${platformText} Hello again.`)).toEqual([["Hello again."]]);
});

it("holds back a possible echo of what the candidate typed, and releases it once it differs", () => {
  const echo = new Echo();
  echo.sent("I would start with tests");
  expect(taken(echo, "I", " would", ", er", " never.")).toEqual([[], [], ["I", " would", ", er"], [" never."]]);
  expect(taken(echo, "I", "I would start")).toEqual([[], ["I"]]);
  expect(taken(echo, "...", " with tests.")).toEqual([[], []]);
  expect(echo.isHolding).toBe(false);
});

it("releases what it held back and never became the whole, once, and drops each echo once", () => {
  const echo = new Echo();
  echo.sent("Yes");
  echo.sent("I would start with tests");
  expect(taken(echo, "I", ".")).toEqual([[], []]);
  expect([echo.isHolding, echo.release(), echo.release(), echo.isHolding]).toEqual([true, ["I", "."], [], false]);
  expect([taken(echo, "Yes."), echo.isHolding]).toEqual([[[]], false]);
  expect(taken(echo, "Yes.", "I would start with tests.")).toEqual([["Yes."], []]);
  expect(echo.isHolding).toBe(false);
});

it("tells an echo of a text of ours from one of what the candidate typed while both may come", () => {
  const echo = new Echo();
  echo.sent(platformText);
  echo.sent("I would start with tests");
  expect([taken(echo, "I would start"), echo.isHolding, echo.release()]).toEqual([[[]], true, ["I would start"]]);
  expect([taken(echo, "Platform, the"), echo.isHolding, echo.release()]).toEqual([[[]], false, []]);
});

it("counts a typed answer that begins like a text of ours as the candidate's", () => {
  const echo = new Echo();
  echo.sent("Platform teams build for others");
  expect(taken(echo, "Platform", " teams")).toEqual([[], []]);
  expect([echo.isHolding, echo.answered()]).toEqual([true, ["Platform", " teams"]]);
});
