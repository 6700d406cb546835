import type { ElkNode } from "elkjs/lib/elk-api.js";
import type { ChartPlan, PlannedState, Signpost } from "./chart-plan.ts";
import type { Line } from "./chart-text.ts";

/** In px from the chart's upper left corner. */
export type Area = { x: number; y: number; width: number; height: number };
export type Box = Area & PlannedState & { depth: number };
type Wire = { id: string; source: string; target: string; path: string };
export type Label = Area & { id: string; source: string; lines: Line[] };

/** A chart with all positions. Outer boxes precede inner ones. */
export type ChartView = {
  id: string;
  width: number;
  height: number;
  boxes: Box[];
  signs: (Area & Signpost & { id: string })[];
  wires: Wire[];
  labels: Label[];
};

/** Combines a plan with positions; `placed` is the plan's graph after ELK has filled in the coordinates. */
export const chartView = (plan: ChartPlan, placed: ElkNode): ChartView => {
  const nodes = flat(placed);
  const edges = nodes.flatMap(({ node }) => node.edges ?? []);
  return {
    id: placed.id,
    width: placed.width ?? 0,
    height: placed.height ?? 0,
    boxes: nodes.flatMap(({ node, depth }) => entry(plan.states, node.id).map((it) => ({ ...it, ...area(node), depth }))),
    signs: nodes.flatMap(({ node }) => entry(plan.signposts, node.id).map((it) => ({ ...it, ...area(node), id: node.id }))),
    wires: edges.flatMap(({ id, sections = [] }) =>
      entry(plan.edges, id).map(({ source, target }) => ({
        id,
        source,
        target,
        path: sections.map((it) => rounded([it.startPoint, ...(it.bendPoints ?? []), it.endPoint])).join(" "),
      })),
    ),
    labels: edges.flatMap(({ id, labels = [] }) =>
      entry(plan.edges, id).flatMap(({ source, lines }) => labels.map((it) => ({ id, source, lines, ...area(it) }))),
    ),
  };
};

const flat = (node: ElkNode, depth = 0): { node: ElkNode; depth: number }[] => [
  { node, depth },
  ...(node.children ?? []).flatMap((it) => flat(it, depth + 1)),
];

const entry = <Value>(map: Map<string, Value>, id: string): Value[] => {
  const found = map.get(id);
  return found === undefined ? [] : [found];
};

const area = ({ x = 0, y = 0, width = 0, height = 0 }: Partial<Area>): Area => ({ x, y, width, height });

type Point = { x: number; y: number };

/** An SVG path along the points, with corners rounded by up to 8 px. */
const rounded = (points: Point[]): string => {
  const [first, ...rest] = points;
  if (first === undefined) return "";
  const steps = rest.map((point, index) => {
    const before = points[index] ?? point;
    const after = rest[index + 1];
    if (after === undefined) return `L${point.x} ${point.y}`;
    const [from, to] = [towards(point, before), towards(point, after)];
    return `L${from.x} ${from.y}Q${point.x} ${point.y} ${to.x} ${to.y}`;
  });
  return `M${first.x} ${first.y}${steps.join("")}`;
};

const towards = (corner: Point, other: Point): Point => {
  const distance = Math.hypot(other.x - corner.x, other.y - corner.y);
  const share = distance === 0 ? 0 : Math.min(8, distance / 2) / distance;
  return { x: corner.x + (other.x - corner.x) * share, y: corner.y + (other.y - corner.y) * share };
};
