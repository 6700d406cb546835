import { signedInUser, signInKey } from "../auth/sign-in-cookie.server.ts";
import { mintToken } from "../auth/token.server.ts";
import { countRequest } from "../limits/limits.server.ts";
import { LimitedError } from "../server/limited.server.ts";
import type { App } from "../server/load-context.server.ts";
import { log } from "../server/log.server.ts";
import { hindranceTo } from "./allowance.server.ts";
import { findInterview } from "./interviews.server.ts";
import { noteMint } from "./live-interviews.server.ts";
import { secondsToMidnight } from "./minutes.server.ts";

export type Minted =
  { outcome: "minted"; token: string } | { outcome: "missing" | "notPending" | "signedOut" } | { outcome: "occupied"; words: string };

/** A token that opens the owner's PENDING interview. "occupied": as many are live as may be. "signedOut": meanwhile. Throws LimitedError. */
export const mintFor = async (request: Request, app: App, { userId, id }: { userId: string; id: string }): Promise<Minted> => {
  await countRequest(request, app, { limit: "token", account: userId });
  const interview = await findInterview(app.db, { id, userId });
  if (!interview) return { outcome: "missing" };
  if (interview.status !== "PENDING") return { outcome: "notPending" };
  const hindrance = await hindranceTo(app, { userId, id });
  if (hindrance?.kind === "minutes") {
    log("token.overMinutes", { interviewId: id });
    throw new LimitedError(secondsToMidnight(), hindrance.words);
  }
  if (hindrance) return { outcome: "occupied", words: hindrance.words };
  // Signed before it is noted, so that a sign-out after the note revokes it.
  const token = await mintToken({ userId, interviewId: id }, app.env.JWT_SECRET);
  if (!(await noteMint(app.db, { id, signedInBy: (await signInKey(request, app)) ?? "" })))
    return { outcome: (await signedInUser(request, app)) ? "notPending" : "signedOut" };
  log("token.minted", { interviewId: id });
  return { outcome: "minted", token };
};
