import type { AnyEventObject } from "xstate";
import { until } from "../../harness/wait.ts";
import type { MachinePath } from "../../machines/models/chart-model.ts";

/** The real thing around a chart, as far as paths are played on it. */
export type Stage<Outside extends object> = {
  /** Brings it to where it holds these facts. */
  begin: (input: object) => Promise<void>;
  /** Lets time pass until `ms` after the start. */
  passTo: (ms: number) => Promise<void>;
  /** Does what makes this event come about; `next` is where the chart will stand. */
  bring: (event: AnyEventObject, next: MachinePath["start"]) => Promise<void>;
  /** What must be seen from outside where the chart stands. */
  expectedIn: (value: MachinePath["start"]) => Partial<Outside>;
  observe: () => Promise<Outside>;
  /** The chart was seen to stand there. */
  arrived: (value: MachinePath["start"]) => void;
};

/** An event of a path with what is seen after it. */
export type Sight<Outside> = { readonly after: string; readonly outside: Partial<Outside> };

const patienceMs = 4_000;

/**
 * Plays a path on the stage. What was seen after each step, and what should have been: up to the first step at which these
 * differ, where they have not come to agree in 4 s of real time.
 */
export const playPath = async <Outside extends object>(
  stage: Stage<Outside>,
  { input, start, steps }: MachinePath,
): Promise<{ seen: Sight<Outside>[]; expected: Sight<Outside>[] }> => {
  const seen: Sight<Outside>[] = [];
  const expected: Sight<Outside>[] = [];
  const look = async (after: string, value: MachinePath["start"]): Promise<boolean> => {
    const wanted = stage.expectedIn(value);
    const outside = await sight(stage, wanted);
    seen.push({ after, outside });
    expected.push({ after, outside: wanted });
    stage.arrived(value);
    return isSame(outside, wanted);
  };
  await stage.begin(input);
  let goesOn = await look("the start", start);
  for (const { event, atMs, value } of steps) {
    if (!goesOn) break;
    await stage.passTo(atMs);
    await stage.bring(event, value);
    goesOn = await look(event.type, value);
  }
  return { seen, expected };
};

/** What is seen of the wanted kind, at last. */
const sight = async <Outside extends object>(stage: Stage<Outside>, wanted: Partial<Outside>): Promise<Partial<Outside>> => {
  let newest: Partial<Outside> = {};
  const look = async () => {
    const all = await stage.observe();
    newest = Object.fromEntries(Object.entries(all).filter(([name]) => name in wanted)) as Partial<Outside>;
    return isSame(newest, wanted);
  };
  await until("the sight", look, patienceMs).catch(() => undefined);
  return newest;
};

const isSame = (one: object, other: object): boolean => sorted(one) === sorted(other);
const sorted = (it: object): string => JSON.stringify(Object.entries(it).toSorted(([a], [b]) => (a < b ? -1 : 1)));
