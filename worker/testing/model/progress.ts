import { runInDurableObject } from "cloudflare:test";
import { Facts } from "../../session/storage/facts.ts";
import type { Prepared } from "../interview.ts";

const factsOf = <Found>(interview: Prepared, act: (facts: Facts) => Found): Promise<Found> =>
  runInDurableObject(interview.stub(), (_, { storage }) => act(new Facts(storage.sql)));

/** Uses up this share of the interview's time: all of it for 1, hardly any for another share. */
export const useUp = (interview: Prepared, usedShare: number): Promise<void> =>
  factsOf(interview, (facts) => {
    const startedAtUnixMs = facts.read("startedAtUnixMs") ?? 0;
    facts.write("endsAtUnixMs", usedShare === 1 ? startedAtUnixMs : startedAtUnixMs + 24 * 3_600_000);
  });

/** Marks every planned question but the last as asked. Returns the last one's id. */
export const coverAllButLast = (interview: Prepared): Promise<string> =>
  factsOf(interview, (facts) => {
    const ids = facts.read("plan")?.questions.map(({ id }) => id) ?? [];
    facts.write("coverage", { asked: ids.slice(0, -1), skipped: [] });
    return ids.at(-1) ?? "";
  });
