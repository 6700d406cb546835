import { soon } from "../faults/wait.ts";
import { witness } from "../faults/witness.ts";

const longestMs = 120;
/** Whoever has not answered by then hangs. */
const answerMs = 80;
const looks = 2;

/** When each request began. */
let underway = new Map<object, number>();

/** What asked is gone: nobody waits for its answers any more. */
export const forgetRequests = (): void => {
  underway = new Map();
};

/** Whether an answer is still to come, or will never. */
export const hasRequests = (): boolean => underway.size > 0;

/** Counts the requests of this isolate that nobody answered yet. Once an isolate. */
export const watchRequests = (): void => {
  const { fetch } = globalThis;
  globalThis.fetch = async (...args: Parameters<typeof fetch>) => {
    const request = {};
    underway.set(request, performance.now());
    try {
      return await fetch(...args);
    } finally {
      underway.delete(request);
    }
  };
};

/** Waits in real time until nothing moves: no request is underway, nothing is logged, `trace` stays as it is. A peer that hangs is not waited for. */
export const quiet = async (trace: () => number): Promise<void> => {
  const giveUpAt = performance.now() + longestMs;
  let before = "";
  for (let same = 0; same < looks && performance.now() < giveUpAt;) {
    await soon();
    const now = `${witness.logged.length} ${witness.framesRead} ${trace()}`;
    same = now === before && !isAsking() ? same + 1 : 0;
    before = now;
  }
};

const isAsking = (): boolean => [...underway.values()].some((beganAt) => performance.now() - beganAt < answerMs);
