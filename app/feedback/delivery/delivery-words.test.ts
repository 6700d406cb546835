import { expect, it } from "vitest";
import { atLeastWords, measureWords, paceWords, percentOf, rateWords, secondsWords, typicalThinkingWords } from "./delivery-words.ts";
import { known, median, medianOf, unknown } from "./measured.ts";

it("shows seconds to a tenth, and minutes with whole seconds", () => {
  expect([0, 1_240, 59_940, 59_960, 60_000, 72_400].map(secondsWords)).toEqual(["0 s", "1.2 s", "59.9 s", "1 min", "1 min", "1 min 12 s"]);
});

it("says why a measure has no value, and never shows zero for it", () => {
  expect([measureWords(unknown("tooShort"), String), measureWords(known(0), secondsWords)]).toEqual(["Too short to tell", "0 s"]);
});

it("marks counts of what recognisers omit as a minimum", () => {
  expect([atLeastWords(0), atLeastWords(3), paceWords(149.6, "words")]).toEqual([
    "None in the transcript",
    "At least 3",
    "150 words a minute",
  ]);
});

it("takes the median of the known values", () => {
  expect([median([]), median([3, 1, 2]), median([1, 2, 4, 9])]).toEqual([null, 2, 3]);
  expect(medianOf([known(1), unknown("typed"), known(3)])).toEqual(known(2));
  expect(medianOf([unknown("typed"), unknown("tooShort"), unknown("tooShort")])).toEqual(unknown("tooShort"));
  expect(medianOf([])).toEqual(unknown("unmeasured"));
});

it("rounds nothing that was there to nothing, and not quite all to all", () => {
  expect([0, 0.04, 0.05, 1.25].map(rateWords)).toEqual(["0.0", "under 0.1", "0.1", "1.3"]);
  expect([0, 0.002, 0.354, 0.998, 1].map(percentOf)).toEqual([0, 1, 35, 99, 100]);
});

it("gives an estimated time before an answer with its uncertainty", () => {
  const thinking = (timing: "marked" | "estimated", thinkingMs = known(1_240)) => typicalThinkingWords({ thinkingMs, timing });
  expect([thinking("marked"), thinking("estimated")]).toEqual(["1.2 s", "1.2 s (± 0.2 s)"]);
  expect(typicalThinkingWords({ thinkingMs: unknown("muted"), timing: "estimated" })).toBe("Not known: the microphone was muted");
});
