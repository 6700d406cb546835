import type { AnyEventObject } from "xstate";
import type { MachinePath } from "../../../machines/models/chart-model.ts";
import { realEvents } from "./events.ts";
import { observe, type Outside } from "./outside.ts";
import { until } from "../../../harness/wait.ts";
import { begin } from "./start.ts";
import { expectedIn } from "./states.ts";
import type { World } from "./world.ts";

/** An event of a path with what is seen after it. */
export type Sight = { readonly after: string; readonly outside: Partial<Outside> };

const patienceMs = 4_000;

/**
 * Plays a path in the world. What was seen after each step, and what should have been: up to the first step at which these
 * differ, where they have not come to agree in 4 s of real time.
 */
export const playReal = async (world: World, { input, start, steps }: MachinePath): Promise<{ seen: Sight[]; expected: Sight[] }> => {
  const seen: Sight[] = [];
  const expected: Sight[] = [];
  const look = async (after: string, value: MachinePath["start"]): Promise<boolean> => {
    const wanted = expectedIn(value, world);
    const outside = await sight(world, wanted);
    seen.push({ after, outside });
    expected.push({ after, outside: wanted });
    world.value = value;
    return isSame(outside, wanted);
  };
  await begin(world, input);
  let goesOn = await look("the start", start);
  for (const { event, atMs, value } of steps) {
    if (!goesOn) break;
    world.next = value;
    await world.passTo(atMs);
    await bring(world, event);
    goesOn = await look(event.type, value);
  }
  return { seen, expected };
};

const bring = async (world: World, event: AnyEventObject) => {
  const real = realEvents[event.type];
  if (!real) throw new Error(`Nobody said how "${event.type}" is really brought about`);
  await real.bring(world, event);
};

/** What is seen of the wanted kind, at last. */
const sight = async (world: World, wanted: Partial<Outside>): Promise<Partial<Outside>> => {
  let newest: Partial<Outside> = {};
  const look = async () => {
    const all = await observe(world);
    newest = Object.fromEntries(Object.entries(all).filter(([name]) => name in wanted));
    return isSame(newest, wanted);
  };
  await until("the sight", look, patienceMs).catch(() => undefined);
  return newest;
};

const isSame = (one: Partial<Outside>, other: Partial<Outside>): boolean => sorted(one) === sorted(other);
const sorted = (it: object): string => JSON.stringify(Object.entries(it).toSorted(([a], [b]) => (a < b ? -1 : 1)));
