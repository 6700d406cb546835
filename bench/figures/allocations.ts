import * as z from "zod";
import { inspect } from "./inspector.ts";
import { nameOf } from "./profile.ts";

const callFrame = z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() });
type Node = { callFrame: z.output<typeof callFrame>; selfSize: number; children: Node[] };
const node: z.ZodType<Node> = z.object({ callFrame, selfSize: z.number(), children: z.lazy(() => z.array(node)) });
const sampled = z.object({ profile: z.object({ head: node }) });

/** Bytes between two samples, on average. */
const everyBytes = 512;

/** Bytes that a function took from V8's heap, whether they are still in use or not. */
export type Allocated = { name: string; bytes: number };

/** What V8 allocates while `lasting` runs, the most first. */
export const takeAllocations = (inspectorPort: number, lasting: () => Promise<unknown>): Promise<Allocated[]> =>
  inspect(inspectorPort, async (ask) => {
    const all = { includeObjectsCollectedByMajorGC: true, includeObjectsCollectedByMinorGC: true };
    await ask("HeapProfiler.enable");
    await ask("HeapProfiler.startSampling", { samplingInterval: everyBytes, ...all });
    await lasting();
    return summed(sampled.parse(await ask("HeapProfiler.stopSampling")).profile.head);
  });

const summed = (head: Node): Allocated[] => {
  const bytes = new Map<string, number>();
  const add = ({ callFrame, selfSize, children }: Node) => {
    bytes.set(nameOf(callFrame), (bytes.get(nameOf(callFrame)) ?? 0) + selfSize);
    children.forEach(add);
  };
  add(head);
  return [...bytes].map(([name, size]) => ({ name, bytes: size })).toSorted((one, other) => other.bytes - one.bytes);
};
