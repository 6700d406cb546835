import type { ElkExtendedEdge, ElkNode } from "elkjs/lib/elk-api.js";
import type { ChartGraph, ChartState, ChartTransition } from "./chart-graph.ts";
import { boxOptions } from "./chart-options.ts";
import { heightOf, type Line, stateLines, transitionLines, type, widthOf } from "./chart-text.ts";
import { grouped } from "./grouped.ts";

export type PlannedState = { state: ChartState; lines: Line[]; isTop: boolean };
type PlannedEdge = { source: string; target: string; lines: Line[] };
/** Placed near a state in place of the far end of a line that would cross the whole chart. */
export type Signpost = { source: string; target: string; text: string };

/** What to draw, without positions yet, and the graph that ELK places. Ids are the same in both. */
export type ChartPlan = {
  states: Map<string, PlannedState>;
  edges: Map<string, PlannedEdge>;
  signposts: Map<string, Signpost>;
  elk: ElkNode;
};

type Move = ChartTransition & { target: string };

/**
 * Plans a chart. Each top-level state is laid out with all that is inside it. A transition from inside one to inside another ends at a
 * signpost, and a single unlabelled line joins the two boxes. So each box stays compact, and the way through them remains visible.
 */
export const chartPlan = (graph: ChartGraph): ChartPlan => {
  const plan: ChartPlan = { states: new Map(), edges: new Map(), signposts: new Map(), elk: { id: graph.id } };
  const parents = new Map(graph.states.map((it) => [it.id, it.parent ?? graph.id]));
  const order = new Map(graph.states.map((it, index) => [it.id, index]));
  const parentOf = (id: string) => parents.get(id) ?? graph.id;
  const topOf = (id: string): string => (parentOf(id) === graph.id ? id : topOf(parentOf(id)));
  const inside = new Map([graph.root, ...graph.states].map((it) => [it.id, { nodes: [] as ElkNode[], edges: [] as ElkExtendedEdge[] }]));

  const addEdge = (owner: string, source: string, target: string, lines: Line[]) => {
    const id = `${source} → ${target}`;
    plan.edges.set(id, { source, target, lines });
    const isForward = (order.get(source) ?? 0) < (order.get(target) ?? Infinity);
    inside.get(owner)?.edges.push({
      id,
      sources: [source],
      targets: [target],
      ...(lines.length > 0 ? { labels: [{ text: id, width: widthOf(lines) + 12, height: heightOf(lines) + 8 }] } : {}),
      ...(isForward ? { layoutOptions: { "elk.layered.priority.direction": "10" } } : {}),
    });
  };

  for (const state of [graph.root, ...graph.states]) {
    const isRoot = state.id === graph.id;
    const stays = graph.transitions.filter((it) => it.source === state.id && (it.target === null || isRoot));
    plan.states.set(state.id, { state, lines: stateLines(state, stays.map(pointing)), isTop: !isRoot && state.parent === null });
  }
  const moves = graph.transitions.filter((it): it is Move => it.target !== null && it.source !== graph.id);
  const isWithin = ({ source, target }: Move) => topOf(source) === topOf(target);
  const isFromTop = ({ source }: Move) => topOf(source) === source;

  for (const group of grouped(moves.filter(isWithin), (it) => `${it.source} ${it.target}`)) {
    const { source, target } = group[0];
    addEdge(topOf(source), source, target, transitionLines(group));
  }
  const outer = moves.filter((it) => !isWithin(it));
  for (const group of grouped(outer.filter(isFromTop), (it) => `${it.source} ${topOf(it.target)}`)) {
    const top = topOf(group[0].target);
    const lines = grouped(group, (it) => it.target).flatMap((some) => [...transitionLines(some), ...arrivalLines(some[0].target, top)]);
    addEdge(graph.id, group[0].source, top, lines);
  }
  const fromInside = outer.filter((it) => !isFromTop(it));
  for (const group of grouped(fromInside, (it) => `${it.source} ${it.target}`)) {
    const { source, target } = group[0];
    const id = `${source} ⇢ ${target}`;
    const text = `→ ${target.slice(graph.id.length + 1)}`;
    plan.signposts.set(id, { source, target, text });
    inside.get(parentOf(source))?.nodes.push({ id, width: text.length * type.glyph + 20, height: 24 });
    addEdge(topOf(source), source, id, transitionLines(group));
  }
  for (const [{ source, target }] of grouped(fromInside, (it) => `${topOf(it.source)} ${topOf(it.target)}`)) {
    if (!plan.edges.has(`${topOf(source)} → ${topOf(target)}`)) addEdge(graph.id, topOf(source), topOf(target), []);
  }

  const node = (state: ChartState): ElkNode => {
    const lines = plan.states.get(state.id)?.lines ?? [];
    const width = Math.max(widthOf(lines), state.name.length * type.name + 24) + 24;
    const height = 32 + (lines.length > 0 ? heightOf(lines) + 8 : 0);
    const nested = graph.states.filter((it) => parentOf(it.id) === state.id && state.id !== it.id);
    if (nested.length === 0) return { id: state.id, width, height };
    const level = state.id === graph.id ? "root" : state.parent === null ? "top" : "nested";
    const { nodes, edges } = inside.get(state.id) ?? { nodes: [], edges: [] };
    return { id: state.id, children: [...nested.map(node), ...nodes], edges, layoutOptions: boxOptions(level, { width, height }) };
  };
  return { ...plan, elk: node(graph.root) };
};

/** A transition from the root is listed in the frame's header, with its target in words. */
const pointing = (it: ChartTransition): ChartTransition =>
  it.target === null ? it : { ...it, actions: [...it.actions, `→ ${it.target.slice(it.source.length + 1)}`] };

const arrivalLines = (target: string, top: string): Line[] =>
  target === top ? [] : [[{ text: `→ ${target.slice(top.lastIndexOf(".") + 1)}`, tone: "action" }]];
