import { soon } from "../../harness/wait.ts";
import { countUnderway } from "../faults/underway.ts";
import { witness } from "../faults/witness.ts";

/** Far more than anything needs that ends at all. */
const longestMs = 20_000;
const looks = 2;

/**
 * Waits in real time until nothing moves: nothing is logged, `trace` stays the same, and the only outstanding requests are those that peers
 * will never answer (`countHung`). Throws if that does not happen within 20 s.
 */
export const quiet = async (trace: () => number, countHung: () => Promise<number>): Promise<void> => {
  const giveUpAt = performance.now() + longestMs;
  let before = "";
  for (let same = 0; same < looks;) {
    if (performance.now() > giveUpAt) throw new Error(`In vain: quiet; ${countUnderway()} on their way, ${await countHung()} hang`);
    await soon();
    const isArriving = countUnderway() > 0 && (await countHung()) < countUnderway();
    const now = `${witness.logged.length} ${witness.framesRead} ${trace()}`;
    same = now === before && !isArriving ? same + 1 : 0;
    before = now;
  }
};
