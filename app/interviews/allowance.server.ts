import { counted } from "../../contract/amounts.ts";
import type { App } from "../server/load-context.server.ts";
import { costTodayUsd } from "./cost.server.ts";
import { listLiveBeside, takePlace } from "./live-interviews.server.ts";
import { minutesToday } from "./minutes.server.ts";

/** Why an account may begin no interview now: what to tell the person, and the ways back into the interviews that they have open. */
type Hindrance = { kind: "minutes" | "live"; words: string; live: { id: string; role: string }[] };

/** How many interviews of an account may be live at once; 0 is no limit. */
const mostLive = ({ env }: App): number =>
  env.MAX_LIVE_INTERVIEWS === 0 ? 0 : Math.max(1, Math.floor(env.MAX_LIVE_INTERVIEWS * env.RATE_LIMIT_SCALE));

/** Most live interviews that a page lists. */
const mostListed = 10;

const tomorrow = "It goes on at midnight, UTC.";

/** Minutes of interview that the user has a day, and has used of them; null where there is no limit. */
export const allowanceOf = async (
  { db, env: { DAILY_MINUTES, RATE_LIMIT_SCALE, MAX_SESSION_SECONDS } }: App,
  { userId }: { userId: string },
): Promise<{ minutes: number; usedMinutes: number } | null> => {
  const minutes = DAILY_MINUTES * RATE_LIMIT_SCALE;
  return minutes > 0 ? { minutes, usedMinutes: await minutesToday(db, { userId, longestMinutes: MAX_SESSION_SECONDS / 60 }) } : null;
};

/** What keeps the user from beginning the interview now, or null. */
export const hindranceTo = async (app: App, { userId, id }: { userId: string; id: string }): Promise<Hindrance | null> => {
  const { DAILY_MINUTES_OF_ALL, DAILY_BUDGET_USD, MAX_SESSION_SECONDS } = app.env;
  const live = await listLiveBeside(app.db, { userId, id, most: Math.max(mostListed, mostLive(app)) });
  const allowance = await allowanceOf(app, { userId });
  if (allowance && allowance.usedMinutes >= allowance.minutes)
    return {
      kind: "minutes",
      words: `You have used up the ${counted(Math.round(allowance.minutes), "minute")} of interview that a day has. ${tomorrow}`,
      live,
    };
  const ofAll = { userId: null, longestMinutes: MAX_SESSION_SECONDS / 60 };
  const isOverMinutes = DAILY_MINUTES_OF_ALL > 0 && (await minutesToday(app.db, ofAll)) >= DAILY_MINUTES_OF_ALL;
  const isOverBudget = DAILY_BUDGET_USD !== undefined && (await costTodayUsd(app)) >= DAILY_BUDGET_USD;
  if (isOverMinutes || isOverBudget)
    return { kind: "minutes", words: `PrepPal has given all the interviews that it can today. ${tomorrow}`, live };
  return mostLive(app) > 0 && live.length >= mostLive(app) ? { kind: "live", words: liveWords(live), live } : null;
};

/** As {@link hindranceTo}, when the interview begins: where nothing keeps the user from it, it counts as live from then on. */
export const begin = async (app: App, { userId, id }: { userId: string; id: string }): Promise<Hindrance | null> => {
  const hindrance = await hindranceTo(app, { userId, id });
  if (hindrance || (await takePlace(app.db, { userId, id, most: mostLive(app) }))) return hindrance;
  const live = await listLiveBeside(app.db, { userId, id, most: mostListed });
  return { kind: "live", words: liveWords(live), live };
};

/** Says which interviews are open; they may have been ended by now. */
const liveWords = (live: { role: string }[]): string => {
  if (live.length === 0) return "Other interviews were open until now. Begin this one again.";
  const roles = live.map(({ role }) => role).join(", ");
  return live.length === 1
    ? `You have another interview open: ${roles}. Go back into it or end it, then begin this one.`
    : `You have other interviews open: ${roles}. Go back into one of them or end it, then begin this one.`;
};
