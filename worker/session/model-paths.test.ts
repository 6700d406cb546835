import { afterEach, describe, expect, it } from "vitest";
import { realEvents, unreachable } from "../testing/model/events.ts";
import { exploreReal, leaves, outsideEvents } from "../testing/model/paths.ts";
import { playReal } from "../testing/model/play.ts";
import { evidence } from "../testing/model/states.ts";
import { World } from "../testing/model/world.ts";
import { clearStage, named } from "../testing/played-paths.ts";

const beganAt = performance.now();
const { paths, missing, report } = await exploreReal();
const exploredMs = Math.round(performance.now() - beganAt);

describe("the tables of the real interview", () => {
  it("say how each event of the chart is brought about", () => {
    expect(Object.keys(realEvents).toSorted()).toEqual(outsideEvents());
  });

  it("say what is visible from outside in each state of the chart", () => {
    expect(Object.keys(evidence).toSorted()).toEqual(leaves());
  });

  it("list every transition that the paths leave out, with its reason", async ({ annotate }) => {
    const steps = paths.reduce((sum, it) => sum + it.steps.length, 0);
    await annotate(`${paths.length} paths of ${steps} steps, found in ${exploredMs} ms\n${report}`);
    expect(missing.toSorted()).toEqual(Object.keys(unreachable).toSorted());
  });
});

describe("the real interview", () => {
  afterEach(clearStage);

  it.each(named(paths))("looks from outside as the chart says, from %s", async (_, path) => {
    const { seen, expected } = await playReal(await World.create(), path);
    expect(seen).toEqual(expected);
  });
});
