import { setTimeout } from "node:timers/promises";
import * as z from "zod";
import { inspect } from "./inspector.ts";

const profile = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
    }),
  ),
  samples: z.array(z.number()),
});
export type Profile = z.output<typeof profile>;

/** Runs the CPU profiler of workerd's inspector for `seconds`. */
export const takeProfile = (inspectorPort: number, seconds: number): Promise<Profile> =>
  inspect(inspectorPort, async (ask) => {
    await ask("Profiler.enable");
    await ask("Profiler.setSamplingInterval", { interval: 200 });
    await ask("Profiler.start");
    await setTimeout(seconds * 1_000);
    return z.object({ profile }).parse(await ask("Profiler.stop")).profile;
  });

/** V8 names its own in brackets, without a place. */
export const nameOf = ({ functionName, lineNumber }: Profile["nodes"][number]["callFrame"]): string =>
  lineNumber < 0 || functionName.startsWith("(") ? functionName : `${functionName || "anonymous"}, line ${lineNumber + 1}`;

/**
 * Each function's own share of the samples, the largest first. Samples are counted, not the time between them: none is taken while nothing
 * runs, so that time would go to whatever runs next.
 */
export const topOf = ({ nodes, samples }: Profile, count: number): { name: string; share: number }[] => {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const taken = samples.map((id) => names.get(id) ?? "(unknown)").filter((name) => name !== "(idle)");
  const counts = new Map<string, number>();
  for (const name of taken) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, share: count / taken.length }))
    .toSorted((one, other) => other.share - one.share)
    .slice(0, count);
};
