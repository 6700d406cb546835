import { WebSocket } from "ws";
import * as z from "zod";

/** workerd answers what has no result with the question itself. */
const answer = z.object({ id: z.number(), result: z.unknown().optional() });
const targets = z.array(z.object({ webSocketDebuggerUrl: z.string() }));

/** Asks V8, in the words of the Chrome DevTools Protocol. */
export type Ask = (method: string, params?: object) => Promise<unknown>;

/** Speaks with the first isolate of workerd's inspector for as long as `act` takes. Rejects where the inspector does not answer. */
export const inspect = async <Found>(inspectorPort: number, act: (ask: Ask) => Promise<Found>): Promise<Found> => {
  const [target] = targets.parse(await (await fetch(`http://127.0.0.1:${inspectorPort}/json`)).json());
  if (!target) throw new Error("The inspector has no target");
  const socket = new WebSocket(target.webSocketDebuggerUrl, { maxPayload: 1 << 28 });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  let id = 0;
  const ask: Ask = (method, params = {}) =>
    new Promise((resolve) => {
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
  try {
    return await act(ask);
  } finally {
    socket.close();
  }
};
