import { soon } from "../../harness/wait.ts";

/** A peer that has said nothing after this long (ms, real time) hangs, whatever the machine is doing. */
const hangMs = 1_000;

/** When each request, and each socket that has said nothing yet, began. */
let underway = new Map<object, number>();
/** When each close that is not answered yet began: a deaf peer answers none. */
let closing = new Map<object, number>();

let begun = 0;

/** How many requests and sockets this isolate has asked for so far. */
export const countBegun = (): number => begun;

/** What asked is gone: nobody waits for its answers any more. */
export const forgetUnderway = (): void => {
  underway = new Map();
  closing = new Map();
};

/** How many answers are still to come, or will never. */
export const countUnderway = (): number => underway.size;

/** Whether an answer is still to come from a peer that does not hang. */
export const isOpening = (): boolean => [...underway.values(), ...closing.values()].some((beganAt) => performance.now() - beganAt < hangMs);

/** Waits in real time until nothing that this isolate asked for is on its way: time must not pass over it. */
export const allArrived = async (): Promise<void> => {
  while (isOpening()) await soon();
};

/** Counts the requests of this isolate that nobody answered yet, the sockets until their first frame, and their closes. Once an isolate. */
export const watchUnderway = (): void => {
  const { fetch } = globalThis;
  globalThis.fetch = async (...args: Parameters<typeof fetch>) => {
    const asked = {};
    const counted = underway;
    counted.set(asked, performance.now());
    begun += 1;
    const forget = () => counted.delete(asked);
    try {
      const response = await fetch(...args);
      const { webSocket } = response;
      if (webSocket) {
        for (const news of ["message", "close", "error"] as const) webSocket.addEventListener(news, forget);
        const ending = closing;
        for (const news of ["close", "error"] as const) webSocket.addEventListener(news, () => ending.delete(asked));
        const close = webSocket.close.bind(webSocket);
        webSocket.close = (...given) => {
          ending.set(asked, performance.now());
          close(...given);
        };
      } else forget();
      return response;
    } catch (cause) {
      forget();
      throw cause;
    }
  };
};
