import { type AnyMachineSnapshot, type AnyStateMachine, initialTransition, transition } from "xstate";
import { type ChartModel, type Edge, type ModelPath, attemptOf, canCome, outsideEventsOf } from "./chart-model.ts";
import type { CoverageItem } from "./coverage.ts";
import { nextTimerEvents, timeOf, withSimulatedTime } from "./simulated-time.ts";
import { situationOf } from "./situation.ts";

/** A step that was walked through the chart itself, with what it covered. */
export type WalkedEdge = Edge & { readonly covered: ReadonlySet<CoverageItem> };

/**
 * Long paths that together cover what the walked edges covered: from the start by the shortest way to the nearest edge that covers
 * something new, on from there, and so on for as many steps as the model says; then by the shortest way to the nearest new edge after which
 * nothing can come. What an edge covers is predicted from a similar one that was walked; only walking the tour shows it for certain.
 */
export const toursOf = (model: ChartModel, edges: readonly Edge[], walked: readonly WalkedEdge[]): ModelPath[] => {
  const { tourSteps, inputs } = model;
  if (tourSteps === undefined) return [];
  const scout = new Scout(model, edges, walked);
  return inputs.flatMap((input) => {
    const tours: ModelPath[] = [];
    for (let left = Infinity; scout.left.size < left;) {
      left = scout.left.size;
      tours.push({ input, kind: "tour", path: tourFrom(scout.start(input), scout, tourSteps) });
    }
    // The last one found nothing new.
    return tours.slice(0, -1);
  });
};

const tourFrom = (start: AnyMachineSnapshot, scout: Scout, tourSteps: number): ModelPath["path"] => {
  const steps = [{ event: { type: "xstate.init" }, state: start }];
  for (let state = start; ;) {
    const taken = steps.length - 1;
    const edge = scout.nextTo("news", state, tourSteps - taken) ?? scout.nextTo("end", state, 2 * tourSteps - taken);
    if (!edge) return { steps, state, weight: taken };
    scout.take(edge);
    state = edge.to;
    steps.push({ event: edge.event, state });
  }
};

const bySituation = (edges: readonly Edge[]): Map<string, Edge[]> => {
  const found = new Map<string, Edge[]>();
  for (const edge of edges) {
    const situation = situationOf(edge.from);
    found.set(situation, [...(found.get(situation) ?? []), edge]);
  }
  return found;
};

/** Knows a model's map, and what no tour has covered yet. */
class Scout {
  readonly left: Set<CoverageItem>;
  readonly #model: ChartModel;
  readonly #chart: AnyStateMachine;
  readonly #edges: Map<string, Edge[]>;
  readonly #covered: ReadonlyMap<string, ReadonlySet<CoverageItem>>;
  /** A search asks for the same edges over and over. */
  readonly #known = new WeakMap<Edge, ReadonlySet<CoverageItem>>();

  constructor(model: ChartModel, edges: readonly Edge[], walked: readonly WalkedEdge[]) {
    this.left = new Set(walked.flatMap(({ covered }) => [...covered]));
    this.#model = model;
    this.#chart = withSimulatedTime(model.machine);
    this.#edges = bySituation(edges);
    this.#covered = new Map(walked.map((edge) => [attemptOf(edge), edge.covered]));
  }

  start(input: object): AnyMachineSnapshot {
    return initialTransition(this.#chart, input)[0];
  }

  take(edge: Edge): void {
    for (const item of this.#coveredBy(edge)) this.left.delete(item);
  }

  /**
   * The first step of the shortest way, of at most `limit` steps, to an edge that covers something new: one that something can follow
   * ("news"), or one that nothing can ("end").
   */
  nextTo(goal: "news" | "end", start: AnyMachineSnapshot, limit: number): Edge | undefined {
    const seen = new Set([situationOf(start)]);
    let ways = this.#from(start).map((edge) => ({ first: edge, edge }));
    for (let length = 1; length <= limit && ways.length > 0; length++) {
      const found = ways.find(({ edge }) => this.#isNew(edge) && this.#isEnd(edge.to) === (goal === "end"));
      if (found) return found.first;
      ways = ways.flatMap(({ first, edge }) => {
        const situation = situationOf(edge.to);
        if (seen.has(situation)) return [];
        seen.add(situation);
        return (this.#edges.get(situation) ?? []).map((next) => ({ first, edge: next }));
      });
    }
    return undefined;
  }

  /** The edges from here, computed anew: they include this tour's own timers, and exist also where the map ends. */
  #from(from: AnyMachineSnapshot): Edge[] {
    return this.#eventsIn(from).map((event) => ({ from, event, to: transition(this.#chart, from, event)[0] }));
  }

  #eventsIn(snapshot: AnyMachineSnapshot) {
    const outside = outsideEventsOf(this.#model).filter((event) => canCome(this.#model, snapshot, event));
    return [...outside, ...nextTimerEvents(timeOf(snapshot))];
  }

  #isEnd(snapshot: AnyMachineSnapshot): boolean {
    return this.#eventsIn(snapshot).length === 0;
  }

  #isNew(edge: Edge): boolean {
    return [...this.#coveredBy(edge)].some((item) => this.left.has(item));
  }

  #coveredBy(edge: Edge): ReadonlySet<CoverageItem> {
    const known = this.#known.get(edge) ?? this.#covered.get(attemptOf(edge)) ?? new Set();
    this.#known.set(edge, known);
    return known;
  }
}
