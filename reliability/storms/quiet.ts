import type { GeminiSession } from "../../harness/gemini.ts";
import { soon } from "../../harness/wait.ts";
import { countUnderway, type Outstanding } from "../faults/underway.ts";
import { witness } from "../faults/witness.ts";

/** Far more than anything needs that ends at all. */
const longestMs = 20_000;
const looks = 2;

/**
 * Waits in real time until nothing moves: nothing is logged, `trace` stays the same, and the only requests and closes outstanding are those
 * that peers will never answer (`countHung`). Throws if that does not happen within 20 s.
 */
export const quiet = async (trace: () => number, countHung: () => Promise<Outstanding>): Promise<void> => {
  const giveUpAt = performance.now() + longestMs;
  let before = "";
  for (let same = 0; same < looks;) {
    if (performance.now() > giveUpAt)
      throw new Error(`In vain: quiet; ${JSON.stringify(countUnderway())} on their way, ${JSON.stringify(await countHung())} hang`);
    await soon();
    const now = `${witness.logged.length} ${witness.framesRead} ${trace()}`;
    same = now === before && !(await isArriving(countHung)) ? same + 1 : 0;
    before = now;
  }
};

const isArriving = async (countHung: () => Promise<Outstanding>): Promise<boolean> => {
  const { answers, closes } = countUnderway();
  if (answers === 0 && closes === 0) return false;
  const hung = await countHung();
  return hung.answers < answers || hung.closes < closes;
};

/** What Gemini will never answer: a set-up that a mute or half-open (`deaf`) session was sent, and a close that a half-open one is sent. */
export const hungAmong = (
  sessions: readonly GeminiSession[],
  { deaf, hasMute }: { deaf: readonly string[]; hasMute: boolean },
): Outstanding => {
  const open = sessions.filter(({ closedAtUnixMs }) => closedAtUnixMs === null);
  const isDeaf = ({ id }: GeminiSession) => deaf.includes(id);
  const silent = open.filter((it) => it.setUpAtUnixMs === null && (isDeaf(it) || (hasMute && it.setup !== null)));
  return { answers: silent.length, closes: open.filter(isDeaf).length };
};
