import type { AnyEventObject } from "xstate";
import { until } from "../../harness/wait.ts";
import type { MachinePath } from "../../machines/models/chart-model.ts";

/** The real parts around a chart, as far as playing a path needs them. */
export type Stage<Outside extends object> = {
  /** Brings them into the state that holds these facts. */
  begin: (input: object) => Promise<void>;
  /** Lets time pass until `ms` after the start. */
  passTo: (ms: number) => Promise<void>;
  /** Brings this event about; `next` is the state that the chart enters. */
  bring: (event: AnyEventObject, next: MachinePath["start"]) => Promise<void>;
  /** What must be seen from outside in this state. */
  expectedIn: (value: MachinePath["start"]) => Partial<Outside>;
  observe: () => Promise<Outside>;
  /** Called when that was seen, with the chart's state. */
  arrived: (value: MachinePath["start"]) => void;
};

/** What was seen after an event of a path. */
export type Sight<Outside> = { readonly after: string; readonly outside: Partial<Outside> };

const patienceMs = 4_000;

/**
 * Plays a path on the stage. Returns what was seen after each step and what should have been, up to the first step at which the two do not
 * agree within 4 s of real time.
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

/** What is finally seen of the wanted properties. */
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
