import { expect, it } from "vitest";
import { fullSetup } from "../../contract/testing/full-setup.ts";
import { personsWords } from "./presets.ts";

it("says what of a set-up is the person's, as far as it is not as usual", () => {
  expect(personsWords(fullSetup)).toEqual(["your résumé", "German", "the voice Puck", "patient pace"]);
  expect(personsWords({ ...fullSetup, resume: null, language: "en", voice: null, patience: "NORMAL" })).toEqual([]);
});
