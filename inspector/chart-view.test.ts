// @vitest-environment node
import { beforeAll, describe, expect, it } from "vitest";
import { chartGraph } from "./chart-graph.ts";
import { layOutChart } from "./chart-layout.ts";
import type { Area, ChartView } from "./chart-view.ts";
import { machines } from "./machines.ts";

const contains = (outer: Area, inner: Area) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;
const overlaps = (one: Area, other: Area) =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;

describe.each(["interview", "call"] as const)("the %s chart", (side) => {
  const graph = chartGraph(machines[side]);
  let view: ChartView;
  beforeAll(async () => {
    view = await layOutChart(machines[side]);
  });
  const box = (id: string | null) => view.boxes.find((it) => it.state.id === (id ?? side)) ?? expect.fail(`${id} is not drawn`);

  it("draws every state inside its parent", () => {
    const outside = graph.states.filter((it) => !contains(box(it.parent), box(it.id)));
    expect(outside.map((it) => it.id)).toEqual([]);
  });

  it("never overlaps sibling states", () => {
    const pairs = graph.states.flatMap((one) =>
      graph.states.filter((it) => it.parent === one.parent && it.id > one.id).map((it) => [one.id, it.id] as const),
    );
    expect(pairs.filter(([one, other]) => overlaps(box(one), box(other)))).toEqual([]);
  });

  it("labels every transition on its line, or inside its state when it stays there", () => {
    const said = [...view.labels, ...view.boxes].flatMap((it) => it.lines.map((line) => line.map((span) => span.text).join("")));
    const unsaid = graph.transitions.filter(({ on }) => !said.some((line) => line.startsWith(on)));
    expect(unsaid).toEqual([]);
    expect(view.labels.length + view.boxes.length).toBeGreaterThan(graph.states.length);
  });

  it("draws a line from every source state to its target, or to a signpost that names it", () => {
    const leading = graph.transitions.filter(({ source, target }) => target !== null && source !== side);
    const ends = view.wires.map(({ source, target }) => `${source} ${view.signs.find((it) => it.id === target)?.target ?? target}`);
    const lost = leading.filter(({ source, target }) => !ends.some((end) => `${source} ${target}`.startsWith(end)));
    expect(lost).toEqual([]);
    expect(view.wires.filter((it) => !/^M[\d.]+ [\d.]+(L|Q)/.test(it.path))).toEqual([]);
  });

  it("fits every text", () => {
    const cramped = view.labels.filter(
      ({ lines, width, height }) =>
        lines.some((line) => line.reduce((sum, it) => sum + it.text.length * 6.62, 0) > width) || lines.length * 15 > height,
    );
    expect(cramped.map((it) => it.id)).toEqual([]);
  });
});

it("lays out the feedback chart and each of its states", async () => {
  const { boxes } = await layOutChart(machines.feedback);
  const states = chartGraph(machines.feedback).states.map(({ id }) => id);
  expect(boxes.map(({ state }) => state.id).toSorted()).toEqual(["feedback", ...states].toSorted());
  expect(new Set(boxes.map(({ x, y }) => `${x},${y}`)).size).toBe(boxes.length);
});
