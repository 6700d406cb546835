import { soon } from "../../harness/wait.ts";

/** A peer that has said nothing for this long (ms, real time) counts as hanging, however busy the machine is. */
const hangMs = 3_000;

/** When each pending request, and each socket without a first frame, was begun. */
let underway = new Map<object, number>();
/** When each unanswered close was sent: a deaf peer answers none. */
let closing = new Map<object, number>();

let begun = 0;

export type Outstanding = { answers: number; closes: number };

/** How many requests, sockets and closes this isolate has begun so far. */
export const countBegun = (): number => begun;

/** Forgets all of them: whoever asked is gone and awaits no answer. */
export const forgetUnderway = (): void => {
  underway = new Map();
  closing = new Map();
};

/** How many answers are outstanding, also those that will never come: to requests and handshakes, and to closes. */
export const countUnderway = (): Outstanding => ({ answers: underway.size, closes: closing.size });

/** Whether an answer is outstanding from a peer that does not hang. */
export const isOpening = (): boolean => [...underway.values(), ...closing.values()].some((beganAt) => performance.now() - beganAt < hangMs);

/** Waits in real time until nothing that this isolate asked for is on its way, because time must not pass meanwhile. */
export const allArrived = async (): Promise<void> => {
  while (isOpening()) await soon();
};

/** Begins to count this isolate's unanswered requests, its sockets until their first frame, and their closes. Call it once per isolate. */
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
        let isOver = false;
        const over = () => {
          isOver = true;
          ending.delete(asked);
        };
        for (const news of ["close", "error"] as const) webSocket.addEventListener(news, over);
        const close = webSocket.close.bind(webSocket);
        webSocket.close = (...given) => {
          if (!isOver && !ending.has(asked)) {
            ending.set(asked, performance.now());
            begun += 1;
          }
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
