import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readScenario } from "./playbook.ts";
import { behaviours } from "./scenario.ts";
import { wordsOf } from "./turn.ts";

const scenarios = readdirSync(new URL("./scenarios/", import.meta.url)).map((name) => name.replace(".json", ""));

describe("the scenario files", () => {
  test.each(scenarios)("%s can be played and says what it is", (name) => {
    const scenario = readScenario(name);
    expect(scenario.description).toMatch(/\.$/);
    expect(behaviours(scenario).length).toBeGreaterThan(0);
  });

  test("each has its line in the README", () => {
    const readme = readFileSync(new URL("./README.md", import.meta.url), "utf8");
    expect(scenarios.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  test("the interview asks eight questions and says goodbye before it calls end_interview", () => {
    const turns = behaviours(readScenario("interview"))[0]?.turns ?? [];
    expect(
      turns.map((steps) => steps.map((step) => ("say" in step ? wordsOf(step.say).split("?").length - 1 : Object.keys(step)[0]))),
    ).toEqual([[0], [1], [1], [1], [0], [1], [1], [1], [0, "callEnd"]]);
  });

  test.each(["../secrets", "nothing", "interview.json"])(
    "%s, which is not a scenario, is answered with the names of those that exist",
    (name) => {
      expect(() => readScenario(name)).toThrow(`There is no scenario ${JSON.stringify(name)}, but these: `);
      expect(() => readScenario(name)).toThrow(/[:,] interview, /);
    },
  );
});
