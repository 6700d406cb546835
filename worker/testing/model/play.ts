import type { MachinePath } from "../../../machines/models/chart-model.ts";
import { playPath } from "../play-path.ts";
import { realEvents } from "./events.ts";
import { observe } from "./outside.ts";
import { begin } from "./start.ts";
import { expectedIn } from "./states.ts";
import type { World } from "./world.ts";

/** Plays a path of the interview chart on the real parts. */
export const playReal = (world: World, path: MachinePath) =>
  playPath(
    {
      begin: (input) => begin(world, input),
      passTo: (ms) => world.passTo(ms),
      bring: async (event, next) => {
        world.next = next;
        const real = realEvents[event.type];
        if (!real) throw new Error(`Nobody said how "${event.type}" is really brought about`);
        await real.bring(world, event);
      },
      expectedIn: (value) => expectedIn(value, world),
      observe: () => observe(world),
      arrived: (value) => {
        world.value = value;
      },
    },
    path,
  );
