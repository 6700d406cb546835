import { setTimeout } from "node:timers/promises";
import { WebSocket } from "ws";
import * as z from "zod";

const profile = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});
export type Profile = z.output<typeof profile>;

/** workerd answers what has no result with the question itself. */
const answer = z.object({ id: z.number(), result: z.unknown().optional() });
const targets = z.array(z.object({ webSocketDebuggerUrl: z.string() }));

/** Has the CPU profiler of workerd's inspector watch for so many seconds. Rejects where the inspector does not answer. */
export const takeProfile = async (inspectorPort: number, seconds: number): Promise<Profile> => {
  const [target] = targets.parse(await (await fetch(`http://127.0.0.1:${inspectorPort}/json`)).json());
  if (!target) throw new Error("The inspector has no target");
  const socket = new WebSocket(target.webSocketDebuggerUrl, { maxPayload: 1 << 28 });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  let id = 0;
  const ask = (method: string, params: object = {}) =>
    new Promise<unknown>((resolve) => {
      const mine = (id += 1);
      const hear = (data: Buffer) => {
        const { data: said } = answer.safeParse(JSON.parse(String(data)));
        if (said?.id !== mine) return;
        socket.off("message", hear);
        resolve(said.result);
      };
      socket.on("message", hear);
      socket.send(JSON.stringify({ id: mine, method, params }));
    });
  await ask("Profiler.enable");
  await ask("Profiler.setSamplingInterval", { interval: 200 });
  await ask("Profiler.start");
  await setTimeout(seconds * 1_000);
  const { profile: taken } = z.object({ profile }).parse(await ask("Profiler.stop"));
  socket.close();
  return taken;
};

/** V8 names its own in brackets, without a place. */
const nameOf = ({ functionName, lineNumber }: Profile["nodes"][number]["callFrame"]): string =>
  lineNumber < 0 || functionName.startsWith("(") ? functionName : `${functionName || "anonymous"}, line ${lineNumber + 1}`;

/** Of all time that was not idle, the share that each function had itself; the largest first. */
export const topOf = ({ nodes, samples, timeDeltas }: Profile, count: number): { name: string; share: number }[] => {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const times = new Map<string, number>();
  samples.forEach((id, at) => {
    const name = names.get(id) ?? "(unknown)";
    if (name !== "(idle)") times.set(name, (times.get(name) ?? 0) + (timeDeltas[at] ?? 0));
  });
  const all = [...times.values()].reduce((sum, time) => sum + time, 0);
  return [...times]
    .map(([name, time]) => ({ name, share: all === 0 ? 0 : time / all }))
    .toSorted((one, other) => other.share - one.share)
    .slice(0, count);
};
