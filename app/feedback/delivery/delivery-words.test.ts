import { expect, it } from "vitest";
import { atLeastWords, measureWords, paceWords, secondsWords } from "./delivery-words.ts";
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
