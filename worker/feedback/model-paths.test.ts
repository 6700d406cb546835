import { afterEach, describe, expect, it } from "vitest";
import { statesOf, nameOf, transitionsOf } from "../../machines/chart.ts";
import { feedbackMachine, type FeedbackInput } from "../../machines/feedback.ts";
import { explore } from "../../machines/models/exploration.ts";
import { feedbackModel } from "../../machines/models/feedback-model.ts";
import { jobEvidence, realJobEvents } from "../testing/job-model/job-events.ts";
import { JobWorld } from "../testing/job-model/job-world.ts";
import { playPath } from "../testing/play-path.ts";
import { clearStage, named } from "../testing/played-paths.ts";

const { paths, missing, report } = await explore({
  ...feedbackModel,
  canHappen: (there, event) => realJobEvents[event.type]?.comes?.(there, event) ?? true,
});

describe("the tables of the real job", () => {
  it("say how each event of the chart is brought about", () => {
    const types = transitionsOf(feedbackMachine).flatMap(({ event }) => (event === "always" ? [] : [event]));
    expect(Object.keys(realJobEvents).toSorted()).toEqual([...new Set(types)].toSorted());
  });

  it("say what is visible from outside in each state where the chart stays", () => {
    const leaves = statesOf(feedbackMachine).filter(({ states, id }) => Object.keys(states).length === 0 && id !== "feedback.arriving");
    expect(Object.keys(jobEvidence).toSorted()).toEqual(leaves.map(nameOf).toSorted());
  });

  it("cover every transition", async ({ annotate }) => {
    await annotate(`${paths.length} paths\n${report}`);
    expect(missing).toEqual([]);
  });
});

describe("the real job", () => {
  afterEach(clearStage);

  it.each(named(paths))("looks from outside as the chart says, from %s", async (_, path) => {
    const world = await JobWorld.create();
    const { seen, expected } = await playPath(
      {
        begin: (input) => world.begin(input as FeedbackInput),
        passTo: async () => {},
        bring: async (event) => realJobEvents[event.type]?.bring(world, event),
        expectedIn: (value) => jobEvidence[String(value) as keyof typeof jobEvidence],
        observe: () => world.observe(),
        arrived: () => {},
      },
      path,
    );
    expect(seen).toEqual(expected);
  });
});
