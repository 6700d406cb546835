import { type AnyStateMachine, type AnyStateNode, createMachine } from "xstate";
import { describe, expect, it } from "vitest";
import type { ChartModel, MachinePath } from "./chart-model.ts";
import { exploreCall, callModel } from "./call-model.ts";
import { statesOf } from "../chart.ts";
import { Coverage, itemsOf, missingFrom } from "./coverage.ts";
import { type Exploration, explore, play } from "./exploration.ts";
import { parseRecording } from "../recording/recording.ts";
import { recordable } from "../recording/recordable.ts";
import { replay } from "../recording/replay.ts";
import { exploreFeedback, feedbackModel } from "./feedback-model.ts";
import { exploreInterview, interviewModel } from "./interview-model.ts";

const charts: readonly [string, ChartModel, () => Promise<Exploration>][] = [
  ["interview", interviewModel, exploreInterview],
  ["call", callModel, exploreCall],
  ["feedback", feedbackModel, exploreFeedback],
];

describe.each(charts)("the %s chart", (_, model, explored) => {
  it("follows the model on every path, and the paths reach every state, transition, guard outcome and delay", async () => {
    expect((await explored()).missing).toEqual([]);
  });

  it("is covered as completely by the few paths that hosts play", async () => {
    const { paths } = await explored();
    const { ports, task } = model.fake();
    const machine = model.machine.provide(ports);
    const coverage = new Coverage(machine);
    for (const path of paths) expect(await play(path, model, { machine, task, coverage })).toEqual(path);
    expect(missingFrom(model.machine, coverage.covered, new Set())).toEqual([]);
  });

  it("has paths that are plain data", async () => {
    const { paths } = await explored();
    expect(JSON.parse(JSON.stringify(paths))).toEqual(paths);
  });

  describe("that gained a transition", () => {
    const event = "host.napped";
    const target = lastStateOf(model.machine);
    const grown = withTransition(model.machine, event, `#${target.id}`);
    const first = Object.keys(grown.states)[0] ?? "";
    const short: ChartModel = { ...model, machine: grown, inputs: model.inputs.slice(0, 1), isFarEnough: (it) => !it.matches(first) };
    const ofTheEvent = ({ missing }: Exploration) => missing.filter((item) => item.includes(event));

    it("is not covered before the model knows its event, and the report names both", async () => {
      const name = `transition ${model.machine.id} on ${event} → ${target.path.join(".")}`;
      expect(ofTheEvent(await explore(short))).toEqual([`${name} (the model knows no event "${event}")`]);
    });

    it("is covered once the model knows the event", async () => {
      expect(ofTheEvent(await explore({ ...short, events: [...model.events, { type: event }] }))).toEqual([]);
    });
  });

  it("names a guard that was only seen to pass", () => {
    const items = itemsOf(model.machine);
    const guard = items.find((item) => item.startsWith("guard ") && item.endsWith(" false")) ?? "";
    const covered = new Set(items.filter((item) => item !== guard));
    expect(missingFrom(model.machine, covered, new Set())).toEqual([guard]);
  });
});

describe("tours", () => {
  const tourSteps = 16;
  const toured = explore({ ...feedbackModel, tourSteps });

  it("cover as much as the individual paths, which stay as they are", async () => {
    const { counts, missing } = await toured;
    expect(missing).toEqual([]);
    expect(counts).toEqual({ ...(await exploreFeedback()).counts, tour: 7 });
  });

  it("leave a host far fewer paths to play, none longer than requested", async () => {
    const lengths = (paths: readonly MachinePath[]) => paths.map(({ steps }) => steps.length);
    const [few, many] = [lengths((await toured).paths), lengths((await exploreFeedback()).paths)];
    expect(few.length).toBeLessThan(many.length / 2);
    expect(Math.max(...few)).toBeLessThanOrEqual(tourSteps);
  });

  it("visit what is new before an end that nothing can follow, and head for one when they are long enough", async () => {
    const shop = createMachine({
      id: "shop",
      initial: "shut",
      states: {
        shut: { on: { opened: "open", burned: "ashes" } },
        open: { on: { sold: { target: "open", reenter: true }, shut: "shut", robbed: "bare" } },
        bare: { type: "final" },
        ashes: { type: "final" },
      },
    });
    const task = { answer: () => Promise.resolve(), fail: () => Promise.resolve() };
    const model = {
      machine: shop,
      fake: () => ({ ports: {}, task }),
      inputs: [{}],
      events: ["burned", "robbed", "opened", "sold", "shut"].map((type) => ({ type })),
      tasks: [],
      isFarEnough: () => false,
      mainLine: [],
    };
    const played = async (steps: number) =>
      (await explore({ ...model, tourSteps: steps })).paths.map((path) => path.steps.map(({ event }) => event.type));
    expect(await played(10)).toEqual([
      ["opened", "sold", "shut", "burned"],
      ["opened", "robbed"],
    ]);
    expect(await played(1)).toEqual([["opened", "robbed"], ["burned"], ["opened", "sold"], ["opened", "shut"]]);
  });
});

it("reaches the same state when the flight recorder's copy of a walked path is replayed", async () => {
  const { paths } = await exploreInterview();
  const ends = await Promise.all(
    paths.map(async ({ input, steps }) => {
      const events = steps.map(({ event, atMs }) => ({ ...recordable(event), atMs })).filter((it) => "type" in it);
      const recording = parseRecording({ version: 1, machine: "interview", input, events });
      return (await replay(recording)).steps.at(-1)?.after;
    }),
  );
  // A delay that elapses after the last event leaves no line, so such a path is compared up to that event.
  const expected = paths.map(({ steps }) => steps.findLast(({ event }) => recordable(event) !== null)?.value);
  expect(ends).toEqual(expected);
});

/** A copy of the chart with one more target from every state. */
const withTransition = (machine: AnyStateMachine, event: string, target: string): AnyStateMachine =>
  createMachine({ ...machine.config, on: { ...machine.config.on, [event]: { target } } }, machine.implementations);

const lastStateOf = (machine: AnyStateMachine): AnyStateNode => statesOf(machine).at(-1) ?? machine.root;
