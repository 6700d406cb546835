import { type AnyEventObject, type AnyStateMachine, createActor } from "xstate";
import { SteppingClock } from "../recording/stepping-clock.ts";
import {
  type ChartModel,
  type FakedTask,
  type MachinePath,
  type ModelPath,
  type PathKind,
  type PathStep,
  knownEventsOf,
  pathsOf,
} from "./chart-model.ts";
import { Coverage, type CoverageItem, itemsOf, missingFrom, reportOf } from "./coverage.ts";
import { isTimerEvent } from "./simulated-time.ts";
import { isSamePlace, placeOf } from "./situation.ts";
import { type WalkedEdge, toursOf } from "./tours.ts";

/** Thrown for a path on which the chart broke, or did something other than the model said. */
class PathFailedError extends Error {
  constructor(path: MachinePath, at: AnyEventObject, what: string) {
    const events = path.steps.map(({ event }) => event.type).join(", ");
    super(`${what} at "${at.type}", from ${JSON.stringify(path.input)} after: ${events}`);
    this.name = "PathFailedError";
  }
}

export type Exploration = {
  /** How many paths were walked, by how they were found. */
  readonly counts: Readonly<Partial<Record<PathKind, number>>>;
  readonly steps: number;
  /** Coverage in lines, what is missing last. */
  readonly report: string;
  readonly missing: readonly string[];
  /** As few paths as were found that together cover all that was covered, those that add most first. */
  readonly paths: readonly MachinePath[];
};

type Walked = { readonly path: MachinePath; readonly covered: ReadonlySet<CoverageItem>; readonly edges: readonly WalkedEdge[] };

/** Walks every path of the model through the chart itself, with fake ports and a clock that is moved by hand. */
export const explore = async (model: ChartModel): Promise<Exploration> => {
  const { ports, task } = model.fake();
  const machine = model.machine.provide(ports);
  const coverage = new Coverage(machine);
  const counts: Partial<Record<PathKind, number>> = {};
  const walked: Walked[] = [];
  const walkAll = async (paths: readonly ModelPath[]) => {
    for (const path of paths) {
      counts[path.kind] = (counts[path.kind] ?? 0) + 1;
      walked.push(await walk(model, path, { machine, task, coverage }));
    }
  };
  const { paths, edges } = pathsOf(model);
  await walkAll(paths);
  await walkAll(
    toursOf(
      model,
      edges,
      walked.flatMap((it) => it.edges),
    ),
  );
  const covered = new Set(walked.flatMap((it) => [...it.covered]));
  const known = knownEventsOf(model);
  return {
    counts,
    steps: walked.reduce((sum, it) => sum + it.path.steps.length, 0),
    report: reportOf(model.machine, covered, known),
    missing: missingFrom(model.machine, covered, known),
    paths: fewest(walked, itemsOf(model.machine)),
  };
};

type Bench = { readonly machine: AnyStateMachine; readonly task: FakedTask; readonly coverage: Coverage };

/** Walks one path of the model. Returns it as plain data. */
const walk = async (model: ChartModel, { input, path }: ModelPath, bench: Bench): Promise<Walked> => {
  const { coverage } = bench;
  const covered = (coverage.covered = new Set());
  const edges: WalkedEdge[] = [];
  const run = startRun(input, bench);
  for (const [at, { event, state }] of path.steps.entries()) {
    if (event.type === "xstate.init") continue;
    const fromMs = run.clock.now();
    // Only tours ask what each step covers: for the longest charts that is too much to keep.
    if (model.tourSteps !== undefined) coverage.covered = new Set();
    await run.bring(event);
    const from = path.steps[at - 1]?.state;
    if (from && coverage.covered !== covered) edges.push({ from, event, to: state, covered: coverage.covered });
    const plain = plainEvent(model, event, run.clock.now() - fromMs);
    const there = run.actor.getSnapshot();
    if (!isSamePlace(there, state)) throw new PathFailedError(run.path(), plain, `${placeOf(there)} instead of ${placeOf(state)}`);
    run.note(plain);
  }
  run.actor.stop();
  for (const edge of edges) for (const item of edge.covered) covered.add(item);
  return { path: run.path(), covered, edges };
};

/** Plays a path of plain data. Returns it with the states that were reached. */
export const play = async ({ input, steps }: MachinePath, { tasks }: ChartModel, bench: Bench): Promise<MachinePath> => {
  const run = startRun(input, bench);
  for (const { event, atMs } of steps) {
    run.clock.passTo(atMs);
    const answer = tasks.find(({ step }) => JSON.stringify(step) === JSON.stringify(event));
    if (event.type !== "delay.elapsed") await run.bring(answer?.event ?? event);
    run.note(event);
  }
  run.actor.stop();
  return run.path();
};

const startRun = (input: object, { machine, task, coverage }: Bench) => {
  const clock = new SteppingClock();
  const actor = createActor(machine, { input, clock, inspect: coverage.inspect });
  const steps: PathStep[] = [];
  const errors: unknown[] = [];
  actor.subscribe({ error: (error) => errors.push(error) });
  actor.start();
  coverage.addStates(actor.getSnapshot());
  const start = actor.getSnapshot().value;
  const path = (): MachinePath => ({ input, start, steps });
  const bring = async (event: AnyEventObject): Promise<void> => {
    if (isTimerEvent(event)) clock.passTo(event.dueAtMs);
    else if (event.type.startsWith("xstate.done.actor.")) await task.answer(event.output);
    else if (event.type.startsWith("xstate.error.actor.")) await task.fail(event.error);
    else actor.send(event);
    if (errors.length > 0) throw new PathFailedError(path(), event, String(errors[0]));
  };
  return {
    actor,
    clock,
    bring,
    path,
    note: (event: AnyEventObject) => steps.push({ event, atMs: clock.now(), value: actor.getSnapshot().value }),
  };
};

const plainEvent = ({ tasks }: ChartModel, event: AnyEventObject, ms: number): AnyEventObject =>
  isTimerEvent(event) ? { type: "delay.elapsed", delay: event.delay, ms } : (tasks.find((it) => it.event === event)?.step ?? event);

/**
 * A greedy cover: takes the path that covers most of what is left, the shorter of two equals. What a path gains only ever falls, so an old
 * figure is an upper bound.
 */
const fewest = (walked: readonly Walked[], items: readonly CoverageItem[]): MachinePath[] => {
  const left = new Set(items);
  const chosen: MachinePath[] = [];
  const queue = walked.map(({ path, covered }) => ({ path, covered, gain: covered.size }));
  const isBetter = (a: (typeof queue)[number], b: (typeof queue)[number]) =>
    a.gain > b.gain || (a.gain === b.gain && a.path.steps.length < b.path.steps.length);
  while (left.size > 0) {
    let best: (typeof queue)[number] | undefined;
    for (const it of queue) {
      if (best && !isBetter(it, best)) continue;
      it.gain = 0;
      for (const item of it.covered) if (left.has(item)) it.gain += 1;
      if (it.gain > 0 && (!best || isBetter(it, best))) best = it;
    }
    if (!best) break;
    chosen.push(best.path);
    for (const item of best.covered) left.delete(item);
  }
  return chosen;
};
