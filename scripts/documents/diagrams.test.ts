import { createMachine } from "xstate";
import { describe, expect, it } from "vitest";
import { callMachine } from "../../machines/call.ts";
import { feedbackMachine } from "../../machines/feedback.ts";
import { interviewMachine } from "../../machines/interview.ts";
import { statesOf, transitionsOf } from "../../machines/chart.ts";
import { chartDocuments } from "./chart-documents.ts";
import { configOf, mermaidOf } from "./chart-text.ts";
import { staleAmong } from "./generated.ts";

it("keeps the charts in docs/diagrams up to date (npm run documents writes them)", async () => {
  expect(await staleAmong(await chartDocuments())).toEqual([]);
});

it("names a file that does not match its chart", async () => {
  const [first, ...others] = await chartDocuments();
  const changed = { path: first?.path ?? "", text: "something else" };
  expect(await staleAmong([changed, { path: "docs/diagrams/none.md", text: "" }, ...others])).toEqual([
    changed.path,
    "docs/diagrams/none.md",
  ]);
});

describe.each([interviewMachine, callMachine, feedbackMachine])("the $id chart", (machine) => {
  const places = (chart: Parameters<typeof transitionsOf>[0]) =>
    transitionsOf(chart).map(({ source, event, guard, targets, actions }) => ({ source, event, guard, targets, actions }));

  it("survives the round trip through the JSON for Stately: states, kinds, transitions, guards and actions", () => {
    const imported = createMachine(JSON.parse(JSON.stringify(configOf(machine))));
    expect(statesOf(imported).map(({ id, type }) => ({ id, type }))).toEqual(statesOf(machine).map(({ id, type }) => ({ id, type })));
    expect(places(imported)).toEqual(places(machine));
  });

  it("has every state and every arrow in its Mermaid diagram", () => {
    const text = mermaidOf(machine);
    const arrows = text.match(/^ +\w+ --> \w+ :/gm) ?? [];
    expect(arrows.length).toBe(transitionsOf(machine).filter(({ targets }) => targets.length > 0).length);
    const drawn = [...text.matchAll(/state "[\w ]+" as (\w+)/g)].map((match) => match[1]);
    expect(drawn.toSorted()).toEqual(
      statesOf(machine)
        .map(({ id, path }) => path.join("_") || id)
        .toSorted(),
    );
  });
});
