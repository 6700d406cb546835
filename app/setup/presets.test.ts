import { expect, it } from "vitest";
import { fullSetup } from "../../contract/testing/full-setup.ts";
import { personsWords } from "./presets.ts";

it("names the personal settings of a set-up that differ from the defaults", () => {
  expect(personsWords(fullSetup)).toEqual(["your résumé", "German", "the voice Puck", "patient pace"]);
  expect(personsWords({ ...fullSetup, resume: null, language: "en", voice: null, patience: "NORMAL" })).toEqual([]);
});
